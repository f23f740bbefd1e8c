import {
  type Endpoint,
  ipKey,
  type Transport,
  type TransportError,
  type TransportHandler,
} from "../../network/mod.ts";

/** Which bound of a {@linkcode Census} is reached. */
export type CensusBound = "max-connections" | "max-connections-per-address";

/** Counts the TCP connections that are open at a port, in all and from each address. */
export class Census {
  readonly #most: number;
  readonly #mostOfOne: number;
  readonly #byAddress = new Map<string, number>();
  #total = 0;

  constructor(most: number, mostOfOne: number) {
    this.#most = most;
    this.#mostOfOne = mostOfOne;
  }

  /** How many are open. */
  get total(): number {
    return this.#total;
  }

  /** The bound that keeps another one from `address` out; undefined where there is room. */
  bound(address: string): CensusBound | undefined {
    if (this.#total >= this.#most) return "max-connections";
    const here = this.#byAddress.get(ipKey(address)) ?? 0;
    return here >= this.#mostOfOne ? "max-connections-per-address" : undefined;
  }

  /** Counts a connection from here to its end, however it ends; returns what to use in its place. */
  enter(transport: Transport): Transport {
    this.#add(transport, 1);
    return new Counted(transport, this);
  }

  /** A connection that was counted is gone. */
  leave(transport: Transport): void {
    this.#add(transport, -1);
  }

  #add({ remote }: Transport, change: 1 | -1): void {
    const key = ipKey(remote.address);
    const here = (this.#byAddress.get(key) ?? 0) + change;
    if (here === 0) this.#byAddress.delete(key);
    else this.#byAddress.set(key, here);
    this.#total += change;
  }
}

/** A transport that tells its census once when it is gone, also where nobody has started it. */
class Counted implements Transport, TransportHandler {
  readonly #transport: Transport;
  #census: Census | undefined;
  #handler: TransportHandler | undefined;

  constructor(transport: Transport, census: Census) {
    this.#transport = transport;
    this.#census = census;
  }

  get local(): Endpoint {
    return this.#transport.local;
  }

  get remote(): Endpoint {
    return this.#transport.remote;
  }

  start(handler: TransportHandler): void {
    this.#handler = handler;
    this.#transport.start(this);
  }

  write(bytes: Uint8Array): boolean {
    return this.#transport.write(bytes);
  }

  pause(): void {
    this.#transport.pause();
  }

  resume(): void {
    this.#transport.resume();
  }

  close(): void {
    this.#transport.close();
  }

  abort(reason?: unknown): void {
    this.#transport.abort(reason);
    if (this.#handler === undefined) this.#gone();
  }

  onData(chunk: Uint8Array): void {
    this.#handler!.onData(chunk);
  }

  onDrain(): void {
    this.#handler!.onDrain();
  }

  onClose(error?: TransportError): void {
    this.#gone();
    this.#handler!.onClose(error);
  }

  #gone(): void {
    this.#census?.leave(this.#transport);
    this.#census = undefined;
  }
}
