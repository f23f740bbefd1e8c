import { HsmsHeader, type HsmsPacket, type HsmsProtocol, streamFunction } from "../../core/mod.ts";
import { B, encodeItem } from "../../secs2/mod.ts";
import { SecsStream9Error } from "../../secs/mod.ts";
import type { Replies, Role } from "./replies.ts";

/**
 * Refuses a primary that wants a reply and has none, as E5 has it: an equipment sends S9F3 or S9F5, a host SxF0. A peer
 * that does not read gets SxF0, which is told as lost.
 */
export function refuse(protocol: HsmsProtocol, role: Role, replies: Replies, primary: HsmsPacket): void {
  const { header } = primary;
  const abort = streamFunction(header.stream, 0);
  if (role === "host") return void protocol.sendResponse(abort, primary);
  const func = replies.knows(header.stream) ? 5 : 3;
  try {
    protocol.sendStreamFunction(streamFunction(9, func, encodeItem(B(header.encode()))));
  } catch {
    protocol.sendResponse(abort, primary);
  }
}

/** A binary item of ten bytes: the whole body of a message of stream 9 that names a header. */
const MHEAD = [0x21, 10] as const;

/** Ends the request that a message of stream 9 is about, with what it says. */
export function endRefused(protocol: HsmsProtocol, { header, data }: HsmsPacket): void {
  if (header.stream !== 9 || data.length !== 12 || data[0] !== MHEAD[0] || data[1] !== MHEAD[1]) return;
  const refused = HsmsHeader.decode(data, 2);
  protocol.abortRequest(refused, new SecsStream9Error(header.function, refused));
}
