import { concat } from "@std/bytes";
import { Deferred, NO_BYTES } from "../../core/base/mod.ts";
import { encodeHead, LogWriter } from "../../view/log/mod.ts";
import { FrameSeeker, type Piece } from "../capture/frame_seeker.ts";
import type { Direction, LinkEnding, RecordedLink } from "../record/format.ts";
import type { Recorder } from "../record/recorder.ts";

/** Bytes that are kept together, and dropped together. */
const BLOCK = 256 * 1024;

/** How a connection ended, in the words of a capture. */
const WHY = { closed: "closed with FIN", reset: "reset with RST", gone: "the connection was gone" } as const;

/** A part of the past: as long as a block, or the end of it, which is being filled. */
interface Block {
  /** Where it begins in the log. */
  readonly at: number;
  readonly bytes: Uint8Array;
  /** Where the first record begins that begins in it. */
  first: number | undefined;
}

/** A connection that has entries in what is kept. */
interface Open {
  readonly streams: Readonly<Record<Direction, FrameSeeker>>;
  readonly last: Partial<Record<Direction, number>>;
}

/** The record of a connection, for who reads from a later place. */
interface Introduction {
  readonly at: number;
  readonly record: Uint8Array;
  /** Where its last entry ends; Infinity while it is open. */
  until: number;
}

/**
 * The log of connections while they go on, for a view that follows them. It keeps the last bytes of the log, and nobody has to
 * read them: who reads too slowly finds that they are gone.
 */
export class LiveLog implements Recorder {
  readonly id: number;
  readonly #maxBytes: number;
  readonly #writer: LogWriter;
  readonly #open = new Map<number, Open>();
  readonly #introductions = new Map<number, Introduction>();
  #blocks: Block[] = [];
  #end = 0;
  #more = new Deferred<void>();
  #isClosed = false;

  /** `id`: tells this log from another one at the same address; `maxBytes`: how much of the past is kept. */
  constructor(id: number, maxBytes: number) {
    this.id = id;
    this.#maxBytes = maxBytes;
    this.#writer = new LogWriter(id);
    // Each reader gets a head of its own.
    this.#writer.take();
  }

  /** Whether nothing more comes. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Where the log ends. */
  get end(): number {
    return this.#end;
  }

  opened(link: RecordedLink, at: Date): void {
    this.#connectionOf(link);
    const from = link.opener === undefined ? undefined : endOf(link.opener);
    this.#writer.entry({ kind: "opened", connection: link.id, at: at.getTime(), from, bytes: NO_BYTES });
    this.#append();
  }

  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array, at: Date): void {
    const { streams, last } = this.#connectionOf(link);
    last[direction] = at.getTime();
    streams[direction].push(bytes, (piece) => this.#piece(link, direction, piece, at));
  }

  ended(link: RecordedLink, at: Date, ending?: LinkEnding): void {
    const { streams, last } = this.#connectionOf(link);
    for (const direction of ["in", "out"] as const) {
      streams[direction].end((piece) => this.#piece(link, direction, piece, at, last[direction]));
    }
    const from = ending?.by === undefined ? undefined : endOf(ending.by);
    const why = WHY[ending?.how ?? "closed"];
    this.#writer.entry({ kind: "closed", connection: link.id, at: at.getTime(), from, bytes: NO_BYTES, why });
    this.#append();
    this.#open.delete(link.id);
    this.#introductions.get(link.id)!.until = this.#end;
  }

  close(): Promise<void> {
    this.#isClosed = true;
    this.#more.resolve();
    return Promise.resolve();
  }

  /** Where one begins who read up to `position`, and what comes first; with another position, or a past one, from the beginning. */
  begin(position: string | null): { readonly at: number; readonly head: Uint8Array } {
    const [, id, place] = /^(\d{1,10})-(\d{1,16})$/.exec(position ?? "") ?? [];
    const at = Number(place);
    if (Number(id) === this.id && at >= this.#start && at <= this.#end) {
      return { at, head: encodeHead(this.id, at) };
    }
    const start = this.#start;
    const known = [...this.#introductions.values()].filter((introduction) => introduction.at < start);
    const records = known.map(({ record }) => record);
    const length = records.reduce((sum, record) => sum + record.length, 0);
    return { at: start, head: concat([encodeHead(this.id, start - length), ...records]) };
  }

  /** The bytes from a place on, some of them; none yet; or undefined: they are gone. */
  read(at: number): Uint8Array | undefined {
    const [first] = this.#blocks;
    if (first === undefined || at >= this.#end) return NO_BYTES;
    if (at < first.at) return undefined;
    const block = this.#blocks[Math.floor((at - first.at) / BLOCK)]!;
    return block.bytes.subarray(at - block.at, Math.min(BLOCK, this.#end - block.at));
  }

  /** Resolves when more has come, or nothing more will. */
  whenMore(): Promise<void> {
    return this.#more.promise;
  }

  /** Where the first record is that is kept. */
  get #start(): number {
    return this.#blocks.find(({ first }) => first !== undefined)?.first ?? this.#end;
  }

  #connectionOf(link: RecordedLink): Open {
    const known = this.#open.get(link.id);
    if (known !== undefined) return known;
    const open = { streams: { in: new FrameSeeker(true), out: new FrameSeeker(true) }, last: {} };
    this.#open.set(link.id, open);
    const opener = link.opener === undefined ? undefined : endOf(link.opener);
    this.#writer.connection({ number: link.id, a: link.local, b: link.remote, opener });
    const record = this.#writer.take();
    this.#introductions.set(link.id, { at: this.#end, record, until: Infinity });
    this.#keep(record);
    return open;
  }

  #piece(link: RecordedLink, direction: Direction, piece: Piece, at: Date, since?: number): void {
    const from = direction === "out" ? "a" as const : "b" as const;
    const place = { connection: link.id, at: at.getTime(), from };
    if (piece.type === "frame") {
      this.#writer.entry({ ...place, kind: "frame", bytes: piece.packet.encode() });
    } else {
      const last = since === place.at ? undefined : since;
      this.#writer.entry({ ...place, kind: "bytes", bytes: piece.bytes, why: piece.why, since: last });
    }
    this.#append();
  }

  /** Appends the record that was written. */
  #append(): void {
    this.#keep(this.#writer.take());
    this.#more.resolve();
    this.#more = new Deferred();
  }

  #keep(record: Uint8Array): void {
    for (let taken = 0; taken < record.length;) {
      let block = this.#blocks.at(-1);
      if (block === undefined || this.#end === block.at + BLOCK) {
        block = { at: this.#end, bytes: new Uint8Array(BLOCK), first: undefined };
        this.#blocks.push(block);
      }
      if (taken === 0) block.first ??= this.#end;
      const part = record.subarray(taken, taken + block.at + BLOCK - this.#end);
      block.bytes.set(part, this.#end - block.at);
      this.#end += part.length;
      taken += part.length;
    }
    if (this.#blocks.length * BLOCK > this.#maxBytes) this.#drop();
  }

  #drop(): void {
    while (this.#blocks.length > 1 && this.#blocks.length * BLOCK > this.#maxBytes) this.#blocks.shift();
    const start = this.#start;
    for (const [number, { until }] of this.#introductions) {
      if (until <= start) this.#introductions.delete(number);
    }
  }
}

/** This side is end a. */
function endOf(side: "local" | "remote"): "a" | "b" {
  return side === "local" ? "a" : "b";
}
