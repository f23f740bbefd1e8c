import type { Network } from "../core/network/mod.ts";
import { RuntimeNetwork } from "./runtime_network.ts";
import { readTls, type TlsOptions } from "./tls_options.ts";

export type { TlsOptions } from "./tls_options.ts";

/**
 * TLS with the sockets of the runtime that the program runs on: those of Deno, of Bun, or of `node:tls`.
 *
 * What Deno cannot do (for instance `requireClientCertificate`) is rejected by `dial` or `listen`.
 *
 * @throws {TypeError} When an option has the wrong type, or another option is missing that it needs.
 * @throws {RangeError} When a number is out of range.
 *
 * @example An equipment that accepts only hosts with a certificate of its fab
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
  readTls(options); // throws for a wrong option now, not at the first dial
  return new RuntimeNetwork(() => load(options));
}

async function load(options: TlsOptions): Promise<Network> {
  if ("Deno" in globalThis) return (await import("./deno/mod.ts")).denoTls(options);
  if ("Bun" in globalThis) return (await import("./bun/mod.ts")).bunTls(options);
  return (await import("./node/mod.ts")).nodeTls(options);
}
