import { concat } from "@std/bytes";
import { MAX_LENGTH } from "../frame_seeker.ts";
import { decimalsAt } from "./literals.ts";

/** An array of decimal numbers over several lines, as JSON and the consoles of JavaScript print long ones. */
export class ArrayRows {
  #parts: Uint8Array[] = [];
  #length = 0;
  /** Whether the closing bracket was read. */
  closed = false;

  /** Whether an array can begin at the end of a line. */
  static beginsIn(line: string): boolean {
    return /[[{(][ \t]*$/.test(line.slice(-80));
  }

  /** Takes the next line; false: it is no part of the array. */
  take(line: string): boolean {
    const { bytes, end } = decimalsAt(line, 0);
    const rest = line.slice(end, end + 4).trim();
    this.closed = /^[\]})]/.test(rest);
    if (this.closed ? this.#length === 0 : rest !== "" || bytes.length === 0) return false;
    if (this.#length + bytes.length > MAX_LENGTH) return false;
    this.#parts.push(Uint8Array.from(bytes));
    this.#length += bytes.length;
    return true;
  }

  /** The bytes of all lines. */
  bytes(): Uint8Array {
    return concat(this.#parts);
  }
}
