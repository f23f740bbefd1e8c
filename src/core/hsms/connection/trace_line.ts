import { type Endpoint, formatEndpoint } from "../../network/mod.ts";
import type { LateReply } from "../machine/effect.ts";
import { hexDigits } from "../wire/header.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { HsmsTraceEvent } from "./trace.ts";

/**
 * Prints one trace event as a line for people: the local time, the peer's name and address, and for a frame its direction
 * (`->` from us, `<-` to us), its name, session, system bytes and length in bytes (header and body).
 *
 * @example
 * ```ts
 * import { formatTrace, linktestReq } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const remote = { address: "10.0.0.7", port: 5000 };
 * const line = formatTrace(
 *   { type: "sent", remote, packet: linktestReq(2), time: 0 },
 *   new Date(2026, 0, 1, 8, 30, 0, 5),
 * );
 * assertEquals(
 *   line,
 *   "08:30:00.005 10.0.0.7:5000 -> Linktest.req  session 0xffff  system 0x00000002  10 bytes",
 * );
 * ```
 */
export function formatTrace(event: HsmsTraceEvent, at: Date = new Date()): string {
  const name = event.name === undefined ? "" : `${event.name} `;
  return `${clockTime(at)} ${name}${describe(event)}`;
}

/** What a late reply has come for, in words. */
const WHY_LATE: Readonly<Record<LateReply, string>> = {
  "answered": "its request was answered already",
  "ended": "its request has ended without an answer",
  "other-session": "its request is of another session",
  "unasked": "no request has these system bytes",
};

function describe(event: HsmsTraceEvent): string {
  switch (event.type) {
    case "listening":
      return `${formatEndpoint(event.local)} listening`;
    case "connecting":
      return `${formatEndpoint(event.remote)} connecting`;
    case "failed":
      return `${event.error.message}; next attempt in ${Math.ceil(event.retryIn)} ms`;
    case "refused":
      return `${formatEndpoint(event.remote)} refused: ${event.reason}`;
    case "connected":
      return `${formatEndpoint(event.remote)} connected`;
    case "sent":
      return frame(event.remote, "->", event.packet);
    case "received":
      return frame(event.remote, "<-", event.packet);
    case "selected":
      return `${peer(event)} session ${hexDigits(event.sessionId, 4)} selected`;
    case "deselected":
      return `${peer(event)} session ${hexDigits(event.sessionId, 4)} deselected: ${event.to}`;
    case "timer":
      return `${peer(event)} ${event.timer} ran out after ${event.after} ms`;
    case "late-reply":
      return `${peer(event)} late reply ${event.packet.header.name}  system ${
        hexDigits(event.packet.header.system, 8)
      }: ${WHY_LATE[event.why]}`;
    case "fault":
      return event.error.message;
    case "unanswered":
      return `${peer(event)} no reply to ${event.request.name}  system ${
        hexDigits(event.request.system, 8)
      }: ${said(event.error)}`;
    case "reply-lost":
      return `${peer(event)} ${event.packet.header.name} was not sent: ${event.error.message}`;
    case "thrown":
      return `${peer(event)} a listener threw: ${said(event.error)}`;
    case "closed":
      return `${formatEndpoint(event.remote)} closed${
        event.error === undefined ? "" : `: ${event.error.message}`
      }`;
  }
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function frame(remote: Endpoint, arrow: string, packet: HsmsPacket): string {
  const { header, length } = packet;
  return `${formatEndpoint(remote)} ${arrow} ${header.name.padEnd(12)}  session ${
    hexDigits(header.sessionId, 4)
  }  ` +
    `system ${hexDigits(header.system, 8)}  ${length} bytes`;
}

function peer({ connection }: HsmsTraceEvent): string {
  if (connection === undefined) return "-";
  return formatEndpoint(connection.remoteEndpoint ?? connection);
}

/** hh:mm:ss.mmm, local. */
function clockTime(at: Date): string {
  const two = (n: number): string => n.toString().padStart(2, "0");
  const ms = at.getMilliseconds().toString().padStart(3, "0");
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${ms}`;
}
