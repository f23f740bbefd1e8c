import {
  type Endpoint,
  type Network,
  parseIp,
  toHandshakeError,
  type Transport,
} from "../../core/network/mod.ts";
import { watchHandshake } from "../handshakes.ts";
import { NamedNetwork } from "../named_network.ts";
import { readTls, type TlsOptions, type TlsSettings } from "../tls_options.ts";
import { nodeNet, type NodeSocket } from "./node_api.ts";
import { contextOf, nodeTlsModule } from "./node_tls_api.ts";
import { listenOverTls, NodeTlsTransport } from "./node_tls_port.ts";

/**
 * TLS over `node:tls`, for Node and Bun.
 *
 * It loads on Deno too, but there `node:tls` loses the end of a connection if its reader is slow: take `denoTls` there.
 *
 * @throws {TypeError} When an option has the wrong type, or another option is missing that it needs.
 * @throws {RangeError} When a number is out of range.
 *
 * @example
 * ```ts ignore
 * import { readFile } from "node:fs/promises";
 * import { nodeTls } from "@secs/hsms/node";
 *
 * const network = nodeTls({ ca: await readFile("fab-ca.pem", "utf8") });
 * ```
 */
export function nodeTls(options: TlsOptions): Network {
  const settings = readTls(options);
  return new NamedNetwork({
    async dial(endpoint, signal, name) {
      const raw = await connect(endpoint, signal);
      return await secure(raw, endpoint, signal, settings.serverName ?? name, settings);
    },
    listen: (endpoint, accept, options) => listenOverTls(endpoint, accept, options, settings),
  });
}

function connect({ address, port }: Endpoint, signal: AbortSignal | undefined): Promise<NodeSocket> {
  return new Promise((resolve, reject) => {
    const raw = nodeNet().connect({ host: address, port, allowHalfOpen: true });
    const settle = () => signal?.removeEventListener("abort", giveUp);
    function giveUp(): void {
      settle();
      raw.destroy();
      reject(signal!.reason);
    }
    raw.on("connect", () => {
      settle();
      resolve(raw);
    });
    // Stays: an error of the socket below without a listener would end the process.
    raw.on("error", (error) => {
      settle();
      reject(error);
    });
    signal?.addEventListener("abort", giveUp);
  });
}

function secure(
  raw: NodeSocket,
  endpoint: Endpoint,
  signal: AbortSignal | undefined,
  name: string,
  settings: TlsSettings,
): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const servername = parseIp(name) === undefined ? { servername: name } : {};
    const socket = nodeTlsModule().connect({
      ...contextOf(settings),
      socket: raw,
      host: name,
      ...servername,
    });
    function giveUp(reason: unknown): void {
      settle();
      socket.destroy();
      raw.destroy();
      reject(reason);
    }
    function fail(error: unknown): void {
      giveUp(toHandshakeError(error, "connect", endpoint));
    }
    function left(): void {
      fail(Object.assign(new Error("The socket closed"), { code: "ECONNRESET" }));
    }
    function settle(): void {
      stopWatching();
      socket.off("close", left);
    }
    const stopWatching = watchHandshake(settings, endpoint, signal, giveUp);
    socket.on("error", fail);
    socket.on("close", left);
    socket.on("secureConnect", () => {
      settle();
      resolve(new NodeTlsTransport(socket, raw, settings));
      socket.off("error", fail);
    });
    if (signal?.aborted) giveUp(signal.reason);
  });
}
