import { isAsciiColumn } from "./ascii_column.ts";

/** Bytes that stand one after the other in a line as hex digits. */
export interface HexRun {
  /** Where it stands in the line. */
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  /** The bytes at which its first groups of digits begin. */
  readonly starts: readonly number[];
  /** Number of bytes before the first gap of three spaces or more. */
  readonly beforeGap: number;
  /** Whether the rest of the line is the column of text beside it. */
  readonly hasColumn: boolean;
}

/** Number of groups whose beginning is remembered. */
const MAX_STARTS = 16;

/** A time, a date or an address, which is never bytes. */
const TIME = String
  .raw`(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,9}|:\d{3})?(?:Z|[+-]\d{2}:?\d{2})?`;
const DATE = String.raw`(?:\d{4}([-/.])\d{1,2}\1\d{1,2}|\d{1,2}([-/.])\d{1,2}\2(?:\d{4}|\d{2}))`;
const ADDRESS = String.raw`\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?`;
const STAMP = new RegExp(`(?:${DATE}(?:[T_]${TIME})?|${TIME}|${ADDRESS})(?![\\w:]|[-/.,]\\w)`, "y");

const SPACES = /^[ \t\u00a0]+$/;
/** What may be between two groups: a comma, also in quotes; or one of `: - ; \` without a space, or a bar. */
const COMMA = /^["']?\s*,\s*["']?$/;
const TIGHT = /^(?:[:\-;\\]| ?\| ?)$/;

/** The runs of hex digits in a line: pairs, longer groups, `0x00`, `\x00`. Times, dates, addresses and odd digits end a run. */
export function* hexRuns(line: string): Generator<HexRun, void> {
  const scan = new Scan(line);
  for (let at = 0; at < line.length && !scan.ended;) {
    const end = wordEnd(line, at);
    if (end === at) at++;
    else at = scan.word(at, end);
    if (scan.done !== undefined) yield scan.done;
    scan.done = undefined;
  }
  scan.finish();
  if (scan.done !== undefined) yield scan.done;
}

class Scan {
  /** Whether the rest of the line is a column of text. */
  ended = false;
  /** The run that has ended. */
  done: HexRun | undefined;
  readonly #line: string;
  readonly #bytes: Uint8Array;
  /** Number of bytes of all runs. */
  #length = 0;
  /** Of the run that is open: where it begins in the line and in the bytes; -1: none is open. */
  #start = -1;
  #first = 0;
  #end = 0;
  #starts: number[] = [];
  #beforeGap = -1;

  constructor(line: string) {
    this.#line = line;
    this.#bytes = new Uint8Array((line.length >> 1) + 1);
  }

  /** Takes the word at a place; returns where to go on. */
  word(at: number, end: number): number {
    const line = this.#line;
    if (isDigit(line.charCodeAt(at)) && line[at - 1] !== ":" && line[at - 1] !== "-") {
      STAMP.lastIndex = at;
      const stamp = STAMP.exec(line);
      if (stamp !== null) {
        this.finish();
        return at + stamp[0].length;
      }
    }
    const digits = digitsAt(line, at, end);
    if (digits < 0) {
      this.finish();
      return end;
    }
    if (this.#start >= 0 && !this.#joins(at)) this.finish();
    if (this.ended) return end;
    if (this.#start < 0) {
      this.#start = line[at - 1] === "\\" ? at - 1 : at;
      this.#first = this.#length;
    }
    if (this.#starts.length < MAX_STARTS) this.#starts.push(this.#length - this.#first);
    this.#read(digits, end);
    this.#end = end;
    return end;
  }

  #held(): Uint8Array {
    return this.#bytes.subarray(this.#first, this.#length);
  }

  /** Whether a group at a place belongs to the open run. */
  #joins(at: number): boolean {
    const between = this.#line.slice(this.#end, at);
    if (between === " " || between === ", " || between === ",") return true;
    if (isAsciiColumn(this.#held(), this.#line, this.#end)) return false;
    if (!SPACES.test(between)) return COMMA.test(between) || TIGHT.test(between);
    if (between.length >= 3 && this.#beforeGap < 0) this.#beforeGap = this.#length - this.#first;
    return true;
  }

  #read(at: number, end: number): void {
    if ((end - at) % 2 === 1) this.#bytes[this.#length++] = valueOf(this.#line.charCodeAt(at++));
    for (; at < end; at += 2) {
      this.#bytes[this.#length++] = valueOf(this.#line.charCodeAt(at)) * 16 +
        valueOf(this.#line.charCodeAt(at + 1));
    }
  }

  /** The run that is open ends here. */
  finish(): void {
    if (this.#start < 0) return;
    const bytes = this.#held();
    const hasColumn = isAsciiColumn(bytes, this.#line, this.#end);
    this.done = {
      start: this.#start,
      end: this.#end,
      bytes,
      starts: this.#starts,
      beforeGap: this.#beforeGap < 0 ? bytes.length : this.#beforeGap,
      hasColumn,
    };
    this.ended = hasColumn;
    this.#start = -1;
    this.#starts = [];
    this.#beforeGap = -1;
  }
}

/** Where the hex digits of a word begin; -1: it is another word. */
function digitsAt(line: string, at: number, end: number): number {
  const second = line.charCodeAt(at + 1) | 0x20;
  const prefixed = end - at > 2 && line[at] === "0" && second === 0x78;
  const escaped = end - at === 3 && line[at - 1] === "\\" && (line.charCodeAt(at) | 0x20) === 0x78;
  const start = prefixed ? at + 2 : escaped ? at + 1 : at;
  const count = end - start;
  if (count % 2 === 1 && !(prefixed && count === 1)) return -1;
  for (let i = start; i < end; i++) if (valueOf(line.charCodeAt(i)) < 0) return -1;
  return start;
}

function wordEnd(line: string, at: number): number {
  while (at < line.length && isWord(line.charCodeAt(at))) at++;
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A letter, a digit or `_`; letters of other scripts too. */
function isWord(code: number): boolean {
  const lower = code | 0x20;
  return isDigit(code) || (lower >= 0x61 && lower <= 0x7a) || code === 0x5f || code > 0xff;
}

function valueOf(code: number): number {
  if (isDigit(code)) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
