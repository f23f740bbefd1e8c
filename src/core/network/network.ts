import type { Endpoint } from "./endpoint.ts";
import type { Transport } from "./transport.ts";
import type { TransportError } from "./transport_error.ts";

/** Options of {@linkcode Network.dial}. */
export interface DialOptions {
  /** Gives the attempt up; the dial rejects with the signal's reason and a socket that opens late is closed. */
  signal?: AbortSignal;
}

/** Options of {@linkcode Network.listen}. */
export interface ListenOptions {
  /**
   * Asked by a network that has work to do with a client before it hands it over (a TLS handshake), before that work:
   * false cuts the client off, and nothing more is told of it. Must not throw.
   */
  mayEnter?: (remote: Endpoint) => boolean;
  /**
   * Hears of clients that came and never became a connection: over TLS those whose handshake failed. The listener
   * lives on. Must not throw.
   */
  onRefused?: (error: TransportError, remote: Endpoint) => void;
}

/** An open listening port. */
export interface Listener {
  /** Where it listens; the port is the actual one when 0 was asked for. */
  readonly endpoint: Endpoint;
  /** Stops accepting; resolves when the port is free. Connections that it accepted live on. */
  close(): Promise<void>;
}

/**
 * A way to reach peers: TCP of one runtime, or the memory network of the tests.
 *
 * @example A network is passed in, never registered
 * ```ts
 * import { HsmsActiveConnection, tcp } from "@secs/hsms";
 *
 * const connection = new HsmsActiveConnection("10.211.55.33", 5000, 0, {}, { network: tcp });
 * await connection.disable();
 * ```
 */
export interface Network {
  /**
   * Connects to `endpoint`; a host name is resolved.
   *
   * Rejects with a TransportError, or with the signal's reason.
   */
  dial(endpoint: Endpoint, options?: DialOptions): Promise<Transport>;
  /**
   * Listens on `endpoint` (port 0: any free one) and hands each connection that comes in to `accept`.
   *
   * Rejects with a TransportError.
   */
  listen(
    endpoint: Endpoint,
    accept: (transport: Transport) => void,
    options?: ListenOptions,
  ): Promise<Listener>;
  /** The IP addresses of a host name. Rejects with a TransportError. */
  resolve(hostname: string): Promise<string[]>;
}
