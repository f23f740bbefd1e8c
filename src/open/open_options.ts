import {
  type HsmsHandler,
  type HsmsHandlerClass,
  HsmsProtocol,
  type HsmsProtocolOptions,
  type Network,
} from "../core/mod.ts";
import { tcp } from "../transports/tcp.ts";

/** What `connect` and `listen` have in common: the handler, and its own options by their names. */
export type HsmsOpenOptions<Handler extends HsmsHandler, Options extends HsmsProtocolOptions> =
  & Partial<Omit<Options, "network" | "name" | "server" | "onEnable">>
  & {
    /** The session (device) id. @default {0} */
    sessionId?: number;
    /** What to call the peer, in errors and in the trace. @default {its address and port} */
    name?: string;
    /** The class of the handler: HsmsProtocol, or SecsHandler for messages. @default {HsmsProtocol} */
    handler?: HsmsHandlerClass<Handler, Options>;
    /** How the peer is reached. @default {tcp} */
    network?: Network;
  };

/** Makes the handler of the peer at `address` and `port`, not enabled yet. */
export function makeHandler<Handler extends HsmsHandler, Options extends HsmsProtocolOptions>(
  address: string,
  port: number,
  active: boolean,
  options: HsmsOpenOptions<Handler, Options>,
): Handler {
  const { sessionId = 0, name = `${address}:${port}`, network = tcp, handler, ...own } = options;
  const Class = handler ?? HsmsProtocol as unknown as HsmsHandlerClass<Handler, Options>;
  return new Class(address, port, active, sessionId, name, { ...own, network } as unknown as Options);
}
