import { abortable } from "../../core/base/mod.ts";
import {
  type BaseTransportOptions,
  type DialOptions,
  type Endpoint,
  formatEndpoint,
  type Listener,
  type Network,
  parseIp,
  plainIp,
  sameIp,
  toTransportError,
  type Transport,
} from "../../core/network/mod.ts";
import { MemoryPorts, posixError } from "./memory_ports.ts";
import { connectInMemory } from "./memory_transport.ts";

/** Options of {@linkcode MemoryNetwork}. */
export interface MemoryNetworkOptions extends BaseTransportOptions {
  /** How many bytes may be under way in one direction before `write` says false. @default {65536} */
  capacity?: number;
  /** The most that `onData` is given at once; 1 delivers byte by byte. @default {65536} */
  chunk?: number;
  /** The addresses behind host names; `localhost` is known. */
  hosts?: Record<string, string[]>;
  /** The addresses that may be listened on, besides the wildcards. Default: all. */
  addresses?: string[];
}

/**
 * A network within the process: no sockets, no ports of the machine, no time that a VirtualClock would not move.
 *
 * It keeps the same contract as TCP (order, back-pressure, FIN, RST, refusals), delivers in microtasks, and hands
 * chunks over in a buffer that it overwrites afterwards, so that code which keeps what was lent is found out.
 *
 * @example
 * ```ts
 * import { MemoryNetwork } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const network = new MemoryNetwork({ hosts: { "tool-1": ["10.0.0.7"] } });
 * const seen: string[] = [];
 * await network.listen({ address: "0.0.0.0", port: 5000 }, (peer) => {
 *   seen.push(peer.remote.address);
 *   peer.abort();
 * });
 * await network.from("10.0.0.9").dial({ address: "tool-1", port: 5000 });
 * assertEquals(seen, ["10.0.0.9"]);
 * ```
 */
export class MemoryNetwork implements Network {
  readonly #options: MemoryNetworkOptions;
  readonly #hosts: Map<string, readonly string[]>;
  readonly #ports = new MemoryPorts();
  readonly #blackHoles = new Set<string>();

  /** Makes a network on which nobody listens yet. */
  constructor(options: MemoryNetworkOptions = {}) {
    this.#options = options;
    this.#hosts = new Map([["localhost", ["127.0.0.1"]], ...Object.entries(options.hosts ?? {})]);
  }

  /** Connects from the loopback address; see {@linkcode MemoryNetwork.from}. */
  dial(endpoint: Endpoint, options: DialOptions = {}): Promise<Transport> {
    return this.#dial(endpoint, options.signal, undefined);
  }

  /** Listens on an address of this network. */
  async listen(endpoint: Endpoint, accept: (transport: Transport) => void): Promise<Listener> {
    await Promise.resolve();
    try {
      const address = this.#lookUp(endpoint.address)[0]!;
      if (!this.#isLocal(address)) throw posixError("EADDRNOTAVAIL", "Not an address of this network");
      return this.#ports.open({ address, port: endpoint.port }, accept);
    } catch (error) {
      throw toTransportError(error, "listen", endpoint);
    }
  }

  /** The addresses of a name, from the option `hosts`. */
  async resolve(hostname: string): Promise<string[]> {
    await Promise.resolve();
    try {
      return [...this.#lookUp(hostname)];
    } catch (error) {
      throw toTransportError(error, "resolve", { address: hostname, port: 0 });
    }
  }

  /** The same network seen from another machine: its dials come from `address`; all else is shared. */
  from(address: string): Network {
    return {
      dial: (endpoint, options) => this.#dial(endpoint, options?.signal, address),
      listen: (endpoint, accept) => this.listen(endpoint, accept),
      resolve: (hostname) => this.resolve(hostname),
    };
  }

  /** Lets dials to `endpoint` wait until they are aborted, as a dropped packet does; the returned function ends that. */
  blackHole(endpoint: Endpoint): () => void {
    const key = formatEndpoint(endpoint);
    this.#blackHoles.add(key);
    return () => {
      this.#blackHoles.delete(key);
    };
  }

  async #dial(
    endpoint: Endpoint,
    signal: AbortSignal | undefined,
    source: string | undefined,
  ): Promise<Transport> {
    signal?.throwIfAborted();
    await Promise.resolve();
    if (this.#blackHoles.has(formatEndpoint(endpoint))) await abortable(new Promise(ignore), signal);
    signal?.throwIfAborted();
    let refusal: unknown;
    try {
      for (const address of this.#lookUp(endpoint.address)) {
        const dialled = this.#connect({ address, port: endpoint.port }, source);
        if (dialled !== undefined) return dialled;
      }
      refusal = posixError("ECONNREFUSED", "Nobody listens there");
    } catch (error) {
      refusal = error;
    }
    throw toTransportError(refusal, "connect", endpoint);
  }

  #connect(target: Endpoint, source: string | undefined): Transport | undefined {
    const address = plainIp(target.address);
    const listener = this.#ports.find({ address, port: target.port });
    if (listener === undefined) return undefined;
    const from = source ?? (address.includes(":") ? "::1" : "127.0.0.1");
    const { dialled, accepted } = connectInMemory(
      { address: from, port: this.#ports.ephemeral(from) },
      { address, port: target.port },
      { ...this.#options, capacity: this.#options.capacity ?? 65536, chunk: this.#options.chunk ?? 65536 },
    );
    listener.take(accepted);
    return dialled;
  }

  #lookUp(hostname: string): readonly string[] {
    if (parseIp(hostname) !== undefined) return [hostname];
    const addresses = this.#hosts.get(hostname);
    if (addresses === undefined || addresses.length === 0) {
      throw posixError("ENOTFOUND", "No such host in this network");
    }
    return addresses;
  }

  #isLocal(address: string): boolean {
    const mine = this.#options.addresses;
    if (mine === undefined || parseIp(address)?.every((byte) => byte === 0)) return true;
    return mine.some((one) => sameIp(one, address));
  }
}

function ignore(): void {}
