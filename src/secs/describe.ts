import { formatTrace, type HsmsPacket, type HsmsTraceEvent } from "../core/mod.ts";
import { decodeItem, type Item } from "../secs2/mod.ts";
import { printMessage } from "../sml/mod.ts";

/** A longer body is not printed as SML, in bytes. */
const MAX_SML_BODY = 4096;
/** Maximum number of bytes of a body that are printed in hex. */
const MAX_HEX_BYTES = 32;

/**
 * Options of {@linkcode describeMessage} and {@linkcode formatSecsTrace}.
 *
 * @example
 * ```ts
 * import { A, describeMessage, encodeItem, encodeText, streamFunction } from "@secs/hsms";
 * import { assert } from "@std/assert";
 *
 * const packet = streamFunction(10, 9, encodeItem(A(encodeText("报", "gbk"))));
 * assert(describeMessage(packet, { encoding: "gbk" }).includes("报"));
 * ```
 */
export interface DescribeOptions {
  /** The encoding of A and J; see {@linkcode PrintOptions}. */
  readonly encoding?: string | undefined;
}

/**
 * Prints a data packet as SML if its body can be decoded and has at most 4096 bytes, otherwise in hex.
 *
 * @example
 * ```ts
 * import { describeMessage, streamFunction } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(describeMessage(streamFunction(1, 1, undefined, { requireResponse: true })), "S1F1 W.");
 * assertEquals(describeMessage(streamFunction(1, 2, Uint8Array.of(0x41, 9))), "S1F2 41 09 (2 bytes)");
 * ```
 */
export function describeMessage(packet: HsmsPacket, { encoding }: DescribeOptions = {}): string {
  const { header, data } = packet;
  const item = data.length > MAX_SML_BODY ? "long" : decoded(data);
  if (item === "long" || item === "malformed") return `${header.name} ${inHex(data)}`;
  const { stream, function: func, requireResponse } = header;
  return printMessage({ stream, function: func, requireResponse, item }, { encoding });
}

/**
 * Prints a line of the trace as formatTrace does, with the body of a data message as SML after it.
 *
 * @example
 * ```ts
 * import { A, encodeItem, formatSecsTrace, streamFunction } from "@secs/hsms";
 * import { assert } from "@std/assert";
 *
 * const remote = { address: "10.0.0.7", port: 5000 };
 * const packet = streamFunction(10, 9, encodeItem(A("hello")));
 * assert(formatSecsTrace({ type: "sent", remote, packet, time: 0 }).endsWith('S10F9 <A "hello">.'));
 * ```
 */
export function formatSecsTrace(
  event: HsmsTraceEvent,
  at: Date = new Date(),
  options: DescribeOptions = {},
): string {
  const line = formatTrace(event, at);
  const frame = event.type === "sent" || event.type === "received";
  if (!frame || event.packet.header.isControl || event.packet.data.length === 0) return line;
  return `${line}  ${describeMessage(event.packet, options)}`;
}

function decoded(data: Uint8Array): Item | "malformed" | undefined {
  try {
    return decodeItem(data);
  } catch {
    return "malformed";
  }
}

function inHex(data: Uint8Array): string {
  const shown = Array.from(data.subarray(0, MAX_HEX_BYTES), (byte) => byte.toString(16).padStart(2, "0"))
    .join(" ");
  return `${shown}${data.length > MAX_HEX_BYTES ? " …" : ""} (${data.length} bytes)`;
}
