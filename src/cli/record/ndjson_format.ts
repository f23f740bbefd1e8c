import { NO_BYTES } from "../../core/base/mod.ts";
import type { CaptureFormat, Direction, RecordedLink } from "./format.ts";
import { FrameSeeker, type Piece } from "../capture/frame_seeker.ts";
import { frameLine } from "../capture/frame_line.ts";

/** The streams of one connection, and the time of its last bytes. */
interface Streams {
  readonly link: RecordedLink;
  readonly in: FrameSeeker;
  readonly out: FrameSeeker;
  at: Date;
}

/** Maximum number of connections that are remembered; the one that was quiet longest counts as ended. */
const MAX_LINKS = 1024;

/** A recording as lines of JSON, one for each frame, and one for bytes that are not a frame. */
export class NdjsonFormat implements CaptureFormat {
  readonly unit = "frames";
  readonly #links = new Map<number, Streams>();

  head(): Uint8Array {
    return NO_BYTES;
  }

  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array, at: Date): Uint8Array[] {
    const streams = this.#links.get(link.id) ??
      { link, in: new FrameSeeker(true), out: new FrameSeeker(true), at };
    streams.at = at;
    this.#links.delete(link.id);
    this.#links.set(link.id, streams);
    const lines: Uint8Array[] = [];
    if (this.#links.size > MAX_LINKS) {
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
