import type { Endpoint } from "./endpoint.ts";
import type { Transport } from "./transport.ts";
import type { TransportError } from "./transport_error.ts";

/** Options of {@linkcode Network.dial}. */
export interface DialOptions {
  /** Ends the attempt: the dial rejects with the reason of the signal, and a socket that opens later is closed. */
  signal?: AbortSignal;
}

/** Options of {@linkcode Network.listen}. */
export interface ListenOptions {
  /**
   * Called before the TLS handshake of a client, by a network that makes one: if it returns false the client is cut off,
   * without `onRefused`. Must not throw.
   */
  mayConnect?: (remote: Endpoint) => boolean;
  /**
   * Called for each client that did not become a connection: with TLS, one whose handshake failed. The listener stays
   * open. Must not throw.
   */
  onRefused?: (error: TransportError, remote: Endpoint) => void;
}

/** An open listening port. */
export interface Listener {
  /** Where it listens; for port 0 the actual port. */
  readonly endpoint: Endpoint;
  /** Stops accepting; resolves when the port is free. Accepted connections stay open. */
  close(): Promise<void>;
}

/**
 * Dials and listens: TCP or TLS of one runtime, or the memory network of the tests.
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
   * Connects to `endpoint`; a host name is resolved. Rejects with the reason of the signal once it is aborted.
   *
   * @throws {TransportError} When the connection cannot be established.
   */
  dial(endpoint: Endpoint, options?: DialOptions): Promise<Transport>;
  /**
   * Listens on `endpoint` (port 0 is any free port) and calls `accept` with each new connection.
   *
   * @throws {TransportError} When the port cannot be opened.
   */
  listen(
    endpoint: Endpoint,
    accept: (transport: Transport) => void,
    options?: ListenOptions,
  ): Promise<Listener>;
  /**
   * The IP addresses of a host name; an IP address is its own.
   *
   * @throws {TransportError} When the name does not resolve.
   */
  resolve(hostname: string): Promise<string[]>;
}
