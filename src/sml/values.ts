import {
  C2,
  encodeText,
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  type Item,
  type NumberFormat,
  U1,
  U2,
  U4,
  U8,
} from "../secs2/mod.ts";
import { adviceForByte } from "./dialects.ts";
import type { Lexer, Token } from "./lexer.ts";

const DECIMAL = /^[+-]?\d+$/;
const OTHER_BASE = /^0(?:x[\da-f]+|b[01]+)$/i;
/** Each text matches in one way only: otherwise a long text that is not a number would be tried in all ways. */
const FLOAT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const BOOLEAN = /^(?:t|true|f|false)$/i;
const SIGNED_BYTE = /^-[1-9]\d{0,2}$/;
/** What may be a number, if it is in quotes. */
const LIKE_NUMBER = /^[+-]?(?:\.?\d|nan$|inf)/i;
const SPECIAL = /^([+-]?)(nan|inf|infinity)$/i;

/** The number of UTF-8 among the encodings of a C2. */
const UTF_8 = 2;

/** Up to this length an integer is exact as a number. */
const SURE_DIGITS = 15;

/** Maximum length of an integer: 64 binary digits, and some more. Longer ones fit in no format, and take long to read. */
const MOST_DIGITS = 100;

const CONSTRUCTORS = { I1, I2, I4, I8, U1, U2, U4, U8, F4, F8 } as Record<
  NumberFormat,
  (values: readonly (number | bigint)[]) => Item
>;

/** Reads bytes as long as there are any: `0x1f`, `31` or `0b11111`, and `"0x1f"`. */
export function parseBytes(lexer: Lexer): Uint8Array {
  const bytes: number[] = [];
  for (let token; (token = nextValue(lexer, OTHER_BASE)) !== undefined;) {
    bytes.push(byteOf(lexer, token));
  }
  return Uint8Array.from(bytes);
}

/** Reads quoted texts and bytes as long as there are any, and joins them; `format` is for errors. */
export function parseText(lexer: Lexer, format: string): string {
  const first = lexer.peek();
  let text = "";
  for (;;) {
    const token = lexer.peek();
    if (token.kind === "text") text += narrow(lexer, lexer.next(), format);
    else if (token.kind === "word") {
      text += String.fromCharCode(textByteOf(lexer, lexer.next()));
    } else break;
  }
  // As a count would stand there, without brackets.
  if (first.kind === "word" && text.length > 1 && first.text === `${text.length - 1}`) {
    lexer.note(
      "count",
      first.start,
      `read ${first.text} as a byte of the text: a count has brackets around it`,
    );
  }
  return text;
}

/** Reads the text of a W: quoted texts in UTF-8 and bytes `0x1f`, after the number of an encoding if it is another one. */
export function parseLocalized(lexer: Lexer): Item {
  const { kind, text } = lexer.peek();
  const encoding = kind === "word" && DECIMAL.test(text) ? parseSmall(lexer, "an encoding", 0xffff) : UTF_8;
  const bytes: number[] = [];
  for (;;) {
    const { kind } = lexer.peek();
    // One by one: a text may have more characters than a call can have arguments.
    if (kind === "text") { for (const byte of encodeText(lexer.next().text, "utf-8")) bytes.push(byte); }
    else if (kind === "word") bytes.push(textByteOf(lexer, lexer.next()));
    else return C2(encoding, bytes);
  }
}

/** Reads booleans as long as there are any: T, TRUE, F, FALSE, or a byte, 0 for false and any other for true. */
export function parseBooleans(lexer: Lexer): boolean[] {
  const values: boolean[] = [];
  for (let token; (token = nextValue(lexer, BOOLEAN)) !== undefined;) {
    if (BOOLEAN.test(token.text)) values.push(/^t/i.test(token.text));
    else values.push(smallOf(lexer, token, "T, F, or a byte", 255) !== 0);
  }
  return values;
}

/** Reads numbers as long as there are any, and makes an item of them. */
export function parseNumbers(lexer: Lexer, format: NumberFormat): Item {
  const values: (number | bigint)[] = [];
  const starts: number[] = [];
  for (let token; (token = nextValue(lexer, LIKE_NUMBER)) !== undefined;) {
    starts.push(token.start);
    values.push(numberOf(lexer, format, token));
  }
  try {
    return CONSTRUCTORS[format](values);
  } catch (error) {
    throw misfit(lexer, format, values, starts) ?? error;
  }
}

