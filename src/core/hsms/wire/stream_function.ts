import { NO_BYTES } from "../../base/mod.ts";
import { HsmsHeader } from "./header.ts";
import { HsmsPacket } from "./packet.ts";

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
 * Throws a RangeError for a field out of range, and for a W bit on an even function (E5: a secondary expects no
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
  return new HsmsPacket(new HsmsHeader({ sessionId, stream, function: func, system, requireResponse }), data);
}
