import type { HsmsHandler, HsmsProtocol, HsmsProtocolOptions } from "../core/mod.ts";
import type { GemHandler, GemHandlerOptions } from "../gem/mod.ts";
import type { SecsHandler, SecsHandlerOptions, SecsRole } from "../secs/mod.ts";
import { type HsmsOpenOptions, makeHandler } from "./open_options.ts";

/** Options of {@linkcode listen}, besides those of the handler. */
export type HsmsListenOptions<
  Handler extends HsmsHandler = HsmsProtocol,
  Options extends HsmsProtocolOptions = HsmsProtocolOptions,
> = HsmsOpenOptions<Handler, Options> & {
  /** The port to listen on, 1 to 65535; 0: any free one. */
  port: number;
  /** The IP address or host name that the peer connects from. @default {"*", any address} */
  address?: string;
};

/**
 * Listens for one peer; resolves with its handler once the port is open. `whenSelected` then waits for the peer.
 *
 * The handler listens again by itself whenever the connection has ended, until it is disabled. For many peers on one port
 * see HsmsConnectionManager.
 *
 * @throws {TypeError} when an option is of the wrong type.
 * @throws {RangeError} when one is out of range.
 * @throws {TransportError} when the port cannot be listened on.
 *
 * @example
 * ```ts
 * import { listen } from "@secs/hsms";
 *
 * const tool = await listen({ port: 0, bindAddress: "127.0.0.1" });
 * console.log(tool.connection.listeningEndpoint);
 * await tool.disable();
 * ```
 */
export function listen<Role extends SecsRole = "host">(
  options:
    & Omit<HsmsListenOptions<SecsHandler<Role>, SecsHandlerOptions<Role>>, "handler" | "role">
    & { handler: typeof SecsHandler; role?: Role },
): Promise<SecsHandler<Role>>;
/**
 * Listens for one peer; resolves with its handler once the port is open. `whenSelected` then waits for the peer.
 *
 * The handler listens again by itself whenever the connection has ended, until it is disabled. For many peers on one port
 * see HsmsConnectionManager.
 *
 * @throws {TypeError} when an option is of the wrong type.
 * @throws {RangeError} when one is out of range.
 * @throws {TransportError} when the port cannot be listened on.
 */
export function listen<Role extends SecsRole = "host">(
  options:
    & Omit<HsmsListenOptions<GemHandler<Role>, GemHandlerOptions<Role>>, "handler" | "role">
    & { handler: typeof GemHandler; role?: Role },
): Promise<GemHandler<Role>>;
/**
 * Listens for one peer; resolves with its handler once the port is open. `whenSelected` then waits for the peer.
 *
 * The handler listens again by itself whenever the connection has ended, until it is disabled. For many peers on one port
 * see HsmsConnectionManager.
 *
 * @throws {TypeError} when an option is of the wrong type.
 * @throws {RangeError} when one is out of range.
 * @throws {TransportError} when the port cannot be listened on.
 */
export function listen<
  Handler extends HsmsHandler = HsmsProtocol,
  Options extends HsmsProtocolOptions = HsmsProtocolOptions,
>(options: HsmsListenOptions<Handler, Options>): Promise<Handler>;
export async function listen<
  Handler extends HsmsHandler = HsmsProtocol,
  Options extends HsmsProtocolOptions = HsmsProtocolOptions,
>(options: HsmsListenOptions<Handler, Options>): Promise<Handler> {
  const { address = "*", port, ...rest } = options;
  const own = rest as unknown as HsmsOpenOptions<Handler, Options>;
  const handler = makeHandler<Handler, Options>(address, port, false, own);
  await handler.enable();
  return handler;
}
