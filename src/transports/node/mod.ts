/**
 * TCP and TLS for Node, and for every runtime that has `node:net`.
 *
 * `tcp` of the main entry picks this adapter on Node; import it here to choose it yourself. On a runtime without `node:net`
 * this entry point throws a TransportError as it loads.
 *
 * @example
 * ```ts
 * import { nodeTcp } from "@secs/hsms/node";
 *
 * const network = nodeTcp({ linger: 500 });
 * ```
 *
 * @module
 */
import { nodeNet } from "./node_api.ts";

// Not at the first call: in a browser a program fails at once, where it imports the wrong entry point.
nodeNet();

export type { TcpOptions } from "../options.ts";
export type { TlsOptions } from "../tls_options.ts";
export { nodeTcp } from "./node_network.ts";
export { nodeTls } from "./node_tls.ts";
