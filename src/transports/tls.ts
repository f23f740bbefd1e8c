import type { Network } from "../core/network/mod.ts";
import { RuntimeNetwork } from "./runtime_network.ts";
import { readTls, type TlsOptions } from "./tls_options.ts";

export type { TlsOptions } from "./tls_options.ts";

/**
 * TLS with the sockets of the runtime that the program runs on: Deno's, Bun's, or else `node:tls`.
 *
 * Throws a TypeError or a RangeError for a wrong option. What Deno cannot do (`requireClientCertificate`, for one) its
 * dials and listens reject.
 *
 * @example An equipment that lets in the hosts of its fab only
 * ```ts ignore
 * import { readFile } from "node:fs/promises";
 * import { createTls, HsmsProtocol } from "@secs/hsms";
 *
 * const network = createTls({
 *   certificate: await readFile("tool.pem", "utf8"),
 *   key: await readFile("tool.key", "utf8"),
 *   ca: await readFile("fab-ca.pem", "utf8"),
 *   requireClientCertificate: true,
 * });
 * const tool = new HsmsProtocol("10.0.0.1", 5000, false, 0, "tool", { network });
 * await tool.enable();
 * ```
 */
export function createTls(options: TlsOptions): Network {
  readTls(options); // a wrong option is told here, not at the first dial
  return new RuntimeNetwork(() => load(options));
}

async function load(options: TlsOptions): Promise<Network> {
  if ("Deno" in globalThis) return (await import("./deno/mod.ts")).denoTls(options);
  if ("Bun" in globalThis) return (await import("./bun/mod.ts")).bunTls(options);
  return (await import("./node/mod.ts")).nodeTls(options);
}
