import { type Endpoint, type Network, tcp, type Transport, type TransportHandler } from "@secs/hsms";

/** A bare client that keeps nothing of what it hears, so that ten thousand of them cost little. */
export class Client implements TransportHandler {
  /** Bytes that it heard. */
  heard = 0;
  /** Resolves at the end of the connection, whichever it is. */
  readonly ended: Promise<void>;
  readonly transport: Transport;
  #end: () => void = () => {};
  #gone = false;
  #drain: (() => void) | undefined;

  constructor(transport: Transport) {
    this.transport = transport;
    this.ended = new Promise((resolve) => this.#end = resolve);
    transport.start(this);
  }

  static async dial(endpoint: Endpoint, network: Network = tcp): Promise<Client> {
    return new Client(await network.dial(endpoint));
  }

  /** Writes `bytes` again and again, as fast as they are taken, until the connection ends or `stop` is aborted. */
  async flood(bytes: Uint8Array, stop: AbortSignal): Promise<void> {
    stop.addEventListener("abort", () => this.#drain?.());
    while (!this.#gone && !stop.aborted) {
      if (this.transport.write(bytes)) await new Promise<void>((resolve) => setTimeout(resolve));
      else if (!this.#gone) await new Promise<void>((resolve) => this.#drain = resolve);
    }
  }

  onData(chunk: Uint8Array): void {
    this.heard += chunk.length;
  }

  onDrain(): void {
    this.#drain?.();
  }

  onClose(): void {
    this.#gone = true;
    this.#drain?.();
    this.#end();
  }
}
