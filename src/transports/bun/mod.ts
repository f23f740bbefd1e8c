/**
 * TCP and TLS for Bun.
 *
 * `tcp` of the main entry picks this adapter on Bun; import it here to choose it yourself. On another runtime
 * this entry point does not load, and says so.
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

// Here, and not at the first call: a program for another runtime ends where it names the wrong entry point.
bunApi();

export type { TcpOptions } from "../options.ts";
export type { TlsOptions } from "../tls_options.ts";
export { bunTcp } from "./bun_network.ts";
export { bunTls } from "./bun_tls.ts";
