import type { HsmsRequestOptions } from "../../core/mod.ts";
import { S7F17, S7F19, type SecsByteId } from "../../secs/mod.ts";
import { demand, type HostLink } from "./link.ts";

type Options = HsmsRequestOptions | undefined;

/** S7F19. */
export function listPrograms({ ask }: HostLink, options: Options): Promise<readonly SecsByteId[]> {
  return ask(S7F19.toEquipment, undefined, options);
}

/** S7F17 of some process programs; an empty list would delete all of them. */
export async function deletePrograms(
  link: HostLink,
  ppids: readonly SecsByteId[],
  options: Options,
): Promise<void> {
  if (ppids.length === 0) {
    throw new RangeError(
      "deleteProcessPrograms needs a PPID: S7F17 without one deletes all (deleteAllProcessPrograms)",
    );
  }
  await demand(link, { body: S7F17.toEquipment, value: ppids, code: "ACKC7" }, options);
}

/** S7F17 of all process programs. */
export function deleteAllPrograms(link: HostLink, options: Options): Promise<void> {
  return demand(
    link,
    { body: S7F17.toEquipment, value: [], code: "ACKC7", about: "of all process programs" },
    options,
  );
}
