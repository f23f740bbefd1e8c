import { NO_BYTES } from "../../core/base/mod.ts";
import type { CaptureFormat, Direction, RecordedLink } from "./format.ts";
import { FrameCutter, type Piece } from "./frame_cutter.ts";
import { frameLine } from "./frame_line.ts";

/** The streams of one link, and when something last came on them. */
interface Streams {
  readonly link: RecordedLink;
  readonly in: FrameCutter;
  readonly out: FrameCutter;
  at: Date;
}

/** So many links are remembered; the one that was quiet for longest is taken for ended. */
const MOST_LINKS = 1024;

/** A recording as lines of JSON, one for each frame, and one for what is none. */
export class NdjsonFormat implements CaptureFormat {
  readonly #links = new Map<number, Streams>();

  head(): Uint8Array {
    return NO_BYTES;
  }

  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array, at: Date): Uint8Array[] {
    const streams = this.#links.get(link.id) ??
      { link, in: new FrameCutter(true), out: new FrameCutter(true), at };
    streams.at = at;
    this.#links.delete(link.id);
    this.#links.set(link.id, streams);
    const lines: Uint8Array[] = [];
    if (this.#links.size > MOST_LINKS) {
      for (const quietest of this.#links.values()) {
        lines.push(...this.ended(quietest.link, quietest.at));
        break;
      }
    }
    streams[direction].push(bytes, (piece) => lines.push(lineOf(link, direction, piece, at)));
    return lines;
  }

  ended(link: RecordedLink, at: Date): Uint8Array[] {
    const lines: Uint8Array[] = [];
    const streams = this.#links.get(link.id);
    this.#links.delete(link.id);
    for (const direction of ["in", "out"] as const) {
      streams?.[direction].end((piece) => lines.push(lineOf(link, direction, piece, at)));
    }
    return lines;
  }

  close(): Uint8Array[] {
    return [...this.#links.values()].flatMap(({ link, at }) => this.ended(link, at));
  }
}

function lineOf(link: RecordedLink, direction: Direction, piece: Piece, at: Date): Uint8Array {
  const [from, to] = direction === "in" ? [link.remote, link.local] : [link.local, link.remote];
  return new TextEncoder().encode(frameLine(piece, { at, connection: link.id, direction, from, to }));
}
