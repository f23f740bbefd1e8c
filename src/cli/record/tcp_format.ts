import { NO_BYTES } from "../../core/base/mod.ts";
import type { CaptureFormat, Direction, LinkEnding, RecordedLink } from "./format.ts";
import { encodeSegment, Flag, MAX_PAYLOAD } from "./segment.ts";

/** A format for packets: the beginning of a file, and a packet in it. */
export interface PacketFile {
  head(): Uint8Array;
  packet(bytes: Uint8Array, direction: Direction, at: Date): Uint8Array;
}

/** The next sequence number of either direction. */
interface Conversation {
  readonly next: Record<Direction, number>;
}

/** Maximum number of connections that are remembered; for the one that was quiet longest the numbers begin anew. */
const MAX_LINKS = 1024;

/**
 * A recording as packets of TCP, as if they had been captured: SYN when a connection begins, FIN when it ends, and
 * sequence numbers that fit.
 */
export class TcpFormat implements CaptureFormat {
  readonly unit = "packets";
  readonly #file: PacketFile;
  readonly #conversations = new Map<number, Conversation>();

  constructor(file: PacketFile) {
    this.#file = file;
  }

  head(): Uint8Array {
    return this.#file.head();
  }

  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array, at: Date): Uint8Array[] {
    const opening = this.#open(link, at);
    const pieces: Uint8Array[] = [];
    for (let offset = 0; offset < bytes.length; offset += MAX_PAYLOAD) {
      const payload = bytes.subarray(offset, offset + MAX_PAYLOAD);
      pieces.push(this.#segment(link, direction, Flag.psh | Flag.ack, at, payload));
    }
    return [...opening, ...pieces];
  }

  opened(link: RecordedLink, at: Date): Uint8Array[] {
    return this.#open(link, at);
  }

  ended(link: RecordedLink, at: Date, ending?: LinkEnding): Uint8Array[] {
    const opening = this.#open(link, at);
    const closing = this.#closing(link, at, ending);
    this.#conversations.delete(link.id);
    return [...opening, ...closing];
  }

  close(): Uint8Array[] {
    return [];
  }

  /** The packets that close a connection; one of which is not known who ended it is closed from here. */
  #closing(link: RecordedLink, at: Date, ending?: LinkEnding): Uint8Array[] {
    const [first, second]: Direction[] = ending?.by === "remote" ? ["in", "out"] : ["out", "in"];
    if (ending?.how === "reset") return [this.#segment(link, first!, Flag.rst | Flag.ack, at)];
    const fin = Flag.fin | Flag.ack;
    return [
      this.#segment(link, first!, fin, at),
      this.#segment(link, second!, fin, at),
      this.#segment(link, first!, Flag.ack, at),
    ];
  }

  /** The three packets that open a connection, if they are not written yet. */
  #open(link: RecordedLink, at: Date): Uint8Array[] {
    const known = this.#conversations.get(link.id);
    this.#conversations.delete(link.id);
    const base = (link.id << 16) >>> 0;
    this.#conversations.set(link.id, known ?? { next: { out: base, in: (base | 0x8000) >>> 0 } });
    if (known !== undefined) return [];
    if (this.#conversations.size > MAX_LINKS) {
      for (const [quietest] of this.#conversations) {
        this.#conversations.delete(quietest);
        break;
      }
    }
    const opener = link.opener ?? (link.local.port > link.remote.port ? "local" : "remote");
    const [asks, answers]: Direction[] = opener === "local" ? ["out", "in"] : ["in", "out"];
    return [
      this.#segment(link, asks!, Flag.syn, at),
      this.#segment(link, answers!, Flag.syn | Flag.ack, at),
      this.#segment(link, asks!, Flag.ack, at),
    ];
  }

  #segment(
    link: RecordedLink,
    direction: Direction,
    flags: number,
    at: Date,
    payload = NO_BYTES,
  ): Uint8Array {
    const { next } = this.#conversations.get(link.id)!;
    const [from, to] = direction === "out" ? [link.local, link.remote] : [link.remote, link.local];
    const packet = encodeSegment({
      from,
      to,
      sequence: next[direction],
      acknowledged: (flags & Flag.ack) === 0 ? 0 : next[direction === "out" ? "in" : "out"],
      flags,
      payload,
    });
    const counted = payload.length + ((flags & (Flag.syn | Flag.fin)) === 0 ? 0 : 1);
    next[direction] = (next[direction] + counted) >>> 0;
    return this.#file.packet(packet, direction, at);
  }
}
