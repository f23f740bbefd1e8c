import { Buffer } from "node:buffer";

/** Bytes as hex digits, without anything between. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
}

/** A number as `count` hex digits. */
export function hexNumber(value: number, count: number): string {
  return value.toString(16).padStart(count, "0");
}

/** Reads hex digits in pairs; between pairs may be spaces, commas, colons, dashes and `0x`. Undefined: it is not that. */
export function parseHex(text: string): Uint8Array | undefined {
  const groups = text.trim().split(/[\s,:;-]+/).map((group) => group.replace(/^0x/i, ""));
  if (!groups.every((group) => group.length % 2 === 0 && /^[0-9a-f]+$/i.test(group))) return undefined;
  return new Uint8Array(Buffer.from(groups.join(""), "hex"));
}
