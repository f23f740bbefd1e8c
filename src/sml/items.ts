import { A, B, BOOLEAN, C2, type Format, type Item, J, L } from "../secs2/mod.ts";
import { Lexer } from "./lexer.ts";
import { parseBooleans, parseBytes, parseNumbers, parseSmall, parseText } from "./values.ts";

/** Maximum depth of nested lists, the same as that of an item. */
const MAX_DEPTH = 1024;

/** Maximum number of elements of an item. */
const MAX_COUNT = 0xffffff;

/** Formats by their names in capitals: the names of E5, and those that other programs use. */
const NAMES: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["L", "L"],
  ["LIST", "L"],
  ["A", "A"],
  ["ASCII", "A"],
  ["J", "J"],
  ["JIS", "J"],
  ["JIS8", "J"],
  ["C2", "C2"],
  ["B", "B"],
  ["BIN", "B"],
  ["BINARY", "B"],
  ["BOOLEAN", "BOOLEAN"],
  ["BOOL", "BOOLEAN"],
  ["TF", "BOOLEAN"],
  ["I1", "I1"],
  ["I2", "I2"],
  ["I4", "I4"],
  ["I8", "I8"],
  ["U1", "U1"],
  ["U2", "U2"],
  ["U4", "U4"],
  ["U8", "U8"],
  ["F4", "F4"],
  ["F8", "F8"],
]);

/** The number of elements that the text says an item has. */
interface Count {
  readonly min: number;
  readonly max: number;
  /** Its offset in the text. */
  readonly start: number;
}

/**
 * Parses one item, for instance `<L [2] <A "x"> <U4 1 2>>`.
 *
 * @throws {SmlError} when the text is not one item, with the line and the column
 *
 * @example
 * ```ts
 * import { A, L, U4 } from "@secs/hsms/secs2";
 * import { parseItem } from "@secs/hsms/sml";
 * import { assert } from "@std/assert";
 *
 * assert(parseItem(`<L <A 'x'> <U4 1 0x2>>`).equals(L(A("x"), U4(1, 2))));
 * ```
 */
export function parseItem(text: string): Item {
  const lexer = new Lexer(text);
  const item = parseItemIn(lexer);
  if (lexer.peek().kind !== "end") throw lexer.unexpected("the end of the text after the item");
  return item;
}

/** Reads one item, from `<` to `>`; `depth` is the number of lists around it. */
export function parseItemIn(lexer: Lexer, depth = 0): Item {
  const { start } = lexer.peek();
  lexer.expect("<", "to begin an item");
  const name = lexer.next();
  const format = name.kind === "word" ? formatNamed(name.text) : undefined;
  if (format === undefined) throw lexer.unexpected("a format such as L, A, B, BOOLEAN or U4", name);
  const count = parseCount(lexer);
  const item = parseValues(lexer, format, start, depth);
  if (!lexer.skip(">")) {
    throw lexer.unexpected(`${valueOf(format)} or ">" to end ${format}${lineOf(lexer, start)}`);
  }
  if (count !== undefined) checkCount(lexer, item, count);
  return item;
}

/** Reads what is in an item. If it does not fit in an item, the text is wrong. */
function parseValues(lexer: Lexer, format: Format, start: number, depth: number): Item {
  try {
    return format === "L" ? parseList(lexer, start, depth) : parseLeaf(lexer, format);
  } catch (error) {
    throw error instanceof RangeError ? lexer.error(error.message, start) : error;
  }
}

function parseList(lexer: Lexer, start: number, depth: number): Item {
  if (depth >= MAX_DEPTH) throw lexer.error(`lists are nested deeper than ${MAX_DEPTH}`, start);
  const items: Item[] = [];
  while (lexer.peek().kind === "sign" && lexer.peek().text === "<") items.push(parseItemIn(lexer, depth + 1));
  return L(items);
}

function parseLeaf(lexer: Lexer, format: Exclude<Format, "L">): Item {
  switch (format) {
    case "A":
      return A(parseText(lexer, format));
    case "J":
      return J(parseText(lexer, format));
    case "B":
      return B(parseBytes(lexer));
    case "BOOLEAN":
      return BOOLEAN(parseBooleans(lexer));
    case "C2":
      return C2(parseSmall(lexer, "the number of an encoding", 0xffff), A(parseText(lexer, format)).bytes);
    default:
      return parseNumbers(lexer, format);
  }
}

/** The format with a name, in capitals or not. */
function formatNamed(name: string): Format | undefined {
  return NAMES.get(name.toUpperCase());
}

/**
 * Reads `[n]`, `[n..m]` or `[n/m]`; the m of the last one is the number of length bytes on the wire, and is ignored.
 * Returns undefined if there is no count.
 */
function parseCount(lexer: Lexer): Count | undefined {
  const { start } = lexer.peek();
  if (!lexer.skip("[")) return undefined;
  const min = parseSmall(lexer, "a count", MAX_COUNT);
  let max = min;
  if (lexer.skip("..")) max = parseSmall(lexer, "a count", MAX_COUNT);
  else if (lexer.skip("/")) parseSmall(lexer, "a number of length bytes", 3);
  lexer.expect("]", "to end the count");
  return { min, max, start };
}

function checkCount(lexer: Lexer, { format, length }: Item, { min, max, start }: Count): void {
  if (length >= min && length <= max) return;
  const said = min === max ? `${min}` : `${min} to ${max}`;
  throw lexer.error(`expected ${said} elements in ${format}, as its count says, got ${length}`, start);
}

/** What is allowed in an item, for errors. */
function valueOf(format: Format): string {
  if (format === "L") return "an item";
  return format === "A" || format === "J" || format === "C2" ? "a quoted text, a byte" : "a value";
}

/** The line where an item begins, if it is another one, for errors. */
function lineOf(lexer: Lexer, start: number): string {
  const line = lexer.lineOf(start);
  return line === lexer.lineOf(lexer.peek().start) ? "" : ` of line ${line}`;
}
