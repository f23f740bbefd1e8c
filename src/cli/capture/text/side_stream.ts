import { concat } from "@std/bytes";
import { takeUint32 } from "../../../core/base/mod.ts";
import { FrameSeeker } from "../frame_seeker.ts";
import { canBegin, type Fit, fitOf, type Found, foundIn, isSound, looseFit, walk } from "./fit.ts";
import type { Lead } from "./lead.ts";

/** Bytes that a text shows together, and how it shows them. */
export interface Chunk {
  readonly bytes: Uint8Array;
  /** The places in them where groups of digits begin. */
  readonly starts: readonly number[];
  /**
   * `log`: other words are beside them. `bare`: nothing is, so that they may go on in the next line. `dump`: they have
   * offsets.
   */
  readonly kind: "log" | "bare" | "dump";
  readonly lead: Lead;
  readonly line: number;
  /** Why bytes are missing at their end. */
  readonly cut?: string | undefined;
}

/** Takes what was found. `isWeak`: it is said only if nothing better is in the text. */
export type Give = (found: Found, lead: Lead, isWeak?: boolean) => void;

const HEAD = 14;
/** Maximum number of bytes in lines that do not fit by themselves, before they count as lost. */
const MAX_LOST = 64 * 1024;
/** Fewer bytes than a header has are mostly a number of the log. */
const MIN_LOST = 10;

/** The chunks of one side, in their order: frames that go on in the next chunk are put together. */
export class SideStream {
  #parts: Uint8Array[] = [];
  #length = 0;
  /** Number of bytes of the frame that is open; Infinity: the bytes do not fit anything so far. */
  #need = 0;
  #first: Chunk | undefined;
  /** The line of the last bytes that are held. */
  #line = 0;

