// This package as a contender.

import { A, B, BOOLEAN, F8, type Item, L, U4 } from "@secs/hsms/secs2";
import type { Plain } from "./bodies.ts";

/** The item of plain data. */
export function build(plain: Plain): Item {
  switch (plain.format) {
    case "L":
      return L(plain.value.map(build));
    case "A":
      return A(plain.value);
    case "B":
      return B(plain.value);
    case "BOOLEAN":
      return BOOLEAN(plain.value);
    case "F8":
      return F8(plain.value);
    case "U4":
      return U4(plain.value);
    case "U4[]":
      return U4(plain.value);
  }
}

/** Reads all values, and returns something that depends on all of them. */
export function readAll(item: Item): number {
  switch (item.format) {
    case "L": {
      let sum = 0;
      for (const child of item.items) sum += readAll(child);
      return sum;
    }
    case "A":
      return item.text.length;
    case "B":
      return item.bytes.length;
    case "BOOLEAN":
      return item.value ? 1 : 0;
    case "U4":
      return item.length === 1 ? item.value : item.values[item.length - 1]!;
    case "F8":
      return item.value;
    default:
      return 0;
  }
}
