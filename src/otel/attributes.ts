import type { HsmsHandler, HsmsPacket } from "../core/mod.ts";
import type { OtelAttributes } from "./api.ts";

/** What a span says of a primary, and of who has it. */
export function attributesOf(handler: HsmsHandler, { header, length }: HsmsPacket): OtelAttributes {
  const { remoteEndpoint } = handler.connection;
  return {
    "hsms.peer": handler.name,
    "hsms.session": header.sessionId,
    "hsms.request.bytes": length,
    "secs.message": messageOf({ header }),
    "network.transport": "tcp",
    ...(remoteEndpoint && {
      "network.peer.address": remoteEndpoint.address,
      "network.peer.port": remoteEndpoint.port,
    }),
  };
}

/** `S1F3`, without the W bit. */
export function messageOf({ header: { stream, function: func } }: Pick<HsmsPacket, "header">): string {
  return `S${stream}F${func}`;
}

/** What went wrong, in a word, for `error.type`: the timer that ran out, the code of an error, or its class. */
export function errorTypeOf(error: unknown): string {
  const { timer, code, name } = Object(error) as Readonly<Record<string, unknown>>;
  const found = [timer, code, name].find((one) => typeof one === "string");
  return found === undefined ? "unknown" : String(found);
}
