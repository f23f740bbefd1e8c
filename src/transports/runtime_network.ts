import type {
  DialOptions,
  Endpoint,
  Listener,
  ListenOptions,
  Network,
  Transport,
} from "../core/network/mod.ts";
import type { Accept } from "./named_network.ts";

/** A network that loads its adapter at the first call, so that no code of other runtimes runs. */
export class RuntimeNetwork implements Network {
  readonly #load: () => Promise<Network>;
  #adapter: Promise<Network> | undefined;

  constructor(load: () => Promise<Network>) {
    this.#load = load;
  }

  async dial(endpoint: Endpoint, options?: DialOptions): Promise<Transport> {
    return (await this.#loaded()).dial(endpoint, options);
  }

  async listen(endpoint: Endpoint, accept: Accept, options?: ListenOptions): Promise<Listener> {
    return (await this.#loaded()).listen(endpoint, accept, options);
  }

  async resolve(hostname: string): Promise<string[]> {
    return (await this.#loaded()).resolve(hostname);
  }

  #loaded(): Promise<Network> {
    return this.#adapter ??= this.#load();
  }
}