  /** Takes the next chunk. */
  take(chunk: Chunk, give: Give): void {
    const fit = fitOf(chunk.bytes, chunk.starts);
    if (this.#first !== undefined) {
      if (this.#joins(chunk, fit, give)) return;
      this.flush(give);
    }
    if (fit !== undefined) {
      for (const found of fit.found) give(found, chunk.lead);
      return;
    }
    const walked = walk(chunk.bytes);
    const isOpen = walked.state === "open" && walked.packets.every(isSound) && chunk.bytes.length >= 4;
    if (isOpen) this.#open(chunk, walked.end, foundIn(walked), give);
    else this.#hold(chunk, chunk.bytes, Infinity);
    if (this.#need === Infinity && chunk.kind !== "bare" || chunk.cut !== undefined) this.flush(give);
  }

  /** Whether a line may go on with a frame whose length field stood by itself. */
  isAwaiting(line: number): boolean {
    return this.#isLengthAlone && line - this.#line <= 1;
  }

  /** The lines that may belong together end: bytes that do not fit anything are given up. */
  pause(give: Give): void {
    if (this.#need === Infinity) this.flush(give);
  }

  /** Gives what is held. */
  flush(give: Give): void {
    const first = this.#first;
    if (first === undefined) return;
    const bytes = concat(this.#parts);
    const need = this.#need;
    this.#clear();
    const skip = (why: string): void =>
      give({ piece: { type: "skipped", bytes, why } }, first.lead, isWeak(first, bytes, need));
    if (first.cut !== undefined) return skip(first.cut);
    if (need !== Infinity) return skip(missing(need, bytes.length));
    if (first.kind === "log") return skip("not an HSMS frame");
    const fit = fitOf(bytes, [])?.found ?? seek(bytes) ?? looseFit(bytes);
    if (fit === undefined) skip("not an HSMS frame");
    else for (const found of fit) give(found, first.lead);
  }

  /** Whether a chunk goes on with what is held; then it is taken. */
  #joins(chunk: Chunk, fit: Fit | undefined, give: Give): boolean {
    const length = this.#length + chunk.bytes.length;
    if (this.#need === Infinity) {
      if (fit !== undefined || isBeginning(chunk) || chunk.kind !== "bare" || length > MAX_LOST) return false;
      this.#hold(chunk, chunk.bytes, Infinity);
      return true;
    }
    // The next line goes on with the frame, unless it is frames by itself.
    const isNext = this.isAwaiting(chunk.line) || (chunk.kind === "bare" && chunk.line === this.#line + 1);
    if (length < this.#need) {
      if (chunk.cut !== undefined) return false;
      if (isNext ? fit?.isExact : fit !== undefined || isBeginning(chunk)) return false;
      if (this.#length < HEAD && !canBegin(concat([...this.#parts, chunk.bytes]), this.#need - 4)) {
        return false;
      }
      this.#hold(chunk, chunk.bytes, this.#need);
      return true;
    }
    if (fit?.isExact) return false;
    const joined = concat([...this.#parts, chunk.bytes]);
    const walked = walk(joined);
    const isFrames = walked.packets.every(isSound);
    if (walked.state === "lost" || (fit !== undefined && !isNext && walked.state !== "whole")) return false;
    if (!isFrames && (walked.state === "open" || this.#first!.kind !== "bare")) return false;
    const first = this.#first!;
    this.#clear();
    const doubts = isNext || isTold(first) ? undefined : [
      `It was put together from lines ${first.line} to ${chunk.line}, which do not say who sent them`,
    ];
    for (const [i, found] of foundIn(walked).entries()) {
      give(i === 0 ? { ...found, doubts } : found, first.lead);
    }
    if (walked.state === "open") this.#open({ ...chunk, bytes: joined }, walked.end, [], give);
    return true;
  }

  /** Gives the frames of a chunk, and holds the beginning of the next one. */
  #open(chunk: Chunk, end: number, found: readonly Found[], give: Give): void {
    for (const one of found) give(one, chunk.lead);
    const rest = chunk.bytes.slice(end);
    this.#hold(chunk, rest, rest.length < 4 ? HEAD : 4 + takeUint32(rest, 0));
  }

  #hold(chunk: Chunk, bytes: Uint8Array, need: number): void {
    this.#first ??= chunk;
    this.#parts.push(bytes);
    this.#length += bytes.length;
    this.#need = need;
    this.#line = chunk.line;
  }

  /** Whether the first bytes that are held are a length field and nothing else. */
  get #isLengthAlone(): boolean {
    return this.#first?.bytes.length === 4 && this.#need !== Infinity;
  }

  #clear(): void {
    this.#parts = [];
    this.#length = 0;
    this.#need = 0;
    this.#first = undefined;
  }
}

/** Whether the text says which side sent a chunk, or is a dump of one side. */
function isTold({ kind, lead }: Chunk): boolean {
  return kind !== "log" || lead.direction !== undefined || lead.side !== undefined;
}

/** Whether a chunk begins a frame that is longer than it, with its whole header. */
function isBeginning({ bytes }: Chunk): boolean {
  return bytes.length >= HEAD && walk(bytes).state === "open";
}

/** Why the beginning of a frame is not a frame. */
function missing(need: number, length: number): string {
  // Few bytes that announce very many are hardly a frame.
  if (length < HEAD && need > MAX_LOST) return "not an HSMS frame";
  const told = length < 4 ? "" : `: it has ${need} bytes, but only ${length} are in the text`;
  return `the end of the frame is missing${told}`;
}

/** The frames between other bytes; undefined: there are none. */
function seek(bytes: Uint8Array): Found[] | undefined {
  const found: Found[] = [];
  const seeker = new FrameSeeker(true);
  seeker.push(bytes, (piece) => found.push({ piece }));
  seeker.end((piece) => found.push({ piece }));
  return found.some(({ piece }) => piece.type === "frame") ? found : undefined;
}

/** Whether bytes are more likely a number of the log than a piece of a frame. */
function isWeak({ kind, lead }: Chunk, bytes: Uint8Array, need: number): boolean {
  if (kind !== "log") return need === Infinity && bytes.length < MIN_LOST;
  if (bytes.length < MIN_LOST) return true;
  return lead.direction === undefined && (need === Infinity || bytes.length < HEAD);
}
