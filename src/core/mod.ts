/**
 * The runtime-neutral core: packets, connections and delegates over any {@linkcode Network}; names no socket.
 *
 * @example
 * ```ts
 * import { linktestReq } from "@secs/hsms/core";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(linktestReq(2).header.name, "Linktest.req");
 * ```
 *
 * @module
 */
export { type Clock, SecsError, type SecsErrorOptions, systemClock } from "./base/mod.ts";
export {
  BaseTransport,
  type BaseTransportOptions,
  type DialOptions,
  type Endpoint,
  formatEndpoint,
  type Listener,
  type ListenOptions,
  type Network,
  toHandshakeError,
  toTransportError,
  type Transport,
  type TransportAction,
  TransportError,
  type TransportErrorCode,
  type TransportHandler,
} from "./network/mod.ts";
export * from "./hsms/mod.ts";
