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

/** Receives each connection that comes in. */
export type Accept = (transport: Transport) => void;

/** What an adapter does with one IP address and port. */
export interface Sockets {
  /** Connects; rejects with the runtime's error, or with the signal's reason. `name` is what was to be dialled. */
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

/** The part of `node:dns/promises` in use; the three runtimes have it. */
interface Dns {
  lookup(hostname: string, options: { all: true }): Promise<{ address: string }[]>;
}

/** The IP addresses of a host name, asked of the system's resolver. Rejects with a TransportError. */
export async function resolveName(hostname: string): Promise<string[]> {
  try {
    return await lookUp(hostname);
  } catch (error) {
    throw toTransportError(error, "resolve", { address: hostname, port: 0 });
  }
}

/**
 * Dials each address of a host name until one answers; `dialOne` is given IP addresses only.
 *
 * Deno tries only a name's first address and Bun opens two connections at once: here a name means the same on all.
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

/** Hands the first address of a host name to `listenOne`. Rejects with a TransportError. */
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

/**
 * A module that is part of the runtime, such as `node:net`; undefined where there is none, as in a browser.
 *
 * It is asked for and not imported: a bundler that follows an import would put it on top of every bundle of the main
 * entry, and a browser does not load such a bundle.
 */
export function builtin<T>(name: string): T | undefined {
  const { process } = globalThis as { process?: { getBuiltinModule?(name: string): T | undefined } };
  return process?.getBuiltinModule?.(name);
}
