/**
 * TCP and TLS for Deno.
 *
 * `tcp` of the main entry picks this adapter on Deno; import it here to choose it yourself. On another runtime this entry
 * point throws a TransportError as it loads.
 *
 * @example
 * ```ts
 * import { denoTcp } from "@secs/hsms/deno";
 *
 * const network = denoTcp({ linger: 500 });
 * ```
 *
 * @module
 */
import { denoApi } from "./deno_api.ts";

// Not at the first call: on another runtime a program fails at once, where it imports the wrong entry point.
denoApi();

export type { TcpOptions } from "../options.ts";
export type { TlsOptions } from "../tls_options.ts";
export { denoTcp } from "./deno_network.ts";
export { denoTls } from "./deno_tls.ts";
