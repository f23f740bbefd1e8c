/** A number as `count` hex digits. */
export function hexNumber(value: number, count: number): string {
  return value.toString(16).padStart(count, "0");
}

/** Between pairs of digits. */
const GAPS = new Set([..." \t\r\n\v\f\u00a0\ufeff,:;-"].map((char) => char.charCodeAt(0)));

/** Reads hex digits in pairs; between pairs may be spaces, commas, colons, dashes and `0x`. Undefined: it is not that. */
export function parseHex(given: string): Uint8Array | undefined {
  const text = given.trim();
  if (/^[,:;-]|[,:;-]$/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  let length = 0;
  let afterGap = true;
  for (let at = 0; at < text.length;) {
    if (GAPS.has(text.charCodeAt(at))) {
      afterGap = true;
      at++;
    } else if (afterGap && text[at] === "0" && (text[at + 1] === "x" || text[at + 1] === "X")) {
      afterGap = false;
      at += 2;
      if (digitAt(text, at) < 0) return undefined;
    } else {
      const [high, low] = [digitAt(text, at), digitAt(text, at + 1)];
      if (high < 0 || low < 0) return undefined;
      bytes[length++] = high * 16 + low;
      afterGap = false;
      at += 2;
    }
  }
  return length === 0 ? undefined : bytes.slice(0, length);
}

/** The value of a hex digit; -1: it is none. */
function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
