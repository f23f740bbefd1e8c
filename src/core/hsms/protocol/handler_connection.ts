import { HsmsActiveConnection } from "../connection/active_connection.ts";
import type { HsmsConnection } from "../connection/connection.ts";
import type { HsmsConnectionDelegate } from "../connection/delegate.ts";
import { refuseDoor } from "../listen/door.ts";
import { HsmsPassiveConnection } from "../listen/passive_connection.ts";
import type { HsmsProtocolOptions } from "./protocol_options.ts";

/** The connection of a handler: active, passive, or one of a server. */
export function handlerConnection(
  address: string,
  port: number,
  active: boolean,
  sessionId: number,
  delegate: HsmsConnectionDelegate,
  options: HsmsProtocolOptions,
): HsmsConnection {
  const { server } = options;
  if (active && server !== undefined) throw new TypeError("An active peer does not come in at a server");
  if (active) return new HsmsActiveConnection(address, port, sessionId, delegate, options);
  if (server === undefined) return new HsmsPassiveConnection(address, port, sessionId, delegate, options);
  refuseDoor(options, "server");
  return server.createConnection(address, port, sessionId, delegate, options);
}
