import { type Clock, systemClock } from "../../core/base/mod.ts";
import type { DialOptions, Endpoint, Listener, Network, Transport } from "../../core/network/mod.ts";
import { dialByName, listenByName, resolveName } from "../names.ts";
import { ACCEPT_REST, type TcpOptions } from "../options.ts";
import { denoApi, type DenoConn, type DenoListener } from "./deno_api.ts";
import { DenoTransport, toEndpoint } from "./deno_transport.ts";

type Accept = (transport: Transport) => void;

/**
 * TCP over Deno's own sockets.
 *
 * On another runtime every call rejects with a TransportError; `tcp` picks the right adapter by itself.
 *
 * @example
 * ```ts
 * import { denoTcp } from "@secs/hsms/deno";
 *
 * const network = denoTcp({ keepAlive: false });
 * const listener = await network.listen({ address: "127.0.0.1", port: 0 }, (transport) => transport.close());
 * await listener.close();
 * ```
 */
export function denoTcp(options: TcpOptions = {}): Network {
  return new DenoNetwork(options);
}

class DenoNetwork implements Network {
  readonly #options: TcpOptions;

  constructor(options: TcpOptions) {
    this.#options = options;
  }

  dial(endpoint: Endpoint, { signal }: DialOptions = {}): Promise<Transport> {
    return dialByName(endpoint, signal, (target) => dialOne(target, signal, this.#options));
  }

  listen(endpoint: Endpoint, accept: Accept): Promise<Listener> {
    return listenByName(endpoint, ({ address, port }) => {
      const listener = denoApi().listen({ hostname: address, port });
      return new DenoPort(listener, accept, this.#options);
    });
  }

  resolve(hostname: string): Promise<string[]> {
    return resolveName(hostname);
  }
}

async function dialOne(
  { address, port }: Endpoint,
  signal: AbortSignal | undefined,
  options: TcpOptions,
): Promise<Transport> {
  const conn = await denoApi().connect({ hostname: address, port, ...(signal && { signal }) });
  if (signal?.aborted) {
    conn.close();
    throw signal.reason;
  }
  return new DenoTransport(conn, options);
}

/** A listening port and its accept loop. */
class DenoPort implements Listener {
  readonly endpoint: Endpoint;
  readonly #listener: DenoListener;
  readonly #accept: Accept;
  readonly #options: TcpOptions;
  readonly #clock: Clock;
  readonly #loop: Promise<void>;
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(listener: DenoListener, accept: Accept, options: TcpOptions) {
    this.endpoint = toEndpoint(listener.addr);
    this.#listener = listener;
    this.#accept = accept;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#loop = this.#acceptAll();
  }

  /** The port is free once the accept in flight has rejected, not when `close` returns. */
  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.#listener.close();
      this.#wake?.();
    }
    return this.#loop;
  }

  async #acceptAll(): Promise<void> {
    while (!this.#closed) {
      try {
        this.#take(await this.#listener.accept());
      } catch {
        if (!this.#closed) await this.#rest();
      }
    }
  }

  #take(conn: DenoConn): void {
    const transport = new DenoTransport(conn, this.#options);
    if (this.#closed) return transport.abort();
    try {
      this.#accept(transport);
    } catch (error) {
      transport.abort(error);
    }
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.schedule(resolve, ACCEPT_REST);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}
