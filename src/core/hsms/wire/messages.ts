import { NO_BYTES } from "../../base/mod.ts";
import { CONTROL_SESSION, RejectReason, SType } from "./codes.ts";
import { dataHeader, HsmsHeader, type HsmsHeaderFields } from "./header.ts";
import { HsmsPacket } from "./packet.ts";

/**
 * Select.req: asks the peer to make the session SELECTED.
 *
 * `system`: 0 to 2³²−1. `sessionId` stays 0xFFFF in HSMS-SS and names the session in HSMS-GS. RangeError otherwise.
 *
 * @example
 * ```ts
 * import { selectReq } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...selectReq(0x8000000b).header.encode()], [0xff, 0xff, 0, 0, 0, 1, 0x80, 0, 0, 0x0b]);
 * ```
 */
export function selectReq(system: number, sessionId: number = CONTROL_SESSION): HsmsPacket {
  return control({ sType: SType.selectReq, sessionId, system });
}

/**
 * Select.rsp: answers `request` (its session id and system bytes are repeated) with a SelectStatus.
 *
 * @example
 * ```ts
 * import { selectReq, selectRsp, SelectStatus } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const response = selectRsp(selectReq(73), SelectStatus.exhausted);
 * assertEquals([...response.header.encode()], [0xff, 0xff, 0, 3, 0, 2, 0, 0, 0, 73]);
 * ```
 */
export function selectRsp(request: HsmsPacket, status = 0): HsmsPacket {
  return response(request, SType.selectRsp, status);
}

/**
 * Deselect.req: asks the peer to end the selection and keep the TCP connection.
 *
 * @example
 * ```ts
 * import { deselectReq } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...deselectReq(4).header.encode()], [0xff, 0xff, 0, 0, 0, 3, 0, 0, 0, 4]);
 * ```
 */
export function deselectReq(system: number, sessionId: number = CONTROL_SESSION): HsmsPacket {
  return control({ sType: SType.deselectReq, sessionId, system });
}

/**
 * Deselect.rsp: answers `request` with a DeselectStatus.
 *
 * @example
 * ```ts
 * import { deselectReq, deselectRsp } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...deselectRsp(deselectReq(4), 1).header.encode()], [0xff, 0xff, 0, 1, 0, 4, 0, 0, 0, 4]);
 * ```
 */
export function deselectRsp(request: HsmsPacket, status = 0): HsmsPacket {
  return response(request, SType.deselectRsp, status);
}

/**
 * Linktest.req: asks whether the peer is alive. Its session id is always 0xFFFF.
 *
 * @example
 * ```ts
 * import { linktestReq } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...linktestReq(2).header.encode()], [0xff, 0xff, 0, 0, 0, 5, 0, 0, 0, 2]);
 * ```
 */
export function linktestReq(system: number): HsmsPacket {
  return control({ sType: SType.linktestReq, sessionId: CONTROL_SESSION, system });
}

/**
 * Linktest.rsp: answers `request`.
 *
 * @example
 * ```ts
 * import { linktestReq, linktestRsp } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...linktestRsp(linktestReq(2)).header.encode()], [0xff, 0xff, 0, 0, 0, 6, 0, 0, 0, 2]);
 * ```
 */
export function linktestRsp(request: HsmsPacket): HsmsPacket {
  return response(request, SType.linktestRsp, 0);
}

/**
 * Reject.req: says that `rejected` was not accepted, for a RejectReason.
 *
 * Byte 2 names the rejected SType, or the PType if that is the reason; session id and system bytes are repeated.
 *
 * @example
 * ```ts
 * import { HsmsHeader, HsmsPacket, rejectReq, RejectReason } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const unknown = new HsmsPacket(new HsmsHeader({ sessionId: 0xffff, sType: 200, system: 9 }));
 * const reject = rejectReq(unknown, RejectReason.sTypeNotSupported);
 * assertEquals([...reject.header.encode()], [0xff, 0xff, 200, 1, 0, 7, 0, 0, 0, 9]);
 * ```
 */
export function rejectReq(rejected: HsmsPacket, reason: number): HsmsPacket {
  const { sessionId, system, pType, sType } = rejected.header;
  const byte2 = reason === RejectReason.pTypeNotSupported ? pType : sType;
  return new HsmsPacket(
    new HsmsHeader({
      sessionId,
      stream: byte2 & 0x7f,
      function: reason,
      sType: SType.rejectReq,
      system,
      requireResponse: byte2 > 0x7f,
    }),
  );
}

/**
 * Separate.req: ends the session at once; it has no answer.
 *
 * @example
 * ```ts
 * import { separateReq } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([...separateReq(5).header.encode()], [0xff, 0xff, 0, 0, 0, 9, 0, 0, 0, 5]);
 * ```
 */
export function separateReq(system: number, sessionId: number = CONTROL_SESSION): HsmsPacket {
  return control({ sType: SType.separateReq, sessionId, system });
}

/** Options of {@linkcode streamFunction}. */
export interface StreamFunctionOptions {
  /** The session (device) id. @default {0} */
  sessionId?: number;
  /** System bytes; a reply repeats its primary's. @default {0} */
  system?: number;
  /** The W bit: a reply is expected. Only a primary (an odd function) may set it. @default {false} */
  requireResponse?: boolean;
}

/**
 * A data message: SxFy with a SECS-II body, which is taken as it is.
 *
 * @throws {RangeError} when a field is out of range, or the W bit is set on an even function (E5: a secondary expects no
 * reply).
 *
 * @example
 * ```ts
 * import { streamFunction } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const s1f3 = streamFunction(1, 3, Uint8Array.of(0xa9, 0x02, 0x03, 0xf4), { system: 4, requireResponse: true });
 * assertEquals(
 *   [...s1f3.encode()],
 *   [0, 0, 0, 14, 0, 0, 0x81, 3, 0, 0, 0, 0, 0, 4, 0xa9, 0x02, 0x03, 0xf4],
 * );
 * ```
 */
export function streamFunction(
  stream: number,
  func: number,
  data: Uint8Array = NO_BYTES,
  options: StreamFunctionOptions = {},
): HsmsPacket {
  const { sessionId = 0, system = 0, requireResponse = false } = options;
  if (requireResponse && func % 2 === 0) {
    throw new RangeError(`S${stream}F${func} is a secondary message and cannot require a response`);
  }
  return new HsmsPacket(dataHeader(sessionId, stream, func, system, requireResponse), data);
}

function response(request: HsmsPacket, sType: number, status: number): HsmsPacket {
  const { sessionId, system } = request.header;
  return control({ sType, sessionId, system, function: status });
}

function control(fields: HsmsHeaderFields): HsmsPacket {
  return new HsmsPacket(new HsmsHeader(fields));
}
