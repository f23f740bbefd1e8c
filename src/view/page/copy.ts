import { hex } from "../../core/base/mod.ts";
import { printMessage } from "../../sml/mod.ts";
import { decodeItem } from "../../secs2/mod.ts";
import { HsmsHeader } from "../../core/mod.ts";

/** A frame as hex digits, with its length field. */
export function asHex(bytes: Uint8Array): string {
  return hex(bytes, bytes.length);
}

/** A data message as SML; undefined: it has none. */
export function asSml(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    const header = HsmsHeader.decode(bytes, 4);
    if (header.isControl) return undefined;
    const { stream, function: func, requireResponse } = header;
    const item = decodeItem(bytes.slice(14));
    const options = { indent: 2, ...encoding === "" ? {} : { encoding } };
    return printMessage({ stream, function: func, requireResponse, item }, options);
  } catch {
    return undefined;
  }
}

/** The filter with which Wireshark shows a frame, and what has the same system bytes. */
export function asWireshark(bytes: Uint8Array): string {
  const { sessionId, isControl, stream, function: func, sType, system } = HsmsHeader.decode(bytes, 4);
  const parts = [`hsms.header.system == 0x${digits(system, 8)}`, `hsms.header.sessionid == ${sessionId}`];
  if (isControl) parts.push(`hsms.header.stype == ${sType}`);
  else parts.push(`hsms.header.stream == ${stream}`, `hsms.header.function == ${func}`);
  return parts.join(" && ");
}

function digits(value: number, count: number): string {
  return value.toString(16).padStart(count, "0");
}
