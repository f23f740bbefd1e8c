import type { Endpoint, Listener, Network, Transport } from "../../core/network/mod.ts";
import { type Accept, NamedNetwork } from "../named_network.ts";
import type { TcpOptions } from "../options.ts";
import { nodeNet, type NodeServer, type NodeSocket } from "./node_api.ts";
import { WriteSlab } from "../write_slab.ts";
import { isNode, Readers } from "./node_reader.ts";
import { NodeTransport, toEndpoint } from "./node_transport.ts";

/**
 * TCP over `node:net`, for Node and every other runtime that has this module.
 *
 * @example
 * ```ts
 * import { nodeTcp } from "@secs/hsms/node";
 *
 * const network = nodeTcp({ keepAlive: false });
 * const listener = await network.listen({ address: "127.0.0.1", port: 0 }, (transport) => transport.close());
 * await listener.close();
 * ```
 */
export function nodeTcp(options: TcpOptions = {}): Network {
  const readers = new Readers();
  const slab = isNode() ? new WriteSlab() : undefined;
  return new NamedNetwork({
    dial: (endpoint, signal) => dialOne(endpoint, signal, readers, slab, options),
    listen: (endpoint, accept) => listenOne(endpoint, accept, slab, options),
  });
}

function dialOne(
  { address, port }: Endpoint,
  signal: AbortSignal | undefined,
  readers: Readers,
  slab: WriteSlab | undefined,
  options: TcpOptions,
): Promise<Transport> {
  return new Promise((resolve, reject) => {
    const reader = readers.make();
    const socket = nodeNet().connect({ host: address, port, allowHalfOpen: true, onread: reader });
    socket.pause();
    function settle(): void {
      signal?.removeEventListener("abort", giveUp);
      socket.off("connect", connected);
    }
    function giveUp(): void {
      settle();
      socket.destroy();
      reject(signal!.reason);
    }
    function fail(error: unknown): void {
      settle();
      reject(error);
    }
    function connected(): void {
      settle();
      socket.off("error", fail);
      reader.transport = new NodeTransport(socket, options, slab);
      resolve(reader.transport);
    }
    socket.on("connect", connected);
    socket.on("error", fail);
    signal?.addEventListener("abort", giveUp);
  });
}

function listenOne(
  { address, port }: Endpoint,
  accept: Accept,
  slab: WriteSlab | undefined,
  options: TcpOptions,
): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const server = nodeNet().createServer({ allowHalfOpen: true, pauseOnConnect: true });
    server.on("connection", (socket) => take(socket, accept, slab, options));
    // After the start: one accept failed. The server goes on.
    server.on("error", reject);
    server.listen({ host: address, port }, () => resolve(new NodePort(server)));
  });
}

function take(
  socket: NodeSocket,
  accept: Accept,
  slab: WriteSlab | undefined,
  options: TcpOptions,
): void {
  const transport = new NodeTransport(socket, options, slab);
  transport.readFromStream();
  try {
    accept(transport);
  } catch (error) {
    transport.abort(error);
  }
}

class NodePort implements Listener {
  readonly endpoint: Endpoint;
  readonly #server: NodeServer;

  constructor(server: NodeServer) {
    const at = server.address();
    this.endpoint = toEndpoint(at?.address, at?.port);
    this.#server = server;
  }

  /** The port is free when the call returns; the event `close` would also wait for the connections. */
  close(): Promise<void> {
    this.#server.close();
    return Promise.resolve();
  }
}
