import type { Format, Item } from "../secs2/mod.ts";
import {
  BARE_LABEL,
  BARE_LABEL_OF_LIST,
  BARE_LABEL_OF_NONE,
  COUNT,
  EQUALS_NAME,
  LABEL,
  LABEL_BEFORE,
  MOST,
  type WrittenFormat,
} from "./dialects.ts";
import type { Lexer } from "./lexer.ts";
import { parseSmall } from "./values.ts";

/** Maximum number of elements of an item. */
const MAX_COUNT = 0xffffff;

/** The number of elements that the text says an item has. */
export interface Count {
  readonly min: number;
  readonly max: number;
  /** Its offset in the text. */
  readonly start: number;
  /** Whether it has brackets around it: without them, it is not seen at once that it is no value. */
  readonly bracketed: boolean;
}

/** Reads the counts and labels after the name of a format: `[2]`, `,2`, `[DATAID]`, `{DATAID}`, `DATAID`. */
export function parseCount(lexer: Lexer, format: WrittenFormat): Count | undefined {
  let count: Count | undefined;
  for (;;) {
    const { kind, text } = lexer.peek();
    if (kind === "word") skipBareLabel(lexer, text, format, count);
    if (kind !== "sign") return count;
    if (text === "[" || text === "(") count = parseBrackets(lexer) ?? count;
    else if ((text === "," || text === ":") && count === undefined) count = parseComma(lexer);
    else if (text !== "{" || !skipLabel(lexer)) return count;
  }
}

/** Notes a count that is not the number of elements: as it was left behind when a text was changed, or as it counts bytes. */
export function checkCount(lexer: Lexer, item: Item, { min, max, start, bracketed }: Count): void {
  const { format, length } = item;
  if (length >= min && length <= max) return;
  const said = min === max ? `${min}` : max === Infinity ? `${min}..` : `${min}..${max}`;
  if (!bracketed && length === 0 && format !== "L") {
    throw lexer.error(`expected ${said} elements in ${format}, as its count says, got none`, start);
  }
  const bytes = length * widthOf(format);
  const message = bytes >= min && bytes <= max
    ? `read the count ${said} of ${format} as bytes: it has ${length}`
    : `left out the count ${said} of ${format}, which has ${length}`;
  lexer.note("count", start, message);
}

/** Skips `= name`, `{name}` or `[name]` after an item. */
export function skipLabelAfter(lexer: Lexer): void {
  if (lexer.peekSign() !== "=") return void skipLabel(lexer);
  const { start } = lexer.peek();
  const label = lexer.match(EQUALS_NAME);
  if (label !== null) noteLabel(lexer, label[1]!, start);
}

/** Skips `name:`, `name =`, `{name}` or `[name]` before an item. */
export function skipLabelBefore(lexer: Lexer): boolean {
  const { kind, start } = lexer.peek();
  const label = kind === "word" ? lexer.match(LABEL_BEFORE) : undefined;
  if (!label) return skipLabel(lexer);
  noteLabel(lexer, label[1]!, start);
  return true;
}

/** Skips a name that is no value, and stands before one. */
function skipBareLabel(lexer: Lexer, word: string, format: WrittenFormat, count: Count | undefined): void {
  // A value, as nearly always: no pattern is tried.
  if (word <= "9" || word === "T" || word === "F") return;
  const { start } = lexer.peek();
  const ofList = count?.max === 0 ? BARE_LABEL_OF_NONE : BARE_LABEL_OF_LIST;
  const label = lexer.match(format === "L" ? ofList : BARE_LABEL);
  if (label !== null) noteLabel(lexer, label[1] ?? label[2]!, start);
}

/** Skips `{name}`, `[name]` or `(name)`. */
function skipLabel(lexer: Lexer): boolean {
  const sign = lexer.peekSign();
  if (sign !== "{" && sign !== "[" && sign !== "(") return false;
  const { start } = lexer.peek();
  const label = lexer.match(LABEL);
  if (label === null) return false;
  noteLabel(lexer, label[1] ?? label[2] ?? label[3]!, start);
  return true;
}

function noteLabel(lexer: Lexer, label: string, start: number): void {
  lexer.note("label", start, `left out the label ${JSON.stringify(label.trim())}`);
}

function parseBrackets(lexer: Lexer): Count | undefined {
  const { start } = lexer.peek();
  const count = lexer.match(COUNT);
  if (count !== null) {
    const min = Number(count[1]);
    const upper = count[3] === undefined ? Infinity : Number(count[3]);
    return { min, max: count[2] === undefined ? min : upper, start, bracketed: true };
  }
  const most = lexer.match(MOST);
  if (most !== null) return { min: 0, max: Number(most[1] ?? Infinity), start, bracketed: true };
  if (skipLabel(lexer)) return undefined;
  lexer.next();
  const min = parseSmall(lexer, "a count", MAX_COUNT);
  if (lexer.skip("/")) parseSmall(lexer, "a number of length bytes", 3);
  lexer.expect("]", "to end the count");
  return { min, max: min, start, bracketed: true };
}

function parseComma(lexer: Lexer): Count {
  const { start } = lexer.next();
  const count = parseSmall(lexer, "a count", MAX_COUNT);
  return { min: count, max: count, start, bracketed: false };
}

/** The number of bytes of an element. */
function widthOf(format: Format): number {
  return /^[FIU]/.test(format) ? Number(format[1]) : 1;
}
