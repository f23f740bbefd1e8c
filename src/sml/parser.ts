import { A, B, BOOLEAN, C2, type Format, type Item, J, L } from "../secs2/mod.ts";
import { parseBooleans, parseBytes, parseText } from "./byte_values.ts";
import { type Count, parseCount } from "./count.ts";
import { formatNamed } from "./formats.ts";
import type { Lexer } from "./lexer.ts";
import { parseNumbers, parseSmall } from "./number_values.ts";

/** As many lists may lie in each other: as many as an item can have. */
const MAX_DEPTH = 1024;

/** Reads one item, from `<` to `>`; `depth` lists are around it. */
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

/** What an item refuses, for its length, is an error of the text. */
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

function checkCount(lexer: Lexer, { format, length }: Item, { min, max, start }: Count): void {
  if (length >= min && length <= max) return;
  const said = min === max ? `${min}` : `${min} to ${max}`;
  throw lexer.error(`expected ${said} elements in ${format}, as it says, got ${length}`, start);
}

/** What may stand in an item, for errors. */
function valueOf(format: Format): string {
  if (format === "L") return "an item";
  return format === "A" || format === "J" || format === "C2" ? "a quoted text, a byte" : "a value";
}

/** Where an item began, if that is on another line. */
function lineOf(lexer: Lexer, start: number): string {
  const line = lexer.lineOf(start);
  return line === lexer.lineOf(lexer.peek().start) ? "" : ` of line ${line}`;
}
