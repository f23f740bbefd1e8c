import type {
  DialOptions,
  Endpoint,
  Listener,
  ListenOptions,
  Network,
  Transport,
} from "../core/network/mod.ts";
import { dialByName, listenByName, resolveName } from "./names.ts";

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
