import type { DialOptions, Endpoint, Listener, Network, Transport, TransportHandler } from "@secs/hsms";

/** Another network, which counts the sockets that its listeners have open, and what they hear. */
export class CountingNetwork implements Network {
  /** How many are open now. */
  open = 0;
  /** How many ever were at once. */
  most = 0;
  /** Bytes that came in. */
  bytes = 0;
  readonly #network: Network;
  #changed: () => void = () => {};

  constructor(network: Network) {
    this.#network = network;
  }

  dial(endpoint: Endpoint, options?: DialOptions): Promise<Transport> {
    return this.#network.dial(endpoint, options);
  }

  listen(endpoint: Endpoint, accept: (transport: Transport) => void): Promise<Listener> {
    return this.#network.listen(endpoint, (transport) => {
      this.open++;
      this.most = Math.max(this.most, this.open);
      this.#watch(transport);
      accept(transport);
    });
  }

  resolve(hostname: string): Promise<string[]> {
    return this.#network.resolve(hostname);
  }

  /** Resolves once no more than `count` are open. */
  async onlyOpen(count: number): Promise<void> {
    while (this.open > count) await new Promise<void>((resolve) => this.#changed = resolve);
  }

  /** Resolves once so many bytes have come in. */
  async heard(bytes: number): Promise<void> {
    while (this.bytes < bytes) await new Promise<void>((resolve) => this.#changed = resolve);
  }

  /** Counts the transport out when it is told to end at once, or has ended. */
  #watch(transport: Transport): void {
    const { start, abort } = transport;
    let counted = true;
    const gone = (): void => {
      if (counted) this.open--;
      counted = false;
      this.#changed();
    };
    transport.abort = (reason) => {
      abort.call(transport, reason);
      gone();
    };
    transport.start = (handler: TransportHandler) =>
      start.call(transport, {
        onData: (chunk) => {
          handler.onData(chunk);
          this.bytes += chunk.length;
          this.#changed();
        },
        onDrain: () => handler.onDrain(),
        onClose: (error) => {
          gone();
          handler.onClose(error);
        },
      });
  }
}
