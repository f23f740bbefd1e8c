import { F4, F8, I1, I2, I4, I8, type Item, type NumberFormat, U1, U2, U4, U8 } from "../secs2/mod.ts";
import type { Lexer, Token } from "./lexer.ts";

const DECIMAL = /^[+-]?\d+$/;
const OTHER_BASE = /^0(?:x[\da-f]+|b[01]+)$/i;
/** Each text matches in one way only: otherwise a long text that is not a number would be tried in all ways. */
const FLOAT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const SPECIAL = /^([+-]?)(nan|inf|infinity)$/i;

/** Up to this length an integer is exact as a number. */
const SURE_DIGITS = 15;

/** Maximum length of an integer: 64 binary digits, and some more. Longer ones fit in no format, and take long to read. */
const MOST_DIGITS = 100;

const CONSTRUCTORS = { I1, I2, I4, I8, U1, U2, U4, U8, F4, F8 } as Record<
  NumberFormat,
  (values: readonly (number | bigint)[]) => Item
>;

/** Reads bytes as long as there are any: `0x1f`, `31` or `0b11111`. */
export function parseBytes(lexer: Lexer): Uint8Array {
  const bytes: number[] = [];
  while (lexer.peek().kind === "word") bytes.push(parseSmall(lexer, "a byte", 255));
  return Uint8Array.from(bytes);
}

/** Reads quoted texts and bytes as long as there are any, and joins them; `format` is for errors. */
export function parseText(lexer: Lexer, format: string): string {
  let text = "";
  for (;;) {
    const token = lexer.peek();
    if (token.kind === "text") text += narrow(lexer, lexer.next(), format);
    else if (token.kind === "word") {
      text += String.fromCharCode(parseSmall(lexer, "a quoted text or a byte", 255));
    } else return text;
  }
}

/** Reads booleans as long as there are any: T, TRUE, F, FALSE, or a byte, 0 for false and any other for true. */
export function parseBooleans(lexer: Lexer): boolean[] {
  const values: boolean[] = [];
  while (lexer.peek().kind === "word") {
    const word = lexer.peek().text;
    if (/^(?:t|true|f|false)$/i.test(word)) values.push(/^t/i.test(lexer.next().text));
    else values.push(parseSmall(lexer, "T, F, or a byte", 255) !== 0);
  }
  return values;
}

/** Reads numbers as long as there are any, and makes an item of them. */
export function parseNumbers(lexer: Lexer, format: NumberFormat): Item {
  const values: (number | bigint)[] = [];
  const starts: number[] = [];
  while (lexer.peek().kind === "word") {
    const token = lexer.next();
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
  const token = lexer.next();
  const value = token.kind === "word" ? integerOf(token.text) : undefined;
  if (value !== undefined && value >= 0 && value <= max) return Number(value);
  throw lexer.unexpected(`${what} from 0 to ${max}`, token);
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
