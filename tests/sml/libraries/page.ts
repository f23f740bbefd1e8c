import { type Item, type NumberFormat, NumberItem } from "@secs/hsms/secs2";
import type { SmlMessage, SmlNote } from "@secs/hsms/sml";

/** A text that is being written, and the notes that its reader must make. */
export class Page {
  text = "";
  readonly notes: SmlNote[] = [];
  #line = 1;
  #lineStart = 0;

  write(...parts: readonly string[]): this {
    for (const part of parts) {
      const from = this.text.length;
      this.text += part;
      for (let at = part.indexOf("\n"); at >= 0; at = part.indexOf("\n", at + 1)) {
        this.#line++;
        this.#lineStart = from + at + 1;
      }
    }
    return this;
  }

  /** Expects a note at this place. */
  note(kind: SmlNote["kind"], message: string): this {
    this.notes.push({ kind, line: this.#line, column: this.text.length - this.#lineStart + 1, message });
    return this;
  }
}

/** A library of messages: its text, what it means, and the notes of who reads it. */
export interface Library {
  readonly text: string;
  readonly messages: readonly SmlMessage[];
  readonly notes: readonly SmlNote[];
}

/** The values of B, BOOLEAN or numbers, each as `show` has it. */
export function valuesOf(item: Item, show: (value: number | bigint | boolean, item: Item) => string): string {
  if (item.format === "B") return [...item.bytes].map((value) => show(value, item)).join(" ");
  if (item.format === "BOOLEAN") return [...item.values].map((value) => show(value, item)).join(" ");
  if (item instanceof NumberItem) {
    return [...(item as NumberItem<NumberFormat>).values].map((value) => show(value, item)).join(" ");
  }
  throw new TypeError(`${item.format} has no values`);
}

/** A text in quotes, with all that they cannot hold as bytes beside them: `"ab" 0x0a "c"`. */
export function quoted(
  text: string,
  quote: string,
  holds: (character: string) => boolean = isPrintable,
): string {
  const parts: string[] = [];
  let run = "";
  for (const character of text) {
    if (holds(character) && character !== quote) run += character;
    else {
      if (run !== "") parts.push(quote + run + quote);
      run = "";
      parts.push(`0x${character.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`);
    }
  }
  if (run !== "" || parts.length === 0) parts.push(quote + run + quote);
  return parts.join(" ");
}

export function isPrintable(character: string): boolean {
  return character >= " " && character <= "~";
}

export function hex(byte: number): string {
  return `0x${byte.toString(16).padStart(2, "0").toUpperCase()}`;
}
