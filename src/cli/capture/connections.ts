import { type Endpoint, formatEndpoint } from "../../core/mod.ts";
import type { Piece } from "./frame_seeker.ts";
import { StreamReassembly } from "./reassembly.ts";
import type { Segment } from "./segment.ts";
import type { Lead } from "./text/lead.ts";

/** A piece of a capture, and where and when it was seen. */
export interface CapturedPiece {
  readonly piece: Piece;
  /** The number of the connection, from 1 in the order in which pieces are seen. */
  readonly connection: number;
  readonly from?: Endpoint | undefined;
  readonly to?: Endpoint | undefined;
  /** Who connected, if that was seen. */
  readonly opener?: Endpoint | undefined;
  /** The time of the packet that completes it, if it is known. */
  readonly at?: Date | undefined;
  /** The same time in ms since 1970, with fractions. */
  readonly ms?: number | undefined;
  /** What a log says of it. */
  readonly lead?: Lead | undefined;
  /** What is doubtful about it, in sentences without a full stop. */
  readonly doubts?: readonly string[] | undefined;
  /** Of bytes that wait for more to the end of the connection: when the last of them came. */
  readonly since?: Date | undefined;
}

/** That a TCP connection was opened or closed, as a capture shows it. */
export interface CapturedEnd {
  readonly end: "opened" | "closed";
  readonly connection: number;
  /** The two ends of the connection, in no order. */
  readonly from?: Endpoint | undefined;
  readonly to?: Endpoint | undefined;
  /** Who opened or closed it; undefined: not known. */
  readonly by?: Endpoint | undefined;
  /** Who connected, if that was seen. */
  readonly opener?: Endpoint | undefined;
  readonly at?: Date | undefined;
  /** The same time in ms since 1970, with fractions. */
  readonly ms?: number | undefined;
  /** How it was closed, in a sentence without a full stop. */
  readonly why?: string | undefined;
}

/** What comes out of a capture, in the order in which it was seen. */
export type Captured = CapturedPiece | CapturedEnd;

interface Connection {
  /** 0: no piece was seen of it yet. */
  number: number;
  readonly opener: Endpoint | undefined;
  /** By the text of the sender's endpoint. */
  readonly streams: Map<string, StreamReassembly>;
  readonly ends: readonly [Endpoint, Endpoint];
  at: Date | undefined;
  ms: number | undefined;
  /** When the last bytes came, by the text of their sender's endpoint. */
  readonly data: Map<string, Date | undefined>;
  /** Whether both sides have said so, or there was data. */
  isOpen: boolean;
  /** Who has sent the first FIN. */
  closer: Endpoint | undefined;
}

/** Maximum number of open connections; the one that was quiet longest counts as ended. */
const MAX_CONNECTIONS = 1024;

/** The TCP connections of a capture: segments in, pieces of their streams out. */
export class Connections {
  readonly #sink: (piece: CapturedPiece) => void;
  readonly #ends: ((end: CapturedEnd) => void) | undefined;
  readonly #open = new Map<string, Connection>();
  #count = 0;

  /** `ends` gets what is seen of connections as such; their numbers count those without pieces then. */
  constructor(sink: (piece: CapturedPiece) => void, ends?: (end: CapturedEnd) => void) {
    this.#sink = sink;
    this.#ends = ends;
  }

  /** Takes the next segment. */
  take(segment: Segment): void {
    const { from, to } = segment;
    const key = [from, to].map(formatEndpoint).sort().join(" ");
    const connection = this.#connectionOf(key, segment);
    connection.at = segment.at;
    connection.ms = segment.ms;
    const { isOpen, opener } = connection;
    connection.isOpen ||= (segment.syn && segment.acknowledged !== undefined) || segment.payload.length > 0;
    if (!isOpen && connection.isOpen && opener !== undefined) {
      this.#tell(connection, { end: "opened", by: opener });
    }
    if (segment.payload.length > 0) connection.data.set(formatEndpoint(from), segment.at);
    if (segment.fin) connection.closer ??= from;
    const stream = this.#streamOf(connection, segment);
    const sinkTo = (sender: Endpoint, receiver: Endpoint) => (piece: Piece): void =>
      this.#give(connection, sender, receiver, piece);
    stream.take(segment, sinkTo(from, to));
    const other = connection.streams.get(formatEndpoint(to));
    if (segment.acknowledged !== undefined) other?.acknowledged(segment.acknowledged, sinkTo(to, from));
    if (segment.rst) this.#reset(key, connection, from);
    else if (stream.ended && other?.ended) this.#end(key, connection);
  }

