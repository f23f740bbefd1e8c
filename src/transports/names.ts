import { type Endpoint, parseIp, toTransportError, type Transport } from "../core/network/mod.ts";
import { builtin } from "./builtin.ts";

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
    for (const address of await unlessAborted(lookUp(endpoint.address), signal)) {
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

/** Settles as `promise` does, unless the signal comes first; what is then won too late goes to `discard`. */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  discard?: (late: T) => void,
): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise<T>((resolve, reject) => {
    function giveUp(): void {
      reject(signal!.reason);
      if (discard !== undefined) promise.then(discard, ignore);
    }
    if (signal.aborted) giveUp();
    else signal.addEventListener("abort", giveUp, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", giveUp));
  });
}

async function lookUp(hostname: string): Promise<string[]> {
  if (parseIp(hostname) !== undefined) return [hostname];
  const dns = builtin<Dns>("node:dns/promises");
  if (dns === undefined) throw new Error("This runtime has no node:dns");
  const found = await dns.lookup(hostname, { all: true });
  if (found.length === 0) throw Object.assign(new Error("The name has no address"), { code: "ENOTFOUND" });
  return [...new Set(found.map((entry) => entry.address))];
}

function ignore(): void {}
