import { fromHex, toHex } from "../support/hex.ts";

/** An input as text, for people and files; byte arrays are hex. */
export function toText(input: unknown): string {
  return JSON.stringify(
    input,
    (_, value) => value instanceof Uint8Array ? { hex: toHex(value) } : value,
  );
}

/** The input that a text stands for. */
export function fromText(text: string): unknown {
  return JSON.parse(text, (_, value) => typeof value?.hex === "string" ? fromHex(value.hex) : value);
}
