import type { BaseTransportOptions } from "../core/network/mod.ts";

/**
 * Options of {@linkcode createTcp} and of the adapters `nodeTcp`, `denoTcp` and `bunTcp`.
 *
 * @example A network whose connections wait half a second for the peer's end
 * ```ts
 * import { createTcp, type TcpOptions } from "@secs/hsms";
 *
 * const options: TcpOptions = { linger: 500 };
 * const network = createTcp(options);
 * ```
 */
export interface TcpOptions extends BaseTransportOptions {
  /** Sends small writes at once (TCP_NODELAY). @default {true} */
  noDelay?: boolean;
  /** Lets the system probe idle connections (SO_KEEPALIVE); linktests find a dead peer sooner. @default {true} */
  keepAlive?: boolean;
}

/** How long a listener rests after the system refused to accept (no file descriptors left, for instance), in ms. */
export const ACCEPT_REST = 100;

/** What an adapter sets on each of its sockets; the runtimes agree on these two names. */
export interface TunableSocket {
  setNoDelay(on: boolean): unknown;
  setKeepAlive(on: boolean): unknown;
}

/** Applies the options to a fresh socket that takes them; one that is already gone again is left alone. */
export function tune(socket: Partial<TunableSocket>, options: TcpOptions): void {
  try {
    socket.setNoDelay?.(options.noDelay ?? true);
    socket.setKeepAlive?.(options.keepAlive ?? true);
  } catch {
    // Its end is reported where every end is.
  }
}
