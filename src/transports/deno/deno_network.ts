import type { DialOptions, Endpoint, Listener, Network, Transport } from "../../core/network/mod.ts";
import { dialByName, listenByName, resolveName } from "../names.ts";
import type { TcpOptions } from "../options.ts";
import { denoApi } from "./deno_api.ts";
import { DenoPort } from "./deno_port.ts";
import { DenoTransport } from "./deno_transport.ts";

type Accept = (transport: Transport) => void;

/**
 * TCP over Deno's own sockets.
 *
 * Its entry point loads on Deno only; `tcp` picks the right adapter by itself.
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
