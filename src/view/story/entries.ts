import { bytesStart, KINDS, type LogEntry, readEntry, type Slab } from "../log/mod.ts";
import { float64Column, int32Column, uint32Column, uint8Column } from "./columns.ts";
import type { NameCode } from "./names.ts";
import type { EntryKind } from "./story.ts";

/** One of the two ends of a link, in the order in which the link was found: 0 is the side that connects. */
export type End = 0 | 1;

/** Who is not known. */
const NOBODY = 2;
const ASKS = 4;
const KIND = 3 << 3;

/** The entries of a log, as columns. */
export class Entries {
  readonly #slabs: Slab[] = [];
  readonly #slab = uint32Column();
  readonly #offset = uint32Column();
  readonly #at = float64Column();
  readonly #link = uint32Column();
  readonly #code = uint32Column();
  readonly #partner = int32Column();
  /** Bits 0 and 1: who; bit 2: it asks for a reply; bits 3 and 4: the kind. */
  readonly #flags = uint8Column();

  get length(): number {
    return this.#at.length;
  }

  /** Adds an entry; its index. */
  add(slab: Slab, offset: number, at: number, link: number, kind: number): number {
    if (this.#slabs.at(-1) !== slab) this.#slabs.push(slab);
    this.#slab.push(this.#slabs.length - 1);
    this.#offset.push(offset);
    this.#at.push(at);
    this.#link.push(link);
    this.#code.push(0);
    this.#partner.push(-1);
    this.#flags.push(NOBODY | kind << 3);
    return this.length - 1;
  }

  /** What was found out about an entry. */
  describe(index: number, code: NameCode, end: End | undefined, asks: boolean): void {
    this.#code.data[index] = code;
    this.#flags.data[index] = this.#flags.data[index]! & KIND | (end ?? NOBODY) | (asks ? ASKS : 0);
  }

  at(index: number): number {
    return this.#at.data[index]!;
  }

  link(index: number): number {
    return this.#link.data[index]!;
  }

  code(index: number): NameCode {
    return this.#code.data[index]!;
  }

  end(index: number): End | undefined {
    const end = this.#flags.data[index]! & 3;
    return end === NOBODY ? undefined : end as End;
  }

  kind(index: number): EntryKind {
    return KINDS[this.#flags.data[index]! >> 3 & 3]!;
  }

  asks(index: number): boolean {
    return (this.#flags.data[index]! & ASKS) !== 0;
  }

  partner(index: number): number | undefined {
    const partner = this.#partner.data[index]!;
    return partner < 0 ? undefined : partner;
  }

  /** A request and its answer. */
  pair(request: number, answer: number): void {
    this.#partner.data[request] = answer;
    this.#partner.data[answer] = request;
  }

  connection(index: number): number {
    return this.slab(index).view.getUint32(this.#offset.data[index]! + 2, true);
  }

  /** Number of its bytes. */
  size(index: number): number {
    return this.slab(index).view.getUint32(this.#offset.data[index]! + 14, true);
  }

  slab(index: number): Slab {
    return this.#slabs[this.#slab.data[index]!]!;
  }

  /** Where its bytes begin in its slab. */
  start(index: number): number {
    return bytesStart(this.slab(index).bytes, this.#offset.data[index]!);
  }

  /** Its bytes, a view. */
  bytes(index: number): Uint8Array {
    const start = this.start(index);
    return this.slab(index).bytes.subarray(start, start + this.size(index));
  }

  /** The body of a frame, a view. */
  body(index: number): Uint8Array {
    return this.bytes(index).subarray(14);
  }

  record(index: number): LogEntry {
    return readEntry(this.slab(index), this.#offset.data[index]!);
  }
}
