import { type Endpoint, formatEndpoint, type HsmsPacket } from "../../core/mod.ts";
import { decodeItem } from "../../secs2/mod.ts";
import { printItem } from "../../sml/mod.ts";
import { hexOf } from "../hex_of.ts";
import type { Direction } from "../record/format.ts";
import { faultsOf } from "./faults.ts";
import type { Piece } from "./frame_seeker.ts";
import type { Lead } from "./text/lead.ts";

/** Where and when a piece was seen; what is not known is left out. */
export interface Seen {
  readonly at?: Date | undefined;
  readonly connection?: number | undefined;
  readonly direction?: Direction | undefined;
  readonly from?: Endpoint | undefined;
  readonly to?: Endpoint | undefined;
  /** What a log says of it. */
  readonly lead?: Lead | undefined;
  readonly doubts?: readonly string[] | undefined;
  /** Of bytes that wait for more to the end of the connection: when the last of them came. */
  readonly since?: Date | undefined;
}

/** Longest body in bytes that a line has as SML, which is several times as long. */
const MAX_SML = 16 * 1024;

/**
 * A piece as one line of JSON: the fields of the header with the names of Wireshark's dissector, the body as SML if it
 * decodes, and all bytes as hex digits in `raw`.
 */
export function frameLine(piece: Piece, seen: Seen): string {
  const { at, connection, direction, from, to, lead, doubts } = seen;
  const place = {
    time: at?.toISOString(),
    logTime: lead?.time,
    connection,
    direction: direction ?? lead?.direction,
    src: from && formatEndpoint(from),
    dst: to && formatEndpoint(to),
    doubts,
  };
  if (piece.type !== "frame") {
    const since = seen.since?.toISOString();
    return `${JSON.stringify({ ...place, skipped: piece.why, since, raw: hexOf(piece.bytes) })}\n`;
  }
  const { packet } = piece;
  return `${JSON.stringify({ ...place, ...fieldsOf(packet), raw: hexOf(packet.encode()) })}\n`;
}

/** A connection that was opened or closed, as a line of JSON: bytes that are no frame, and none of them. */
export function endLine(
  tcp: "opened" | "closed",
  skipped: string,
  by: Endpoint | undefined,
  { at, connection, from, to }: Pick<Seen, "at" | "connection" | "from" | "to">,
): string {
  const [time, src, dst] = [at?.toISOString(), from && formatEndpoint(from), to && formatEndpoint(to)];
  return `${
    JSON.stringify({ time, connection, src, dst, tcp, by: by && formatEndpoint(by), skipped, raw: "" })
  }\n`;
}

function fieldsOf(packet: HsmsPacket): Record<string, unknown> {
  const { header } = packet;
  const faults = faultsOf(packet);
  const kind = header.isControl
    ? { "hsms.header.statusbyte2": header.byte2, "hsms.header.statusbyte3": header.function }
    : {
      "hsms.header.wbit": header.requireResponse,
      "hsms.header.stream": header.stream,
      "hsms.header.function": header.function,
    };
  return {
    name: header.name,
    "hsms.length": packet.length,
    "hsms.header.sessionid": header.sessionId,
    ...kind,
    "hsms.header.ptype": header.pType,
    "hsms.header.stype": header.sType,
    "hsms.header.system": header.system,
    sml: smlOf(packet),
    faults: faults.length > 0 ? faults : undefined,
  };
}

function smlOf({ header, data }: HsmsPacket): string | undefined {
  if (header.isControl || data.length > MAX_SML) return undefined;
  try {
    const item = decodeItem(data);
    return item && printItem(item);
  } catch {
    return undefined;
  }
}
