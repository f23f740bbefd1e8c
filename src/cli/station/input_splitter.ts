import { SmlEnd } from "./sml_end.ts";

/** The beginning of a message, which may go on in the next lines: with a name in front, or in angle brackets. */
const BEGINS_SML =
  /^\s*<?\s*(?:[^\s<>:"'][^<>:"']{0,99}:|"[^"]{0,99}"\s*:|'[^']{0,99}'\s*:)?\s*['"]?s ?\d{1,3} ?f ?\d/i;
/** The beginning of anything else that may be sent. */
const BEGINS_OTHER =
  /^\s*(?:hex:|(?:select|deselect|linktest|separate|reject)\.re[qs]|(?:exit|quit|help|\?)\s*$)/i;

/**
 * Splits lines into inputs: a line each, but SML goes on to its full stop, to its last bracket, to an empty line, or to a
 * line that begins another input. Lines with a comment alone are left out.
 */
export class InputSplitter {
  #lines: string[] = [];
  #end = new SmlEnd();

  /** Whether an input has begun that goes on in the next line. */
  get isOpen(): boolean {
    return this.#lines.length > 0;
  }

  /** Whether the input that has begun is whole as it is: an item may follow, or nothing. */
  get mayEnd(): boolean {
    return this.isOpen && this.#end.depth === 0;
  }

  /** Takes a line; returns the inputs that have ended. */
  push(line: string): string[] {
    const isBlank = line.trim() === "";
    const isOver = isBlank || (this.#end.depth === 0 && (BEGINS_SML.test(line) || BEGINS_OTHER.test(line)));
    const ended = isOver && this.isOpen ? this.end() : [];
    if (isBlank) return ended;
    const goesOn = this.isOpen || BEGINS_SML.test(line);
    const hasMore = this.#end.push(line);
    if (!hasMore || (!this.isOpen && this.#end.isEmpty)) return ended;
    this.#lines.push(line);
    return goesOn && !this.#end.hasStop && !this.#end.isClosed ? ended : [...ended, ...this.end()];
  }

  /** The text is over: returns the input that has not ended. */
  end(): string[] {
    const lines = this.#lines;
    this.#lines = [];
    this.#end = new SmlEnd();
    return lines.length === 0 ? [] : [lines.join("\n").trim()];
  }
}
