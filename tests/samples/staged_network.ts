import type { DialOptions, Endpoint, Listener, ListenOptions, Network, Transport } from "../../mod.ts";
import { stage } from "./stage.ts";

/** Longest wait for a port of the sample, in ms. */
const OPENS_AGAIN = 2_000;

/**
 * The network of a sample, with free ports in place of those that it names.
 *
 * A sample that listens is attacked before its own peer may dial it, or before it stops to listen if no peer does. A
 * sample that dials is sent to hostile peers, if the stage names a port for them.
 */
export class StagedNetwork implements Network {
  readonly #network: Network;
  /** Free ports, by those that the sample names. */
  readonly #ports = new Map<number, number>();
  /** Those of them that are listened on. */
  readonly #open = new Set<number>();
  #attack: Promise<void> | undefined;
  /** For the scripted peers of a sample, which are no part of what is shown: they meet no hostile peer. */
  readonly forScripts: Network = {
    dial: (endpoint, options) => this.#dialOwn(endpoint, options),
    listen: (endpoint, accept) => this.#network.listen({ ...endpoint, port: 0 }, accept),
    resolve: (hostname) => this.resolve(hostname),
  };

  constructor(network: Network) {
    this.#network = network;
  }

  async dial(endpoint: Endpoint, options?: DialOptions): Promise<Transport> {
    stage.dialled = true;
    const { hostilePort } = stage;
    if (hostilePort !== undefined) {
      return await this.#network.dial({ address: "127.0.0.1", port: hostilePort }, options);
    }
    return await this.#dialOwn(endpoint, options);
  }

  async listen(
    endpoint: Endpoint,
    accept: (transport: Transport) => void,
    options?: ListenOptions,
  ): Promise<Listener> {
    stage.listened = true;
    const before = this.#ports.get(endpoint.port) ?? 0;
    // Port 0 again is the same port, as the listener of one peer comes and goes; unless that one is in use.
    const port = this.#open.has(before) ? 0 : before;
    const listener = await this.#network.listen({ address: "127.0.0.1", port }, accept, options);
    const real = listener.endpoint.port;
    // A passive connection names the port that it had.
    this.#ports.set(endpoint.port, real).set(real, real);
    this.#open.add(real);
    const told = endpoint.port === 0 ? real : endpoint.port;
    return {
      endpoint: { ...endpoint, port: told },
      close: async () => {
        // The listener of one peer is closed when that peer has come.
        if (this.#attack === undefined) await this.#attacked();
        await listener.close();
        this.#open.delete(real);
      },
    };
  }

  resolve(hostname: string): Promise<string[]> {
    return this.#network.resolve(hostname);
  }

  async #dialOwn(endpoint: Endpoint, options?: DialOptions): Promise<Transport> {
    await this.#attacked();
    const port = this.#ports.get(endpoint.port) ?? endpoint.port;
    // A passive connection listens again after the last hostile peer has left.
    const end = performance.now() + OPENS_AGAIN;
    while (this.#attack !== undefined && !this.#open.has(port) && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return await this.#network.dial({ ...endpoint, port }, options);
  }

  #attacked(): Promise<void> {
    if (stage.hostilePort !== undefined || this.#open.size === 0) return Promise.resolve();
    return this.#attack ??= stage.attacked([...this.#open]);
  }
}
