import type { Network } from "../core/network/mod.ts";
import type { TcpOptions } from "./options.ts";
import { RuntimeNetwork } from "./runtime_network.ts";

export type { TcpOptions } from "./options.ts";

/**
 * TCP with the sockets of the runtime that the program runs on: those of Deno, of Bun, or of `node:net`.
 *
 * @example
 * ```ts
 * import { createTcp } from "@secs/hsms";
 *
 * const network = createTcp({ linger: 500 });
 * const listener = await network.listen({ address: "127.0.0.1", port: 0 }, (transport) => transport.close());
 * await listener.close();
 * ```
 */
export function createTcp(options: TcpOptions = {}): Network {
  return new RuntimeNetwork(() => load(options));
}

async function load(options: TcpOptions): Promise<Network> {
  if ("Deno" in globalThis) return (await import("./deno/mod.ts")).denoTcp(options);
  if ("Bun" in globalThis) return (await import("./bun/mod.ts")).bunTcp(options);
  return (await import("./node/mod.ts")).nodeTcp(options);
}

/**
 * TCP of the runtime with the default options.
 *
 * @example
 * ```ts
 * import { tcp } from "@secs/hsms";
 * import { assert } from "@std/assert";
 *
 * assert((await tcp.resolve("127.0.0.1")).includes("127.0.0.1"));
 * ```
 */
export const tcp: Network = createTcp();
