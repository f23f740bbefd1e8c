// From bytes to characters and back. The characters of an item's text are its bytes, 0 to 255; TextDecoder("latin1") cannot
// be used for them, because it is windows-1252 on some runtimes.

/** From this length on a call of the runtime is faster than a loop. */
const LONG = 20;

/** Maximum number of arguments for one call of String.fromCharCode: more may not fit on the stack. */
const CHUNK = 4096;

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text of bytes, one character for each byte. */
export function textOfBytes(bytes: Uint8Array, start: number, end: number): string {
  if (end - start < LONG) return shortText(bytes, start, end);
  const part = bytes.subarray(start, end);
  const text = DECODER.decode(part);
  // If the text is as long as its bytes and no byte was replaced, it is ASCII.
  return text.length === part.length && !text.includes("\ufffd") ? text : longText(part);
}

/** Writes text, one byte for each character; returns false if a character is above 255. */
export function writeText(text: string, bytes: Uint8Array, offset: number): boolean {
  if (text.length >= LONG) {
    const part = bytes.subarray(offset, offset + text.length);
    // If all of it fits in as many bytes as it has characters, it is ASCII.
    if (ENCODER.encodeInto(text, part).read === text.length) return true;
  }
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bits |= code;
    bytes[offset + i] = code;
  }
  return bits < 0x100;
}

/** The index of the first character above `most`, or -1. */
export function wideAt(text: string, most = 0xff): number {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > most) return i;
  return -1;
}

function shortText(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}

function longText(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += CHUNK) {
    text += String.fromCharCode.apply(undefined, bytes.subarray(i, i + CHUNK) as unknown as number[]);
  }
  return text;
}
