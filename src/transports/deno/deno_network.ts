import type { Endpoint, Network, Transport } from "../../core/network/mod.ts";
import { NamedNetwork } from "../named_network.ts";
import type { TcpOptions } from "../options.ts";
import { denoApi, type DenoConn } from "./deno_api.ts";
import { DenoPort } from "./deno_port.ts";
import { DenoTransport } from "./deno_transport.ts";
import { type DenoOptions, DenoTurns } from "./deno_turns.ts";

/**
 * TCP over the sockets of Deno.
 *
 * The entry point loads on Deno only; `tcp` picks the adapter of the runtime.
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
  const shared = { ...options, turns: new DenoTurns() };
  return new NamedNetwork({
    dial: (endpoint, signal) => dialOne(endpoint, signal, shared),
    listen: (endpoint, accept) => {
      const listener = denoApi().listen({ hostname: endpoint.address, port: endpoint.port });
      return new DenoPort(listener, accept, shared);
    },
  });
}

async function dialOne(
  endpoint: Endpoint,
  signal: AbortSignal | undefined,
  options: DenoOptions,
): Promise<Transport> {
  return new DenoTransport(await connect(endpoint, signal), options);
}

/**
 * Connects; rejects with the runtime's error or with the reason of the signal, and then leaves no socket open.
 *
 * Deno loses a connection that is established just before its signal is aborted: after the success it calls
 * `throwIfAborted`, throws, and the socket stays open for ever. Here it gets a signal whose `throwIfAborted` does nothing.
 */
export async function connect(
  { address, port }: Endpoint,
  signal: AbortSignal | undefined,
): Promise<DenoConn> {
  if (signal === undefined) return await denoApi().connect({ hostname: address, port });
  signal.throwIfAborted();
  const control = new AbortController();
  const giveUp = (): void => control.abort(signal.reason);
  control.signal.throwIfAborted = () => {};
  signal.addEventListener("abort", giveUp);
  try {
    const conn = await denoApi().connect({ hostname: address, port, signal: control.signal });
    if (!signal.aborted) return conn;
    conn.close();
    throw signal.reason;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}
