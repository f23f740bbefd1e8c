const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PADDING = 0x3d;

const CODES = new TextEncoder().encode(DIGITS);
/** The value of each digit; 255: it is none. */
const VALUES = new Uint8Array(128).fill(255);
for (let i = 0; i < 64; i++) VALUES[CODES[i]!] = i;

/** Bytes as base64, with padding. */
export function toBase64(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let at = 0;
  for (let i = 0; i < bytes.length; i += 3) {
    const left = bytes.length - i;
    const bits = bytes[i]! << 16 | (bytes[i + 1] ?? 0) << 8 | (bytes[i + 2] ?? 0);
    out[at++] = CODES[bits >> 18]!;
    out[at++] = CODES[bits >> 12 & 63]!;
    out[at++] = left < 2 ? PADDING : CODES[bits >> 6 & 63]!;
    out[at++] = left < 3 ? PADDING : CODES[bits & 63]!;
  }
  return new TextDecoder().decode(out);
}

/**
 * The bytes of base64; white space is passed over, and what is missing of the last group is taken for padding.
 *
 * @throws {RangeError} When there is another character.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.ceil(text.length / 4) * 3);
  let length = 0;
  let bits = 0;
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? VALUES[code]! : 255;
    if (value === 255) {
      if (code === PADDING || code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) continue;
      throw new RangeError(`Base64 has no character ${JSON.stringify(text[i])}, which is at ${i}`);
    }
    bits = bits << 6 | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes[length++] = bits >> count & 0xff;
    }
  }
  return bytes.subarray(0, length);
}
