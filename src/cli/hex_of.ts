import { Buffer } from "node:buffer";

/** Bytes as hex digits, without anything between. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex");
}
