import type { Format } from "../secs2/mod.ts";

/** Formats by their names in capitals: those of E5, and what other programs call them. */
const NAMES: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["L", "L"],
  ["LIST", "L"],
  ["A", "A"],
  ["ASCII", "A"],
  ["J", "J"],
  ["JIS", "J"],
  ["JIS8", "J"],
  ["C2", "C2"],
  ["B", "B"],
  ["BIN", "B"],
  ["BINARY", "B"],
  ["BOOLEAN", "BOOLEAN"],
  ["BOOL", "BOOLEAN"],
  ["TF", "BOOLEAN"],
  ["I1", "I1"],
  ["I2", "I2"],
  ["I4", "I4"],
  ["I8", "I8"],
  ["U1", "U1"],
  ["U2", "U2"],
  ["U4", "U4"],
  ["U8", "U8"],
  ["F4", "F4"],
  ["F8", "F8"],
]);

/** The format with that name, in capitals or not. */
export function formatNamed(name: string): Format | undefined {
  return NAMES.get(name.toUpperCase());
}
