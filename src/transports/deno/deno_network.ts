import type { Endpoint, Network, Transport } from "../../core/network/mod.ts";
import { NamedNetwork } from "../named_network.ts";

import type { TcpOptions } from "../options.ts";
import { denoApi } from "./deno_api.ts";
import { connect } from "./deno_connect.ts";
import { DenoPort } from "./deno_port.ts";
import { DenoTransport } from "./deno_transport.ts";

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
  return new NamedNetwork({
    dial: (endpoint, signal) => dialOne(endpoint, signal, options),
    listen: (endpoint, accept) => {
      const listener = denoApi().listen({ hostname: endpoint.address, port: endpoint.port });
      return new DenoPort(listener, accept, options);
    },
  });
}

async function dialOne(
  endpoint: Endpoint,
  signal: AbortSignal | undefined,
  options: TcpOptions,
): Promise<Transport> {
  return new DenoTransport(await connect(endpoint, signal), options);
}
