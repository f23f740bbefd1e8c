import { concat } from "@std/bytes";
import { NO_BYTES } from "../../../core/base/mod.ts";
import { type HexRun, hexRuns } from "./hex_runs.ts";

/** A line of a dump: an offset, and the bytes after it. */
export interface DumpRow {
  /** What is before the offset: Wireshark indents one of two sides. */
  readonly indent: string;
  /** The digits of the offset. */
  readonly offset: string;
  /** Whether the offset cannot be bytes: a colon is after it, or more than one space. */
  readonly isMarked: boolean;
  /** The bytes; some at the end may be of the column of text. */
  readonly run: HexRun | undefined;
  /** The number of the line. */
  readonly number: number;
}

const OFFSET =
  /^([ \t]*)(0x)?([0-9a-f]{4,16})(?:(:)[ \t]*|([ \t]{2,})|[ \t](?=[0-9a-f]{2}(?:[ \t]|$))|[ \t]*$)/i;
/** The words of `hexdump` without -C: the offset has seven digits, and they have four. */
const WORDS = /^([0-9a-f]{7}) ((?:[0-9a-f]{4}\b ?)+)$/i;
/** After the bytes of a line there is a column, or nothing. */
const AFTER = /^(?:[ \t]*$|[ \t]{2}|\t|[ \t]?[|[>])/;
/** Maximum number of bytes that all `*` of a dump stand for. */
const MAX_FILLED = 1024 * 1024;
/** The number systems of offsets; the first one that fits counts. */
const BASES = [16, 10, 8] as const;

/** Reads a line as one of a dump. */
export function dumpRow(line: string, number: number): DumpRow | undefined {
  // A line of a dump is short: a long one is not searched for an offset.
  if (line.length > 2000) return undefined;
  const words = WORDS.exec(line.trimEnd());
  if (words !== null) {
    const swapped = words[2]!.replace(/([0-9a-f]{2})([0-9a-f]{2})/gi, "$2 $1");
    return { indent: "", offset: words[1]!, isMarked: true, run: firstOf(hexRuns(swapped)), number };
  }
  const match = OFFSET.exec(line);
  if (match === null) return undefined;
  const [head, indent, prefix, offset, colon, gap] = match;
  const rest = line.slice(head.length);
  const run = firstOf(hexRuns(rest));
  if (run === undefined ? rest.trim() !== "" : run.start > 0) return undefined;
  if (run !== undefined && !run.hasColumn && !AFTER.test(rest.slice(run.end))) return undefined;
  const isMarked = prefix !== undefined || colon !== undefined || gap !== undefined;
  return { indent: indent!, offset: offset!, isMarked, run, number };
}

function firstOf(runs: Iterable<HexRun>): HexRun | undefined {
  for (const run of runs) return run;
  return undefined;
}

/** Whether a dump can begin with a row. */
export function isFirstRow({ offset, run }: DumpRow): boolean {
  return /^0+$/.test(offset) && run !== undefined;
}

/** The bytes of a dump, line by line; the offset of each line says how many bytes the one before it has. */
export class Dump {
  readonly first: DumpRow;
  /** Number of lines. */
  rows = 1;
  #taken = 0;
  #parts: Uint8Array[] = [];
  /** Number of bytes before the last line. */
  #before = 0;
  #last: Uint8Array;
  #lastRow: DumpRow;
  #base: number | undefined;
  #isSqueezed = false;
  #filled = 0;

  /** `before`: number of bytes that the first line says are before it, and were not seen. */
  constructor(first: DumpRow, before = 0) {
    this.first = first;
    this.#before = before;
    this.#taken = before;
    this.#lastRow = first;
    this.#last = first.run!.bytes;
  }

  /** Number of bytes that are known to be of the dump, and not taken out yet. */
  get ready(): number {
    return this.#before - this.#taken;
  }

  /** A `*`: lines like the one before are left out here. */
  squeeze(): void {
    this.#isSqueezed = true;
  }

  /** Takes the next line. Otherwise says what does not fit; undefined: the line is no part of this dump. */
  add(row: DumpRow): true | string | undefined {
    const base = this.#base ?? this.#baseOf(row.offset);
    const step = parseInt(row.offset, base) - this.#before;
    const most = this.#last.length;
    if (!(step > 0) && !(step === 0 && most === 0)) return undefined;
    if (step > most && !this.#isSqueezed) {
      const before = this.#before + Math.min(this.#last.length, this.#lastRow.run?.beforeGap ?? 0);
      return `line ${row.number} of the dump begins at ${row.offset}, but ${before} bytes are before it`;
    }
    const bytes = this.#last.subarray(0, step);
    this.#filled += Math.max(step - most, 0);
    if (this.#filled > MAX_FILLED) {
      return `the dump leaves out more than ${MAX_FILLED} bytes before line ${row.number} (*): ` +
        "print it without *, as hexdump -v does";
    }
    this.#parts.push(bytes);
    if (step > most) {
      this.#parts.push(repeated(bytes, step - most));
    } else if (!this.#isSqueezed) {
      this.#base = base;
    }
    this.#before += step;
    this.#last = row.run?.bytes ?? NO_BYTES;
    this.#lastRow = row;
    this.#isSqueezed = false;
    this.rows++;
    return true;
  }

  /** Takes out the bytes that are ready. */
  take(): Uint8Array {
    const bytes = concat(this.#parts);
    this.#parts = [];
    this.#taken += bytes.length;
    return bytes;
  }

  /** Takes out all bytes, those of the last line too, without its column of text. More lines may come. */
  settle(): Uint8Array {
    const { run } = this.#lastRow;
    const most = run === undefined || run.hasColumn ? this.#last.length : run.beforeGap;
    const bytes = this.#last.subarray(0, most);
    this.#parts.push(bytes);
    this.#before += bytes.length;
    this.#last = NO_BYTES;
    return this.take();
  }

  /** The number system in which the second line fits the first one best; `od` alone has others, with seven digits. */
  #baseOf(offset: string): number {
    if (offset.length !== 7) return 16;
    const lengths = [this.#last.length, this.#lastRow.run?.beforeGap];
    const fitting = BASES.find((base) => lengths.includes(parseInt(offset, base)));
    return fitting ?? 16;
  }
}

function repeated(bytes: Uint8Array, count: number): Uint8Array {
  const filled = new Uint8Array(count);
  for (let at = 0; at < count; at += bytes.length) filled.set(bytes.subarray(0, count - at), at);
  return filled;
}