  /** The end of the capture. */
  end(): void {
    for (const [key, connection] of this.#open) this.#end(key, connection);
  }

  #connectionOf(key: string, segment: Segment): Connection {
    const known = this.#open.get(key);
    if (known !== undefined) {
      const stream = known.streams.get(formatEndpoint(segment.from));
      const again = segment.syn && stream !== undefined && stream.began !== (segment.sequence + 1) >>> 0;
      if (!again) {
        this.#open.delete(key);
        this.#open.set(key, known);
        return known;
      }
      this.#end(key, known, { why: "a new connection with the same ports began" });
    }
    if (this.#open.size >= MAX_CONNECTIONS) {
      for (const [quietest, connection] of this.#open) {
        this.#end(quietest, connection);
        break;
      }
    }
    const { from, to, syn, acknowledged, at } = segment;
    const opener = !syn ? undefined : acknowledged === undefined ? from : to;
    const connection = {
      number: 0,
      opener,
      streams: new Map(),
      ends: [from, to] as const,
      at,
      data: new Map(),
      isOpen: false,
      closer: undefined,
      ms: segment.ms,
    };
    this.#open.set(key, connection);
    return connection;
  }

  #reset(key: string, connection: Connection, by: Endpoint): void {
    if (connection.isOpen) return this.#end(key, connection, { by, why: "reset with RST" });
    this.#end(key, connection);
    // Without a SYN it is the end of a connection that has ended before.
    if (connection.opener !== undefined) {
      this.#tell(connection, { end: "closed", by, why: "refused with RST" });
    }
  }

  #streamOf({ streams }: Connection, { from, syn, sequence }: Segment): StreamReassembly {
    const sender = formatEndpoint(from);
    const known = streams.get(sender);
    if (known !== undefined) return known;
    const stream = new StreamReassembly(syn ? (sequence + 1) >>> 0 : undefined);
    streams.set(sender, stream);
    return stream;
  }

  #end(key: string, connection: Connection, how?: Pick<CapturedEnd, "by" | "why">): void {
    this.#open.delete(key);
    const [a, b] = connection.ends;
    for (const [from, to] of [[a, b], [b, a]] as const) {
      const since = connection.data.get(formatEndpoint(from));
      connection.streams.get(formatEndpoint(from))?.end((piece) =>
        this.#give(connection, from, to, piece, since)
      );
    }
    if (!connection.isOpen) return;
    if (how !== undefined) this.#tell(connection, { end: "closed", ...how });
    else if (connection.closer !== undefined) {
      this.#tell(connection, { end: "closed", by: connection.closer, why: "closed with FIN" });
    }
  }

  #tell(connection: Connection, told: Pick<CapturedEnd, "end" | "by" | "why">): void {
    if (this.#ends === undefined) return;
    if (connection.number === 0) connection.number = ++this.#count;
    const { number, ends: [from, to], opener, at, ms } = connection;
    this.#ends({ ...told, from, to, connection: number, opener, at, ms });
  }

  #give(connection: Connection, from: Endpoint, to: Endpoint, piece: Piece, since?: Date): void {
    if (connection.number === 0) connection.number = ++this.#count;
    const { number, opener, at, ms } = connection;
    this.#sink({
      piece,
      connection: number,
      from,
      to,
      opener,
      at,
      ms,
      ...since !== undefined && since.getTime() !== at?.getTime() && { since },
    });
  }
}
