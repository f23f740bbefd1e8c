/**
 * TCP for Bun.
 *
 * `tcp` of the main entry picks this adapter on Bun; import it here to choose it yourself.
 *
 * @example
 * ```ts
 * import { bunTcp } from "@secs/hsms/bun";
 *
 * const network = bunTcp({ linger: 500 });
 * ```
 *
 * @module
 */
export type { TcpOptions } from "../options.ts";
export { bunTcp } from "./bun_network.ts";
