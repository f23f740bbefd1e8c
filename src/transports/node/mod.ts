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
export type { TcpOptions } from "../options.ts";
export type { TlsOptions } from "../tls_options.ts";
export { nodeTcp, nodeTls } from "./node_only.ts";
