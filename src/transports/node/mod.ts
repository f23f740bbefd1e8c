/**
 * TCP and TLS for Node, and for every runtime that has `node:net`.
 *
 * `tcp` of the main entry picks this adapter on Node; import it here to choose it yourself. It does not load
 * where there is no `node:net`, and says so.
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

// Here, and not at the first call: a program for a browser ends where it names the wrong entry point.
nodeNet();

export type { TcpOptions } from "../options.ts";
export type { TlsOptions } from "../tls_options.ts";
export { nodeTcp } from "./node_network.ts";
export { nodeTls } from "./node_tls.ts";
