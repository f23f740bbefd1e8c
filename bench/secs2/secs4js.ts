// secs4js (npm) as a contender. It lies in a folder of its own, because it brings packages that nobody else here needs.

import { Buffer } from "node:buffer";
import { pathToFileURL } from "node:url";
import type { Plain } from "./bodies.ts";
import { plainEncode } from "./plain_encode.ts";

/** What is used of an item of secs4js. */
export interface Secs4jsItem {
  readonly type: number;
  readonly value: unknown;
  toBuffer(): Uint8Array;
}

/** What is used of secs4js. */
export interface Secs4js {
  readonly Secs2ItemParser: { fromBuffer(buffer: Uint8Array): { item: Secs4jsItem } };
  readonly Secs2ItemFactory: Readonly<Record<string, (...values: never[]) => Secs4jsItem>>;
}

/** Loads its two classes, without its sockets and serial ports. */
export async function loadSecs4js(folder: string): Promise<Secs4js> {
  const base = pathToFileURL(`${folder}/node_modules/secs4js/lib/core/secs2item/`);
  const { Secs2ItemParser } = await import(new URL("Secs2ItemParser.js", base).href);
  const { Secs2ItemFactory } = await import(new URL("Secs2ItemFactory.js", base).href);
  return { Secs2ItemParser, Secs2ItemFactory };
}

/** The item of plain data. */
export function buildSecs4js(secs4js: Secs4js, plain: Plain): Secs4jsItem {
  const make = secs4js.Secs2ItemFactory as Readonly<Record<string, (...values: unknown[]) => Secs4jsItem>>;
  switch (plain.format) {
    case "L":
      return make["createListItem"]!(...plain.value.map((child) => buildSecs4js(secs4js, child)));
    case "A":
      return make["createAsciiItem"]!(plain.value);
    case "B":
      return make["createBinaryItem"]!(bufferOf(plain.value));
    case "BOOLEAN":
      return make["createBooleanItem"]!(plain.value);
    case "U4":
      return make["createU4Item"]!(plain.value);
    case "F8":
      return make["createF8Item"]!(plain.value);
    // It takes arguments alone, and so many do not fit on the stack.
    case "U4[]":
      return secs4js.Secs2ItemParser.fromBuffer(encodedU4(plain.value)).item;
  }
}

/** Reads all values, and returns something that depends on all of them. */
export function readSecs4js(item: Secs4jsItem): number {
  const { type, value } = item;
  switch (type >> 2) {
    case 0o00: {
      let sum = 0;
      for (const child of value as Secs4jsItem[]) sum += readSecs4js(child);
      return sum;
    }
    case 0o20:
    case 0o10:
      return (value as string | Uint8Array).length;
    case 0o11:
      return (value as boolean[])[0] ? 1 : 0;
    default:
      return typeof value === "number" ? value : (value as number[]).at(-1)!;
  }
}

/** The same bytes as the runtime's Buffer, which secs4js takes. */
export function bufferOf(bytes: Uint8Array): Uint8Array {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function encodedU4(values: Uint32Array): Uint8Array {
  return bufferOf(plainEncode({ format: "U4[]", value: values }, "view"));
}
