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
  /** Number of bytes under way in one direction from which on `write` returns false. @default {65536} */
  capacity?: number;
  /** Maximum number of bytes for one `onData`; 1 delivers byte by byte. @default {65536} */
  maxChunk?: number;
  /** The addresses of host names; `localhost` is known. */
  hosts?: Record<string, string[]>;
  /** The addresses that may be listened on, besides the wildcards. Default: all. */
  addresses?: string[];
}

/**
 * A network inside the process: without sockets and ports of the machine, and without any time but that of its clock.
 *
 * It keeps the same contract as TCP (order, back-pressure, FIN, RST, refused dials) and delivers in microtasks. After
 * `onData` it overwrites the chunk, so that a test finds code that keeps the chunk without a copy.
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

  /** Makes a network without open ports. */
  constructor(options: MemoryNetworkOptions = {}) {
    this.#options = options;
    this.#hosts = new Map([["localhost", ["127.0.0.1"]], ...Object.entries(options.hosts ?? {})]);
  }

  /**
   * Connects from the loopback address; see {@linkcode MemoryNetwork.from}. Rejects with the reason of the signal once it is
   * aborted.
   *
   * @throws {TransportError} When the connection cannot be established.
   */
  dial(endpoint: Endpoint, options: DialOptions = {}): Promise<Transport> {
    return this.#dial(endpoint, options.signal, undefined);
  }

  /**
   * Listens on an address of this network.
   *
   * @throws {TransportError} When the port cannot be opened.
   */
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

  /**
   * The addresses of a name, from the option `hosts`.
   *
   * @throws {TransportError} When the name is not in `hosts`.
   */
  async resolve(hostname: string): Promise<string[]> {
    await Promise.resolve();
    try {
      return [...this.#lookUp(hostname)];
    } catch (error) {
      throw toTransportError(error, "resolve", { address: hostname, port: 0 });
    }
  }

  /** The same network for another machine: its dials come from `address`; everything else is shared. */
  from(address: string): Network {
    return {
      dial: (endpoint, options) => this.#dial(endpoint, options?.signal, address),
      listen: (endpoint, accept) => this.listen(endpoint, accept),
      resolve: (hostname) => this.resolve(hostname),
    };
  }

  /** Dials to `endpoint` wait until they are aborted, as if packets were lost; the returned function ends that. */
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
      refusal = posixError("ECONNREFUSED", "No listener there");
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
      {
        ...this.#options,
        capacity: this.#options.capacity ?? 65536,
        maxChunk: this.#options.maxChunk ?? 65536,
      },
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
