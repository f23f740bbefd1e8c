/** Bytes that are written as a value of a programming language. */
export interface Literal {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

/** Fewer numbers are not bytes of a message. */
const MIN_BYTES = 4;
const ESCAPES: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  e: 27,
  "\\": 0x5c,
  "'": 0x27,
  '"': 0x22,
  "/": 0x2f,
};

/** The bytes in a line that are a quoted text with escapes (`b'\x00\x0a'`), or an array of decimal numbers. */
export function* literalsIn(line: string): Generator<Literal, void> {
  if (!/["'[{(]/.test(line)) return;
  for (let at = 0; at < line.length;) {
    const char = line[at]!;
    let end = at + 1;
    let bytes: number[] = [];
    if (char === '"' || char === "'") ({ end, bytes } = quotedAt(line, at));
    else if (char === "[" || char === "{" || char === "(") ({ end, bytes } = arrayAt(line, at));
    if (bytes.length >= MIN_BYTES) yield { start: at, end, bytes: Uint8Array.from(bytes) };
    at = end;
  }
}

/** Bytes, and where to go on; no bytes: it is something else. */
interface Values {
  readonly bytes: number[];
  readonly end: number;
}

/** A quoted text with an escape of a byte in it. */
function quotedAt(line: string, start: number): Values {
  const quote = line[start]!;
  const close = line.indexOf(quote, start + 1);
  if (close < 0 || !line.slice(start, close).includes("\\")) return { bytes: [], end: start + 1 };
  const bytes: number[] = [];
  let isBytes = false;
  let at = start + 1;
  while (at < line.length && line[at] !== quote) {
    const escape = line[at] === "\\" ? escapeAt(line, at) : undefined;
    const value = escape?.value ?? (line[at] === "\\" ? 0x100 : line.charCodeAt(at));
    at += escape?.length ?? 1;
    if (value > 0xff) return { bytes: [], end: at };
    isBytes ||= escape?.isByte === true;
    bytes.push(value);
  }
  return { bytes: isBytes && at < line.length ? bytes : [], end: Math.min(at + 1, line.length) };
}

function escapeAt(
  line: string,
  at: number,
): { readonly value: number; readonly length: number; readonly isByte: boolean } | undefined {
  const [whole, hex, wide, octal] = NUMBER.exec(line.slice(at, at + 6)) ?? [];
  if (whole !== undefined) {
    const value = octal === undefined ? parseInt(hex ?? wide!, 16) : parseInt(octal, 8);
    return { value, length: whole.length, isByte: true };
  }
  const value = ESCAPES[line[at + 1] ?? ""];
  return value === undefined ? undefined : { value, length: 2, isByte: false };
}

/** `\x00`, `\u0000`, `\0`. */
const NUMBER = /^\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|([0-7]{1,3}))/i;

/** An array of decimal numbers from -128 to 255, without leading zeros. */
function arrayAt(line: string, start: number): Values {
  const { bytes, end } = decimalsAt(line, start + 1);
  const close = line[end];
  return close === "]" || close === "}" || close === ")"
    ? { bytes, end: end + 1 }
    : { bytes: [], end: start + 1 };
}

/** Decimal numbers with commas between, and where they end. */
export function decimalsAt(line: string, from: number): Values {
  const bytes: number[] = [];
  let at = skipSpaces(line, from);
  for (;;) {
    DECIMAL.lastIndex = at;
    const digits = DECIMAL.exec(line)?.[0];
    if (digits === undefined) return { bytes, end: at };
    const value = Number(digits);
    if (value < -128 || value > 255) return { bytes: [], end: at };
    bytes.push(value & 0xff);
    at = skipSpaces(line, at + digits.length);
    if (line[at] !== ",") return { bytes, end: at };
    at = skipSpaces(line, at + 1);
  }
}

const DECIMAL = /-?(?:0|[1-9]\d{0,2})(?![\w.])/y;

function skipSpaces(line: string, at: number): number {
  while (line[at] === " " || line[at] === "\t") at++;
  return at;
}
