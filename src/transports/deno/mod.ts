/**
 * TCP for Deno.
 *
 * `tcp` of the main entry picks this adapter on Deno; import it here to choose it yourself.
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
export { denoTcp } from "./deno_network.ts";
