import type { DialOptions, Endpoint, Listener, Network, Transport, TransportHandler } from "@secs/hsms";
import { boundedWaits } from "../support/wait.ts";

/** Longest wait: a thousand sockets take their time. */
const LONGEST = 30_000;

/** Another network, which counts the sockets that its listeners have open, and what they hear. */
export class CountingNetwork implements Network {
  /** How many are open now. */
  open = 0;
  /** How many ever were at once. */
  most = 0;
  /** Bytes that came in. */
  bytes = 0;
  readonly #network: Network;
  readonly #waits = boundedWaits(LONGEST);

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
  onlyOpen(count: number): Promise<void> {
    return this.#waits.until(
      `no more than ${count} open sockets`,
      () => this.open <= count,
      () => `${this.open} are open`,
    );
  }

  /** Resolves once so many bytes have come in. */
  heard(bytes: number): Promise<void> {
    return this.#waits.until(`${bytes} bytes`, () => this.bytes >= bytes, () => `${this.bytes} have come in`);
  }

  /** Counts the transport out when it is told to end at once, or has ended. */
  #watch(transport: Transport): void {
    const { start, abort } = transport;
    let counted = true;
    const gone = (): void => {
      if (counted) this.open--;
      counted = false;
      this.#waits.changed();
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
          this.#waits.changed();
        },
        onDrain: () => handler.onDrain(),
        onClose: (error) => {
          gone();
          handler.onClose(error);
        },
      });
  }
}
