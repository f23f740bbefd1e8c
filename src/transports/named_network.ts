import { abortable } from "../core/base/mod.ts";
import {
  type DialOptions,
  type Endpoint,
  type Listener,
  type ListenOptions,
  type Network,
  parseIp,
  toTransportError,
  type Transport,
} from "../core/network/mod.ts";
import { builtin } from "./builtin.ts";

/** Gets each new connection. */
export type Accept = (transport: Transport) => void;

/** What an adapter does with an IP address and a port. */
export interface Sockets {
  /** Connects; rejects with the runtime's error, or with the reason of the signal. `name` is the host name that was dialled. */
  dial(endpoint: Endpoint, signal: AbortSignal | undefined, name: string): Promise<Transport>;
  /** Listens; throws or rejects with the runtime's error. */
  listen(endpoint: Endpoint, accept: Accept, options: ListenOptions): Listener | Promise<Listener>;
}

/** A Network over an adapter that knows IP addresses only: host names mean the same on every runtime. */
export class NamedNetwork implements Network {
  readonly #sockets: Sockets;

  constructor(sockets: Sockets) {
    this.#sockets = sockets;
  }

  dial(endpoint: Endpoint, { signal }: DialOptions = {}): Promise<Transport> {
    return dialByName(endpoint, signal, (target) => this.#sockets.dial(target, signal, endpoint.address));
  }

  listen(endpoint: Endpoint, accept: Accept, options: ListenOptions = {}): Promise<Listener> {
    return listenByName(endpoint, (target) => this.#sockets.listen(target, accept, options));
  }

  resolve(hostname: string): Promise<string[]> {
    return resolveName(hostname);
  }
}

/** The part of `node:dns/promises` in use; all three runtimes have it. */
interface Dns {
  lookup(hostname: string, options: { all: true }): Promise<{ address: string }[]>;
}

/**
 * The IP addresses of a host name, from the resolver of the system.
 *
 * @throws {TransportError} When the name does not resolve.
 */
export async function resolveName(hostname: string): Promise<string[]> {
  try {
    return await lookUp(hostname);
  } catch (error) {
    throw toTransportError(error, "resolve", { address: hostname, port: 0 });
  }
}

/**
 * Dials the addresses of a host name, one after the other, until one answers; `dialOne` gets IP addresses only.
 *
 * Deno on its own tries only the first address, and Bun opens two connections at once: here all runtimes do the same.
 *
 * @throws {TransportError} When no address answers: the error of the first one.
 */
export async function dialByName(
  endpoint: Endpoint,
  signal: AbortSignal | undefined,
  dialOne: (endpoint: Endpoint) => Promise<Transport>,
): Promise<Transport> {
  signal?.throwIfAborted();
  let failure: unknown;
  try {
    for (const address of await abortable(lookUp(endpoint.address), signal)) {
      try {
        return await dialOne({ address, port: endpoint.port });
      } catch (error) {
        signal?.throwIfAborted();
        failure ??= error;
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    failure = error;
  }
  throw toTransportError(failure, "connect", endpoint);
}

/**
 * Calls `listenOne` with the first address of a host name.
 *
 * @throws {TransportError} When the name does not resolve, or the port cannot be opened.
 */
export async function listenByName<T>(
  endpoint: Endpoint,
  listenOne: (endpoint: Endpoint) => T | Promise<T>,
): Promise<T> {
  try {
    const [address] = await lookUp(endpoint.address);
    return await listenOne({ address: address!, port: endpoint.port });
  } catch (error) {
    throw toTransportError(error, "listen", endpoint);
  }
}

async function lookUp(hostname: string): Promise<string[]> {
  if (parseIp(hostname) !== undefined) return [hostname];
  const dns = builtin<Dns>("node:dns/promises");
  if (dns === undefined) throw new Error("This runtime has no node:dns");
  const found = await dns.lookup(hostname, { all: true });
  if (found.length === 0) throw Object.assign(new Error("The name has no address"), { code: "ENOTFOUND" });
  return [...new Set(found.map((entry) => entry.address))];
}
