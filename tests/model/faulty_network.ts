import type { DialOptions, Endpoint, Listener, Network, Transport } from "../../src/core/network/mod.ts";
import type { MemoryNetwork } from "@secs/hsms/testing";

/** A network whose connections can be reset, or made silent, as by a cable that is pulled out. */
export class FaultyNetwork implements Network {
  readonly #network: MemoryNetwork;
  readonly #open = new Map<number, FaultyTransport>();

  constructor(network: MemoryNetwork) {
    this.#network = network;
  }

  async dial(endpoint: Endpoint, options?: DialOptions): Promise<Transport> {
    const transport = new FaultyTransport(await this.#network.dial(endpoint, options));
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

  /** Nothing passes to or from a port any more, and no attempt to connect to it ends, until the returned function is called. */
  silence(port: number): () => void {
    this.#open.get(port)?.silence();
    return this.#network.blackHole({ address: "127.0.0.1", port });
  }
}

/** A transport that can be silenced: it takes bytes, and none arrives. */
class FaultyTransport implements Transport {
  readonly #transport: Transport;
  #silent = false;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  get local(): Endpoint {
    return this.#transport.local;
  }

  get remote(): Endpoint {
    return this.#transport.remote;
  }

  silence(): void {
    this.#silent = true;
  }

  start(handler: Parameters<Transport["start"]>[0]): void {
    this.#transport.start({
      onData: (chunk) => this.#silent ? undefined : handler.onData(chunk),
      onDrain: () => handler.onDrain(),
      onClose: (error) => handler.onClose(error),
    });
  }

  write(bytes: Uint8Array): boolean {
    return this.#silent || this.#transport.write(bytes);
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
