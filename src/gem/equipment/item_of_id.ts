import { A, type Item, U4, U8 } from "../../secs2/mod.ts";
import type { SecsId } from "../../secs/mod.ts";

/** An id as the value of a variable: U4, U8 if it needs that, or A. */
export function itemOfId(id: SecsId): Item {
  if (typeof id === "string") return A(id);
  return id <= 0xffffffff ? U4(Number(id)) : U8(BigInt(id));
}
