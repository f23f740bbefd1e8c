import { adviceFor, CLOSING_QUOTES, LOST_QUOTE } from "./dialects.ts";
import { errorAt, type SmlError } from "./errors.ts";
import type { Notes, SmlNoteKind } from "./notes.ts";
import { gapEnd, wordEnd } from "./scan.ts";

/** A token of SML: a quoted text, a word or number, a sign such as `<`, or the end of the text. */
export interface Token {
  readonly kind: "text" | "word" | "sign" | "end";
  /** The characters, without quotes. */
  readonly text: string;
  /** The offset where it begins; for a quoted text, that of the quote. */
  readonly start: number;
}

/** Splits a text into tokens, one at a time. */
export class Lexer {
  readonly text: string;
  readonly #notes: Notes | undefined;
  #at = 0;
  #end = 0;
  #peeked: Token | undefined;

  /** Reads a text; without `notes`, what is corrected is not noted. */
  constructor(text: string, notes?: Notes) {
    this.text = text;
    this.#notes = notes;
  }

  /** The offset after what was taken last. */
  get end(): number {
    return this.#end;
  }

  /** The next token, without taking it. */
  peek(): Token {
    return this.#peeked ??= this.#read();
  }

  /** The next token if it is a sign, without taking it; otherwise empty. */
  peekSign(): string {
    const { kind, text } = this.peek();
    return kind === "sign" ? text : "";
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek();
    this.#peeked = undefined;
    this.#end = this.#at;
    return token;
  }

  /** Takes the next token if it is this sign. */
  skip(sign: string): boolean {
    if (this.peekSign() !== sign) return false;
    this.next();
    return true;
  }

  /** Takes the next token, which must be this sign; `what` says its purpose, for the error. */
  expect(sign: string, what: string): void {
    if (!this.skip(sign)) throw this.unexpected(`"${sign}" ${what}`);
  }

  /** Takes what a sticky pattern matches where the next token begins. */
  match(pattern: RegExp): RegExpExecArray | null {
    const { start } = this.peek();
    const found = this.matchAt(pattern, start);
    if (found !== null) this.jump(start + found[0].length);
    return found;
  }

  /** What a sticky pattern matches at an offset; nothing is taken. */
  matchAt(pattern: RegExp, offset: number): RegExpExecArray | null {
    pattern.lastIndex = offset;
    return pattern.exec(this.text);
  }

  /** Continues at an offset, after what was read in another way. */
  jump(offset: number): void {
    this.#peeked = undefined;
    this.#at = offset;
    this.#end = offset;
  }

  /** A lexer at the same place, to look ahead. It notes nothing. */
  fork(): Lexer {
    const ahead = new Lexer(this.text);
    ahead.#at = this.#at;
    ahead.#end = this.#end;
    ahead.#peeked = this.#peeked;
    return ahead;
  }

  /** Notes what was corrected at an offset. */
  note(kind: SmlNoteKind, offset: number, message: string): void {
    this.#notes?.add(kind, offset, message);
  }

  /** An error for a token that is not the expected one; the next token by default. */
  unexpected(expected: string, token: Token = this.peek(), advice = adviceOf(token)): SmlError {
    return this.error(`expected ${expected}, got ${show(token)}${advice}`, token.start);
  }

  /** An error at an offset of the text. */
  error(message: string, offset: number): SmlError {
    return errorAt(this.text, offset, message);
  }

  /** The line of an offset, from 1. */
  lineOf(offset: number): number {
    return errorAt(this.text, offset, "").line;
  }

  #read(): Token {
    const start = gapEnd(this.text, this.#at);
    if (start < 0) throw this.error('expected "*/" to end this comment', ~start);
    this.#at = start;
    const first = this.text[start];
    if (first === undefined) return { kind: "end", text: "", start };
    const end = wordEnd(this.text, start);
    if (end > start) return this.#word(this.text.slice(start, end), start);
    const closing = CLOSING_QUOTES[first];
    if (closing !== undefined) return this.#quoted(start, first, closing);
    return this.#take("sign", this.text.startsWith("..", start) ? ".." : first, start);
  }

  #quoted(start: number, quote: string, closing: string): Token {
    const end = closing === quote ? this.text.indexOf(quote, start + 1) : this.#endOf(closing, start + 1);
    const text = this.text.slice(start + 1, end);
    const isLong = /[\r\n]/.test(text);
    if (end < 0 || isLong && LOST_QUOTE.test(text.slice(-60))) {
      throw this.error(
        `expected ${closing[0]} to end this text on its line; a line break is written 0x0a`,
        start,
      );
    }
    if (isLong) this.note("text", start, "read the line breaks of this text as they are");
    if (closing !== quote) this.note("text", start, `read ${quote} and ${this.text[end]} as quotes`);
    this.#at = end + 1;
    return { kind: "text", text, start };
  }

  /** The offset of the first of some characters. */
  #endOf(closing: string, offset: number): number {
    while (offset < this.text.length && !closing.includes(this.text[offset]!)) offset++;
    return offset < this.text.length ? offset : -1;
  }

  /** A full stop at the end of a number ends the message; two are a range. */
  #word(word: string, start: number): Token {
    const range = word.indexOf("..");
    return this.#take("word", range < 0 ? word.replace(/\.$/, "") : word.slice(0, range), start);
  }

  #take(kind: "word" | "sign", text: string, start: number): Token {
    this.#at = start + text.length;
    return { kind, text, start };
  }
}

/** A token as errors show it. */
export function show({ kind, text }: Token): string {
  if (kind === "end") return "the end of the text";
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return kind === "text" ? `the text ${JSON.stringify(short)}` : JSON.stringify(short);
}

function adviceOf({ kind, text }: Token): string {
  return kind === "sign" ? adviceFor(text) : "";
}
