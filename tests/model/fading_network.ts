import type { DialOptions, Endpoint, Listener, Network, Transport } from "../../src/core/network/mod.ts";
import type { MemoryNetwork } from "@secs/hsms/testing";

/** A network whose cables can be pulled out: what is dialled here can be reset, or swallowed without a word. */
export class FadingNetwork implements Network {
  readonly #network: MemoryNetwork;
  readonly #open = new Map<number, FadingTransport>();

  constructor(network: MemoryNetwork) {
    this.#network = network;
  }

  async dial(endpoint: Endpoint, options?: DialOptions): Promise<Transport> {
    const transport = new FadingTransport(await this.#network.dial(endpoint, options));
    this.#open.set(endpoint.port, transport);
    return transport;
  }

  listen(endpoint: Endpoint, accept: (transport: Transport) => void): Promise<Listener> {
    return this.#network.listen(endpoint, accept);
  }

  resolve(hostname: string): Promise<string[]> {
    return this.#network.resolve(hostname);
  }

  /** Resets the connection to a port. */
  reset(port: number): void {
    this.#open.get(port)?.abort();
  }

  /** Swallows everything to and from a port, and each attempt to connect to it, until the returned function is called. */
  swallow(port: number): () => void {
    this.#open.get(port)?.fade();
    return this.#network.blackHole({ address: "127.0.0.1", port });
  }
}

/** A transport that can fade: it takes bytes, and none arrives. */
class FadingTransport implements Transport {
  readonly #transport: Transport;
  #faded = false;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get local(): Endpoint {
    return this.#transport.local;
  }

  get remote(): Endpoint {
    return this.#transport.remote;
  }

  fade(): void {
    this.#faded = true;
  }

  start(handler: Parameters<Transport["start"]>[0]): void {
    this.#transport.start({
      onData: (chunk) => this.#faded ? undefined : handler.onData(chunk),
      onDrain: () => handler.onDrain(),
      onClose: (error) => handler.onClose(error),
    });
  }

  write(bytes: Uint8Array): boolean {
    return this.#faded || this.#transport.write(bytes);
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
  }
}
