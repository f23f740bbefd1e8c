import {
  A,
  B,
  BOOLEAN,
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  type Item,
  J,
  L,
  type NumberFormat,
  U1,
  U2,
  U4,
  U8,
} from "@secs/hsms/secs2";
import { fromHex, toHex } from "../support/hex.ts";

/**
 * An item as a peer is told to build it, and as it tells what it has read: its format and its values. Bytes are in hex,
 * text is Unicode, and numbers are decimal, since JSON has neither NaN nor -0 nor 64 bits.
 */
export type ItemJson =
  | readonly [format: "L", items: readonly ItemJson[]]
  | readonly [format: "A" | "J" | "B", value: string]
  | readonly [format: "BOOLEAN", values: readonly boolean[]]
  | readonly [format: NumberFormat, values: readonly string[]];

const NUMBERS = { I1, I2, I4, U1, U2, U4, F4, F8 };
const BIGINTS = { I8, U8 };

/** Makes the item with our constructors. */
export function itemOf(json: ItemJson): Item {
  switch (json[0]) {
    case "L":
      return L(json[1].map(itemOf));
    case "A":
      return A(json[1]);
    case "J":
      return J(Uint8Array.from(json[1], jis8));
    case "B":
      return B(fromHex(json[1]));
    case "BOOLEAN":
      return BOOLEAN(json[1]);
    case "I8":
    case "U8":
      return BIGINTS[json[0]](json[1].map(BigInt));
    default:
      return NUMBERS[json[0]](json[1].map(Number));
  }
}

/** Says what we read in an item. */
export function jsonOf(item: Item): ItemJson {
  switch (item.format) {
    case "L":
      return ["L", item.items.map(jsonOf)];
    case "A":
      return ["A", item.text];
    case "J":
      return ["J", item.decode("shift_jis")];
    case "B":
      return ["B", toHex(item.bytes)];
    case "BOOLEAN":
      return ["BOOLEAN", item.values];
    case "C2":
      throw new Error("No peer has C2");
    default:
      return [item.format, Array.from<number | bigint, string>(item.values, decimal)];
  }
}

/** The same text for the same values, however a peer writes its floats. */
export function textOf(json: ItemJson): string {
  return JSON.stringify(
    json,
    (_, part) =>
      part?.[0] === "F4" || part?.[0] === "F8" ? [part[0], part[1].map(Number).map(decimal)] : part,
  );
}

function decimal(value: number | bigint): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The byte of a character in JIS-8: katakana of half width stand from a1 to df. */
function jis8(character: string): number {
  const code = character.charCodeAt(0);
  return code < 0xff61 ? code : code - 0xfec0;
}
