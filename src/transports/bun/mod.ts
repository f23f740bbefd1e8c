/**
 * TCP and TLS for Bun.
 *
 * `tcp` of the main entry picks this adapter on Bun; import it here to choose it yourself. On another runtime this entry
 * point throws a TransportError as it loads.
 *
 * @example
 * ```ts ignore
 * import { bunTcp } from "@secs/hsms/bun";
 *
 * const network = bunTcp({ linger: 500 });
 * ```
 *
 * @module
 */
import { bunApi } from "./bun_api.ts";

// Not at the first call: on another runtime a program fails at once, where it imports the wrong entry point.
bunApi();

export type { TcpOptions } from "../options.ts";
export type { TlsOptions } from "../tls_options.ts";
export { bunTcp } from "./bun_network.ts";
export { bunTls } from "./bun_tls.ts";
