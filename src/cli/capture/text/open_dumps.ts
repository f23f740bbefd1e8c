import { concat } from "@std/bytes";
import { parseHex } from "../../hex.ts";
import { FrameSeeker } from "../frame_seeker.ts";
import type { CapturedPacket } from "../packet_file.ts";
import { Dump, type DumpRow, isFirstRow } from "./dump.ts";
import { fitOf } from "./fit.ts";
import type { Lead } from "./lead.ts";
import { packetIn } from "./packet_dump.ts";
import type { Chunk, Give } from "./side_stream.ts";

/** Where dumps go. */
export interface DumpSink {
  readonly chunk: (chunk: Chunk) => void;
  readonly packet: (packet: CapturedPacket) => void;
  readonly give: Give;
}

/** A dump with a seeker is read as a stream: it is long, or another side's lines are between its own. */
interface Open {
  readonly dump: Dump;
  readonly lead: Lead;
  seeker: FrameSeeker | undefined;
}

/** A dump with more bytes is a stream, and not a packet. */
const MAX_PACKET = 256 * 1024;

/** The dumps whose lines are being read: one, or one for each indent. */
export class OpenDumps {
  readonly #sink: DumpSink;
  readonly #open = new Map<string, Open>();
  #last: Open | undefined;

  constructor(sink: DumpSink) {
    this.#sink = sink;
  }

  /** Takes a line if it begins a dump or goes on with one. */
  take(row: DumpRow, lead: Lead): boolean {
    const open = this.#open.get(row.indent);
    const added = isFirstRow(row) ? undefined : open?.dump.add(row);
    if (added === undefined && !isFirstRow(row)) return false;
    if (open !== this.#last) this.#stream(this.#last);
    if (added === true) {
      this.#last = open;
      if (open!.seeker !== undefined || open!.dump.ready > MAX_PACKET) this.#stream(open, false);
      return true;
    }
    if (open !== undefined) this.#end(row.indent, open, added);
    if (row.run === undefined) return true;
    const before = added === undefined ? 0 : parseInt(row.offset, 16);
    this.#last = { dump: new Dump(row, before), lead, seeker: undefined };
    this.#open.set(row.indent, this.#last);
    return true;
  }

  /** A `*`; false: no dump is open. */
  squeeze(): boolean {
    this.#last?.dump.squeeze();
    return this.#last !== undefined;
  }

  /** Another line, or the end of the text. */
  close(): void {
    if (this.#last === undefined) return;
    for (const [indent, open] of this.#open) this.#end(indent, open);
    this.#last = undefined;
  }

  /** Reads what is known of a dump as a stream. */
  #stream(open: Open | undefined, isSettled = true): void {
    if (open === undefined) return;
    open.seeker ??= new FrameSeeker(true);
    const bytes = isSettled ? open.dump.settle() : open.dump.take();
    open.seeker.push(bytes, (piece) => this.#sink.give({ piece }, open.lead));
  }

  #end(indent: string, open: Open, cut?: string): void {
    this.#open.delete(indent);
    const { dump, lead, seeker } = open;
    const bytes = dump.settle();
    if (seeker !== undefined) {
      const sink = this.#sink;
      seeker.push(bytes, (piece) => sink.give({ piece }, lead));
      return seeker.end((piece) => sink.give({ piece }, lead), cut);
    }
    const { run, offset, isMarked, number } = dump.first;
    const chunk: Chunk = { bytes, starts: [], kind: "dump", lead, line: number, cut };
    const fit = fitOf(bytes, []);
    const packet = fit?.isExact ? undefined : packetIn(bytes);
    if (packet !== undefined) return this.#sink.packet(packet);
    if (dump.rows > 1 || isMarked || fit !== undefined) return this.#sink.chunk(chunk);
    // The only line: what looks like its offset may be bytes.
    const all = concat([parseHex(offset.length % 2 === 0 ? offset : `0${offset}`)!, run!.bytes]);
    this.#sink.chunk({ ...chunk, bytes: all, kind: "bare" });
  }
}
