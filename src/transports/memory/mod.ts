/**
 * A network inside the process, for tests; exported by `@secs/hsms/testing`.
 *
 * @example
 * ```ts
 * import { MemoryNetwork } from "@secs/hsms/testing";
 *
 * const network = new MemoryNetwork({ maxChunk: 1 });
 * ```
 *
 * @module
 */
export { MemoryNetwork, type MemoryNetworkOptions } from "./memory_network.ts";
