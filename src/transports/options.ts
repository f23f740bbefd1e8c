import type { BaseTransportOptions } from "../core/network/mod.ts";

/**
 * Options of {@linkcode createTcp} and of the adapters `nodeTcp`, `denoTcp` and `bunTcp`.
 *
 * @example A network whose connections wait half a second for the end of the peer
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
  /** Lets the system probe idle connections (SO_KEEPALIVE); a linktest finds a dead peer sooner. @default {true} */
  keepAlive?: boolean;
}

/** How long a listener waits after a failed accept (for instance: no file descriptors left), in ms. */
export const ACCEPT_REST = 100;

/** The options of a socket that an adapter sets; all runtimes have these two names. */
export interface TunableSocket {
  setNoDelay(on: boolean): unknown;
  setKeepAlive(on: boolean): unknown;
}

/** Sets the options of a new socket; does nothing if the socket is closed already. */
export function tune(socket: Partial<TunableSocket>, options: TcpOptions): void {
  try {
    socket.setNoDelay?.(options.noDelay ?? true);
    socket.setKeepAlive?.(options.keepAlive ?? true);
  } catch {
    // The socket is closed; its end is reported as every end is.
  }
}
