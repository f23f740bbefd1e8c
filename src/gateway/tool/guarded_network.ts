import type { DialOptions, Endpoint, Listener, ListenOptions, Network, Transport } from "../../core/mod.ts";

/** A network that writes nothing to a tool that is not ours: the link is cut off in place of the write. */
export class GuardedNetwork implements Network {
  readonly #network: Network;
  readonly #mayServe: () => boolean;

  /** `mayServe` is asked before every write. */
  constructor(network: Network, mayServe: () => boolean) {
    this.#network = network;
    this.#mayServe = mayServe;
  }

  /** Dials; what comes of it is guarded. */
  async dial(endpoint: Endpoint, options?: DialOptions): Promise<Transport> {
    return this.#guard(await this.#network.dial(endpoint, options));
  }

  /** Listens; each client is guarded. */
  listen(
    endpoint: Endpoint,
    accept: (transport: Transport) => void,
    options?: ListenOptions,
  ): Promise<Listener> {
    return this.#network.listen(endpoint, (transport) => accept(this.#guard(transport)), options);
  }

  /** The addresses of a name. */
  resolve(hostname: string): Promise<string[]> {
    return this.#network.resolve(hostname);
  }

  #guard(transport: Transport): Transport {
    return {
      local: transport.local,
      remote: transport.remote,
      start: (handler) => transport.start(handler),
      write: (bytes) => {
        if (this.#mayServe()) return transport.write(bytes);
        transport.abort(new Error("Another gateway may serve this tool now: nothing more is sent to it"));
        return false;
      },
      ...transport.writesAtOnce !== undefined && { writesAtOnce: transport.writesAtOnce },
      ...transport.allocate !== undefined && { allocate: (size) => transport.allocate!(size) },
      ...transport.turn !== undefined && { turn: (callback) => transport.turn!(callback) },
      pause: () => transport.pause(),
      resume: () => transport.resume(),
      close: () => transport.close(),
      abort: (reason) => transport.abort(reason),
    };
  }
}
