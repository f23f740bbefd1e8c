import { NO_BYTES } from "../../core/base/mod.ts";
import { formatEndpoint } from "../../core/mod.ts";
import type { LogEnd, LogEndpoint, LogWriter } from "../../view/log/mod.ts";
import type { Captured, CapturedPiece } from "../capture/connections.ts";

/** A connection of a file, and its number in the log; undefined: another file has it. */
interface Known {
  readonly number: number | undefined;
  readonly a: LogEndpoint;
  readonly b: LogEndpoint;
  readonly key: string | undefined;
}

/** The connections of a file, on their way into a log. */
export class ConnectionsOfFile {
  readonly #known = new Map<number, Known>();

  /** Writes what was captured. `owners`: which file has the connection between two endpoints now. */
  write(
    captured: Captured,
    at: number,
    writer: LogWriter,
    owners: Map<string, unknown>,
    owner: unknown,
    nextNumber: () => number,
  ): void {
    const known = this.#known.get(captured.connection) ??
      this.#begin(captured, writer, owners, owner, nextNumber);
    const { number, key } = known;
    if ("end" in captured) {
      if (captured.end === "closed") {
        this.#known.delete(captured.connection);
        if (key !== undefined && number !== undefined) owners.delete(key);
      }
      if (number === undefined) return;
      const from = captured.by === undefined ? undefined : isEnd(captured.by, known.a) ? "a" : "b";
      return writer.entry({
        kind: captured.end,
        connection: number,
        at,
        from,
        bytes: NO_BYTES,
        why: captured.why,
      });
    }
    if (number === undefined) return;
    const { piece, since } = captured;
    const place = { connection: number, at, from: senderOf(captured, known) };
    if (piece.type === "frame") writer.entry({ ...place, kind: "frame", bytes: piece.packet.encode() });
    else {
      writer.entry({ ...place, kind: "bytes", bytes: piece.bytes, why: piece.why, since: since?.getTime() });
    }
  }

  #begin(
    captured: Captured,
    writer: LogWriter,
    owners: Map<string, unknown>,
    owner: unknown,
    nextNumber: () => number,
  ): Known {
    const { from, to, opener } = captured;
    const [a, b] = from !== undefined && to !== undefined ? [from, to] : namesOf(captured);
    const key = from === undefined || to === undefined
      ? undefined
      : [from, to].map(formatEndpoint).sort().join(" ");
    const other = key === undefined ? undefined : owners.get(key);
    const isTaken = other !== undefined && other !== owner;
    if (key !== undefined && !isTaken) owners.set(key, owner);
    const known = { number: isTaken ? undefined : nextNumber(), a, b, key };
    this.#known.set(captured.connection, known);
    if (known.number !== undefined) {
      const end = opener === undefined ? undefined : isEnd(opener, a) ? "a" as const : "b" as const;
      writer.connection({ number: known.number, a, b, opener: end });
    }
    return known;
  }
}

/** What a log calls its two sides. */
function namesOf(captured: Captured): [LogEndpoint, LogEndpoint] {
  const side = "piece" in captured ? captured.lead?.side : undefined;
  return side === undefined
    ? [{ address: "this side", port: 0 }, { address: "the peer", port: 0 }]
    : [{ address: side, port: 0 }, { address: "the other side", port: 0 }];
}

function senderOf({ from, lead }: CapturedPiece, { a }: Known): LogEnd | undefined {
  if (from !== undefined) return isEnd(from, a) ? "a" : "b";
  if (lead?.side !== undefined) return lead.side === a.address ? "a" : "b";
  return lead?.direction === undefined ? undefined : lead.direction === "out" ? "a" : "b";
}

function isEnd(end: LogEndpoint, other: LogEndpoint): boolean {
  return end.address === other.address && end.port === other.port;
}
