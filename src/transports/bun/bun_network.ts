import { abortable } from "../../core/base/mod.ts";
import type { Endpoint, Listener, Network, Transport } from "../../core/network/mod.ts";
import { type Accept, NamedNetwork } from "../named_network.ts";
import type { TcpOptions } from "../options.ts";
import { WriteSlab } from "../write_slab.ts";
import { bunApi, type BunListener, type BunSocket, type BunSocketHandler } from "./bun_api.ts";
import { BunTransport, TRAFFIC } from "./bun_transport.ts";

/**
 * TCP over the sockets of Bun.
 *
 * The entry point loads on Bun only; `tcp` picks the adapter of the runtime.
 *
 * @example
 * ```ts ignore
 * import { bunTcp } from "@secs/hsms/bun";
 *
 * const network = bunTcp({ keepAlive: false });
 * ```
 */
export function bunTcp(options: TcpOptions = {}): Network {
  const slab = new WriteSlab();
  return new NamedNetwork({
    dial: (endpoint, signal) => dialOne(endpoint, signal, slab, options),
    listen: ({ address, port }, accept) => {
      const opening = new Opening(options, slab, accept);
      const listener = bunApi().listen({ ...SHARED, hostname: address, port, data: opening });
      return new BunPort(address, listener, opening);
    },
  });
}

async function dialOne(
  { address, port }: Endpoint,
  signal: AbortSignal | undefined,
  slab: WriteSlab,
  options: TcpOptions,
): Promise<Transport> {
  const data = new Opening(options, slab, undefined);
  const attempt = bunApi().connect({ ...SHARED, hostname: address, port, data });
  const socket = await abortable(attempt, signal, () => attempt.then(terminate, ignore));
  return socket.data as BunTransport;
}

/** The `data` of a socket until it is open: makes its transport. */
class Opening {
  closed = false;
  readonly #options: TcpOptions;
  readonly #slab: WriteSlab;
  readonly #accept: Accept | undefined;

  constructor(options: TcpOptions, slab: WriteSlab, accept: Accept | undefined) {
    this.#options = options;
    this.#slab = slab;
    this.#accept = accept;
  }

  opened(socket: BunSocket): void {
    const transport = new BunTransport(socket, this.#options, this.#slab);
    socket.data = transport;
    if (this.closed) return transport.abort();
    try {
      this.#accept?.(transport);
    } catch (error) {
      transport.abort(error);
    }
  }
}

class BunPort implements Listener {
  readonly endpoint: Endpoint;
  readonly #listener: BunListener;
  readonly #opening: Opening;

  constructor(address: string, listener: BunListener, opening: Opening) {
    this.endpoint = { address, port: listener.port };
    this.#listener = listener;
    this.#opening = opening;
  }

  close(): Promise<void> {
    this.#opening.closed = true;
    this.#listener.stop(false);
    return Promise.resolve();
  }
}

/** One handler object for all sockets: `socket.data` is the transport of a socket. */
const HANDLER: BunSocketHandler = {
  ...TRAFFIC,
  open(socket) {
    if (socket.data instanceof Opening) socket.data.opened(socket);
  },
  close(socket, error) {
    if (socket.data instanceof BunTransport) socket.data.onClose(error);
  },
  error(socket, error) {
    if (socket.data instanceof BunTransport) socket.data.onClose(error);
  },
};

const SHARED = { allowHalfOpen: true, socket: HANDLER } as const;

function terminate(socket: BunSocket): void {
  socket.terminate();
}

function ignore(): void {}
