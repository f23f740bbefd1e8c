import { F4, F8, I1, I2, I4, I8, type Item, type NumberFormat, U1, U2, U4, U8 } from "../secs2/mod.ts";
import type { Lexer, Token } from "./lexer.ts";

const DECIMAL = /^[+-]?\d+$/;
const OTHER_BASE = /^0(?:x[\da-f]+|b[01]+)$/i;
/** Matches in one way only: a long number that is none would be tried in all of them. */
const FLOAT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const SPECIAL = /^([+-]?)(nan|inf|infinity)$/i;

/** As many digits as a number holds for certain. */
const SURE_DIGITS = 15;

/** 64 binary digits, with some room: longer integers fit nowhere, and take long to read. */
const MOST_DIGITS = 100;

const CONSTRUCTORS = { I1, I2, I4, I8, U1, U2, U4, U8, F4, F8 } as Record<
  NumberFormat,
  (values: readonly (number | bigint)[]) => Item
>;

/** Reads numbers up to what is none, and makes an item of them. */
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

function numberOf(lexer: Lexer, format: NumberFormat, token: Token): number | bigint {
  const float = format === "F4" || format === "F8";
  const value = float ? floatOf(token.text) : integerOf(token.text);
  if (value === undefined) {
    throw lexer.unexpected(`${float ? "a number" : "a whole number"} for ${format}`, token);
  }
  return format === "I8" || format === "U8" ? value : Number(value);
}

/** The error for the first value that the item does not take; the item says what it takes. */
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
