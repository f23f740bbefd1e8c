// The SML of items that are no lists; src/sml parses it.

/** Maximum number of elements, or of characters and bytes of a text, that `console.log` shows of an item. */
export const SHOWN = 100;

/**
 * Prints an item of elements: the format and what `print` makes of each. With `most` the rest is cut, and their number
 * stands at the end.
 */
export function elementsText<T>(
  format: string,
  values: ArrayLike<T>,
  print: (value: T) => string,
  most = Infinity,
): string {
  let text = `<${format}`;
  const end = Math.min(values.length, most);
  for (let i = 0; i < end; i++) text += ` ${print(values[i]!)}`;
  return `${text}${end < values.length ? ` … (${values.length})` : ""}>`;
}

/**
 * Prints an item of text: bytes 0x20 to 0x7e but the quote are in quotes, the others are numbers. If `text` is only the
 * first part of one, `length` stands at the end.
 */
export function quotedText(format: string, text: string, length: number): string {
  const parts = text.match(/[ !#-~]+|[^ !#-~]/g) ?? [];
  const body = text === "" ? '""' : parts.map(partText).join(" ");
  return `<${format} ${body}${text.length < length ? ` … (${length})` : ""}>`;
}

/** `0x0a` for 10. */
export function byteText(byte: number): string {
  return `0x${byte.toString(16).padStart(2, "0")}`;
}

/** The shortest decimal that rounds to the same number of four bytes. */
export function float4Text(value: number): string {
  if (value === 0) return numberText(value);
  for (let digits = 1; digits < 9; digits++) {
    const text = Number(value.toPrecision(digits));
    if (Math.fround(text) === value) return numberText(text);
  }
  return numberText(value);
}

/** The shortest decimal that is read as the same number; -0 keeps its sign. */
export function numberText(value: number | bigint): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function partText(part: string): string {
  const code = part.charCodeAt(0);
  return code < 0x20 || code > 0x7e || code === 0x22 ? byteText(code) : `"${part}"`;
}
