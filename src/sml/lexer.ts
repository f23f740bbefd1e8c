import { errorAt, type SmlError } from "./errors.ts";
import { gapEnd, wordEnd } from "./scan.ts";

/** A token of SML: a quoted text, a word or number, a sign such as `<`, or the end of the text. */
export interface Token {
  readonly kind: "text" | "word" | "sign" | "end";
  /** The characters, without quotes. */
  readonly text: string;
  /** The offset where it begins; for a quoted text, that of the quote. */
  readonly start: number;
}

/** The direction of a message: H is the host, E the equipment. */
const DIRECTION = /^[HE]\s*(?:<->|->|<-)\s*[HE](?!\w)/;

/** Maximum number of characters of a direction. */
const LONGEST_DIRECTION = 16;

/** Splits a text into tokens, one at a time. */
export class Lexer {
  readonly #text: string;
  #at = 0;
  #peeked: Token | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next token, without taking it. */
  peek(): Token {
    return this.#peeked ??= this.#read();
  }

  /** Takes the next token. */
  next(): Token {
    const token = this.peek();
    this.#peeked = undefined;
    return token;
  }

  /** Takes the next token if it is this sign. */
  skip(sign: string): boolean {
    const { kind, text } = this.peek();
    if (kind !== "sign" || text !== sign) return false;
    this.next();
    return true;
  }

  /** Takes the next token, which must be this sign; `what` says its purpose, for the error. */
  expect(sign: string, what: string): void {
    if (!this.skip(sign)) throw this.unexpected(`"${sign}" ${what}`);
  }

  /** Skips `H->E` and the like. */
  skipDirection(): void {
    const { start } = this.peek();
    const found = DIRECTION.exec(this.#text.slice(start, start + LONGEST_DIRECTION));
    if (found === null) return;
    this.#peeked = undefined;
    this.#at = start + found[0].length;
  }

  /** A lexer at the same place, to look ahead by more than one token. */
  fork(): Lexer {
    const ahead = new Lexer(this.#text);
    ahead.#at = this.#at;
    ahead.#peeked = this.#peeked;
    return ahead;
  }

  /** Continues at the place of another lexer of the same text. */
  join(ahead: Lexer): void {
    this.#at = ahead.#at;
    this.#peeked = ahead.#peeked;
  }

  /** An error for a token that is not the expected one; the next token by default. */
  unexpected(expected: string, token: Token = this.peek()): SmlError {
    return this.error(`expected ${expected}, got ${show(token)}`, token.start);
  }

  /** An error at an offset of the text. */
  error(message: string, offset: number): SmlError {
    return errorAt(this.#text, offset, message);
  }

  /** The line of an offset, from 1. */
  lineOf(offset: number): number {
    return errorAt(this.#text, offset, "").line;
  }

  #read(): Token {
    const start = gapEnd(this.#text, this.#at);
    if (start < 0) throw this.error('expected "*/" to end this comment', ~start);
    this.#at = start;
    const first = this.#text[start];
    if (first === undefined) return { kind: "end", text: "", start };
    if (first === '"' || first === "'") return this.#quoted(start, first);
    const end = wordEnd(this.#text, start);
    if (end > start) return this.#word(this.#text.slice(start, end), start);
    return this.#take("sign", this.#text.startsWith("..", start) ? ".." : first, start);
  }

  #quoted(start: number, quote: string): Token {
    const end = this.#text.indexOf(quote, start + 1);
    const text = this.#text.slice(start + 1, end);
    if (end < 0 || /[\r\n]/.test(text)) {
      throw this.error(`expected ${quote} to end this text on its line; a line break is written 0x0a`, start);
    }
    this.#at = end + 1;
    return { kind: "text", text, start };
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
