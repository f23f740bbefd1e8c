/** Floor 1: the seam between the protocol and a runtime's sockets. */
export { AddressBlock, AllowList } from "./allow_list.ts";
export { BaseTransport, type BaseTransportOptions } from "./base_transport.ts";
export { type Endpoint, formatEndpoint } from "./endpoint.ts";
export { formatIp, ipKey, parseIp, plainIp, sameIp } from "./ip.ts";
export type { DialOptions, Listener, ListenOptions, Network } from "./network.ts";
export { toHandshakeError, toTransportError } from "./to_error.ts";
export type { Transport, TransportHandler } from "./transport.ts";
export { type TransportAction, TransportError, type TransportErrorCode } from "./transport_error.ts";
