import { NO_BYTES } from "../../core/base/mod.ts";
import type { CaptureFormat, Direction, LinkEnding, RecordedLink } from "./format.ts";
import { FrameSeeker, type Piece } from "../capture/frame_seeker.ts";
import { endLine, frameLine, type Seen } from "../capture/frame_line.ts";

/** The streams of one connection, and the times of their last bytes. */
interface Streams {
  readonly link: RecordedLink;
  readonly in: FrameSeeker;
  readonly out: FrameSeeker;
  at: Date;
  readonly last: Partial<Record<Direction, Date>>;
}

/** How a connection ended, in the words of a capture. */
const WHY = { closed: "closed with FIN", reset: "reset with RST", gone: "the connection was gone" } as const;

/** Maximum number of connections that are remembered; the one that was quiet longest counts as ended. */
const MAX_LINKS = 1024;

/**
 * A recording as lines of JSON, one for each frame, one for bytes that are not a frame, and one for each connection that is
 * opened or closed.
 */
export class NdjsonFormat implements CaptureFormat {
  readonly unit = "frames";
  readonly #links = new Map<number, Streams>();

  head(): Uint8Array {
    return NO_BYTES;
  }

  opened(link: RecordedLink, at: Date): Uint8Array[] {
    const by = link.opener === undefined ? undefined : link.opener === "local" ? link.local : link.remote;
    return [line(endLine("opened", "the TCP connection was opened", by, { at, ...placeOf(link, "out") }))];
  }

  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array, at: Date): Uint8Array[] {
    const streams = this.#links.get(link.id) ??
      { link, in: new FrameSeeker(true), out: new FrameSeeker(true), at, last: {} };
    streams.at = at;
    streams.last[direction] = at;
    this.#links.delete(link.id);
    this.#links.set(link.id, streams);
    const lines: Uint8Array[] = [];
    if (this.#links.size > MAX_LINKS) {
      for (const quietest of this.#links.values()) {
        lines.push(...this.#flush(quietest.link, quietest.at));
        break;
      }
    }
    streams[direction].push(bytes, (piece) => lines.push(lineOf(link, direction, piece, at)));
    return lines;
  }

  ended(link: RecordedLink, at: Date, ending?: LinkEnding): Uint8Array[] {
    const by = ending?.by === undefined ? undefined : ending.by === "local" ? link.local : link.remote;
    const why = WHY[ending?.how ?? "closed"];
    return [...this.#flush(link, at), line(endLine("closed", why, by, { at, ...placeOf(link, "out") }))];
  }

  close(): Uint8Array[] {
    return [...this.#links.values()].flatMap(({ link, at }) => this.#flush(link, at));
  }

  /** The bytes that waited for the rest of a frame. */
  #flush(link: RecordedLink, at: Date): Uint8Array[] {
    const lines: Uint8Array[] = [];
    const streams = this.#links.get(link.id);
    this.#links.delete(link.id);
    for (const direction of ["in", "out"] as const) {
      const last = streams?.last[direction];
      const since = last?.getTime() === at.getTime() ? undefined : last;
      streams?.[direction].end((piece) => lines.push(lineOf(link, direction, piece, at, since)));
    }
    return lines;
  }
}

function lineOf(link: RecordedLink, direction: Direction, piece: Piece, at: Date, since?: Date): Uint8Array {
  return line(frameLine(piece, { at, direction, ...placeOf(link, direction), since }));
}

function placeOf(link: RecordedLink, direction: Direction): Pick<Seen, "connection" | "from" | "to"> {
  const [from, to] = direction === "in" ? [link.remote, link.local] : [link.local, link.remote];
  return { connection: link.id, from, to };
}

function line(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
