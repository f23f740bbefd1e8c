/**
 * TCP and TLS for Deno.
 *
 * `tcp` of the main entry picks this adapter on Deno; import it here to choose it yourself. On another runtime
 * this entry point does not load, and says so.
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
export type { TcpOptions } from "../options.ts";
export type { TlsOptions } from "../tls_options.ts";
export { denoTcp, denoTls } from "./deno_only.ts";