/** Reads a whole number from 0 to `max`. */
export function parseSmall(lexer: Lexer, what: string, max: number): number {
  return smallOf(lexer, lexer.next(), what, max);
}

function smallOf(lexer: Lexer, token: Token, what: string, max: number): number {
  const value = smallIn(token, max);
  if (value === undefined) throw lexer.unexpected(`${what} from 0 to ${max}`, token);
  return value;
}

/** The whole number from 0 to `max` that a token is. */
function smallIn({ kind, text }: Token, max: number): number | undefined {
  const value = kind === "word" ? integerOf(text) : undefined;
  return value !== undefined && value >= 0 && value <= max ? Number(value) : undefined;
}

/** The byte that a token is in a B, where it may have a sign, as programs with signed bytes write it. */
function byteOf(lexer: Lexer, token: Token): number {
  const byte = smallIn(token, 255);
  if (byte !== undefined) return byte;
  const { text, start } = token;
  if (!SIGNED_BYTE.test(text) || Number(text) < -128) {
    throw lexer.unexpected("a byte from 0 to 255", token, adviceForByte(text));
  }
  const signed = Number(text) & 0xff;
  lexer.note("byte", start, `read ${text} as 0x${signed.toString(16)}`);
  return signed;
}

/** The byte that a token is in a text. */
function textByteOf(lexer: Lexer, token: Token): number {
  const byte = smallIn(token, 255);
  if (byte !== undefined) return byte;
  throw lexer.unexpected("a quoted text or a byte from 0 to 255", token, adviceForByte(token.text, true));
}

/** Takes the next word, or a quoted one of a pattern, whose quotes are noted. */
function nextValue(lexer: Lexer, quoted: RegExp): Token | undefined {
  const { kind, text, start } = lexer.peek();
  if (kind === "word") return lexer.next();
  if (kind !== "text" || !quoted.test(text)) return undefined;
  lexer.next();
  lexer.note("quotes", start, `left out the quotes around ${text}`);
  return { kind: "word", text, start };
}

function narrow(lexer: Lexer, token: Token, format: string): string {
  // deno-lint-ignore no-control-regex
  const index = token.text.search(/[^\x00-\xff]/);
  if (index < 0) return token.text;
  const character = String.fromCodePoint(token.text.codePointAt(index)!);
  throw lexer.error(
    `expected characters 0 to 255 in ${format}, got "${character}"; other encodings are written as bytes`,
    token.start + 1 + index,
  );
}

function numberOf(lexer: Lexer, format: NumberFormat, token: Token): number | bigint {
  const float = format === "F4" || format === "F8";
  const value = float ? floatOf(token.text) : integerOf(token.text);
  if (value === undefined) {
    throw lexer.unexpected(`${float ? "a number" : "a whole number"} for ${format}`, token);
  }
  return format === "I8" || format === "U8" ? value : Number(value);
}

/** An error for the first value that does not fit the format, with the words of the item's own error. */
function misfit(
  lexer: Lexer,
  format: NumberFormat,
  values: readonly (number | bigint)[],
  starts: readonly number[],
) {
  for (const [i, value] of values.entries()) {
    try {
      CONSTRUCTORS[format]([value]);
    } catch (error) {
      return lexer.error((error as Error).message, starts[i]!);
    }
  }
  return undefined;
}

function integerOf(text: string): number | bigint | undefined {
  if (text.length > MOST_DIGITS) return undefined;
  if (DECIMAL.test(text)) {
    return text.length <= SURE_DIGITS ? Number(text) : BigInt(text.startsWith("+") ? text.slice(1) : text);
  }
  return OTHER_BASE.test(text) ? BigInt(text) : undefined;
}

function floatOf(text: string): number | undefined {
  const special = SPECIAL.exec(text);
  if (special === null) return FLOAT.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
  if (special[2]!.toLowerCase() === "nan") return NaN;
  return special[1] === "-" ? -Infinity : Infinity;
}
