/**
 * What a note is about: the end of a message, its header, its name, a count, a label of an item, the quotes or line breaks of a
 * text, quotes around a number or boolean, a byte with a sign, or a rule of a script.
 */
export type SmlNoteKind =
  | "end"
  | "header"
  | "name"
  | "count"
  | "label"
  | "text"
  | "quotes"
  | "byte"
  | "script";

/**
 * What was corrected or left out to read a text: it is not how SML is printed here, but it cannot mean anything else.
 *
 * @example
 * ```ts
 * import { parseMessages, type SmlNote } from "@secs/hsms/sml";
 * import { assertEquals } from "@std/assert";
 *
 * const notes: SmlNote[] = [];
 * parseMessages(`S2F41 [W] <L [2] <A [9] "START"> <L [0]>>.`, { onNote: (note) => notes.push(note) });
 * assertEquals(notes, [
 *   { kind: "header", line: 1, column: 7, message: 'read "[W]" as W' },
 *   { kind: "count", line: 1, column: 21, message: "left out the count 9 of A, which has 5" },
 * ]);
 * ```
 */
export interface SmlNote {
  /** What it is about. */
  readonly kind: SmlNoteKind;
  /** The number of the line, from 1. */
  readonly line: number;
  /** The column, from 1. */
  readonly column: number;
  /** What stood there and how it was read, in a few words. */
  readonly message: string;
}

/**
 * Options of {@linkcode parseItem} and {@linkcode parseMessages}.
 *
 * @example
 * ```ts
 * import { type ParseOptions, parseItem } from "@secs/hsms/sml";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: string[] = [];
 * const options: ParseOptions = { onNote: ({ line, message }) => seen.push(`${line}: ${message}`) };
 * parseItem("<U4 '1001'>", options);
 * assertEquals(seen, ["1: left out the quotes around 1001"]);
 * ```
 */
export interface ParseOptions {
  /**
   * Called for each correction, in the order of the text, when all of it has been read; not if the text is refused. What it
   * throws goes to the caller.
   */
  readonly onNote?: ((note: SmlNote) => void) | undefined;
}

interface Found {
  readonly kind: SmlNoteKind;
  readonly offset: number;
  readonly message: string;
}

/** The notes of one text. */
export class Notes {
  readonly #found: Found[] = [];

  /** Keeps a note for an offset of the text. */
  add(kind: SmlNoteKind, offset: number, message: string): void {
    this.#found.push({ kind, offset, message });
  }

  /** Tells each note once, in the order of the text. */
  tell(text: string, onNote: (note: SmlNote) => void): void {
    const lineBreak = /\r\n|\r|\n/g;
    let line = 1;
    let lineStart = 0;
    let next = lineBreak.exec(text);
    let last: Found | undefined;
    for (const found of this.#found.sort((a, b) => a.offset - b.offset)) {
      const { kind, offset, message } = found;
      // A token that is looked at twice is noted twice.
      if (last?.offset === offset && last.message === message) continue;
      last = found;
      for (; next !== null && lineBreak.lastIndex <= offset; next = lineBreak.exec(text)) {
        line++;
        lineStart = lineBreak.lastIndex;
      }
      onNote({ kind, line, column: offset - lineStart + 1, message });
    }
  }
}
