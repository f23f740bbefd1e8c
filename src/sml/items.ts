import { A, B, BOOLEAN, C2, type Item, J, L } from "../secs2/mod.ts";
import { checkCount, parseCount, skipLabelAfter, skipLabelBefore } from "./counts.ts";
import { adviceForFormat, FORMATS, type WrittenFormat } from "./dialects.ts";
import { Lexer, type Token } from "./lexer.ts";
import { Notes, type ParseOptions } from "./notes.ts";
import { parseBooleans, parseBytes, parseLocalized, parseNumbers, parseSmall, parseText } from "./values.ts";

/** Maximum depth of nested lists, the same as that of an item. */
const MAX_DEPTH = 1024;

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
export function parseItem(text: string, { onNote }: ParseOptions = {}): Item {
  const notes = onNote && new Notes();
  const lexer = new Lexer(text, notes);
  const item = parseItemIn(lexer);
  if (!lexer.skip(".")) lexer.skip(";");
  if (lexer.peek().kind !== "end") throw lexer.unexpected("the end of the text after the item");
  if (onNote) notes?.tell(text, onNote);
  return item;
}

/** Reads one item, from `<` to `>`, and the label after it; `depth` is the number of lists around it. */
export function parseItemIn(lexer: Lexer, depth = 0): Item {
  const { start } = lexer.peek();
  lexer.expect("<", "to begin an item");
  const name = lexer.next();
  const format = name.kind === "word" ? formatNamed(name.text) : undefined;
  if (format === undefined) {
    throw lexer.unexpected("a format such as L, A, B, BOOLEAN or U4", name, adviceForFormat(name.text));
  }
  const count = parseCount(lexer, format);
  const item = parseValues(lexer, format, start, depth);
  if (lexer.peekSign() === "{") skipLabelAfter(lexer);
  if (!lexer.skip(">")) {
    throw lexer.unexpected(`${valueOf(format)} or ">" to end ${format}${lineOf(lexer, start)}`);
  }
  // The count of a W may be of characters, or of bytes with or without its encoding.
  if (count !== undefined && format !== "W") checkCount(lexer, item, count);
  skipLabelAfter(lexer);
  return item;
}

/** Reads what is in an item. If it does not fit in an item, the text is wrong. */
function parseValues(lexer: Lexer, format: WrittenFormat, start: number, depth: number): Item {
  try {
    return format === "L" ? parseList(lexer, start, depth) : parseLeaf(lexer, format);
  } catch (error) {
    throw error instanceof RangeError ? lexer.error(error.message, start) : error;
  }
}

function parseList(lexer: Lexer, start: number, depth: number): Item {
  if (depth >= MAX_DEPTH) throw lexer.error(`lists are nested deeper than ${MAX_DEPTH}`, start);
  const bare = bareCount(lexer);
  const items: Item[] = [];
  while (lexer.peekSign() === "<" || skipLabelBefore(lexer)) {
    if (lexer.peekSign() === "<") items.push(parseItemIn(lexer, depth + 1));
  }
  if (bare === undefined || Number(bare.text) === items.length) return L(items);
  const advice = "; a count without brackets must be right";
  throw lexer.unexpected(`an item or ">" to end L${lineOf(lexer, start)}`, bare, advice);
}

/** The count of `<L 2 <A "x"> <A "y">>`. */
function bareCount(lexer: Lexer): Token | undefined {
  const { kind, text } = lexer.peek();
  return kind === "word" && /^\d{1,8}$/.test(text) ? lexer.next() : undefined;
}

function parseLeaf(lexer: Lexer, format: Exclude<WrittenFormat, "L">): Item {
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
    case "W":
      return parseLocalized(lexer);
    default:
      return parseNumbers(lexer, format);
  }
}

/** The format with a name, in capitals or not. */
function formatNamed(name: string): WrittenFormat | undefined {
  return FORMATS.get(name) ?? FORMATS.get(name.toUpperCase());
}

/** What is allowed in an item, for errors. */
function valueOf(format: WrittenFormat): string {
  if (format === "L") return "an item";
  const isText = format === "A" || format === "J" || format === "C2" || format === "W";
  return isText ? "a quoted text, a byte" : "a value";
}

/** The line where an item begins, if it is another one, for errors. */
function lineOf(lexer: Lexer, start: number): string {
  const line = lexer.lineOf(start);
  return line === lexer.lineOf(lexer.peek().start) ? "" : ` of line ${line}`;
}
