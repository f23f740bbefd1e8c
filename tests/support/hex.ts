/** The bytes that hex digits stand for; white space is skipped. */
export function fromHex(text: string): Uint8Array {
  const digits = text.replace(/\s/g, "");
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** Hex digits of bytes, without white space. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
