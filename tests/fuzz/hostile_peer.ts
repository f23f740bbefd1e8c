import { concat } from "@std/bytes";
import type { Transport, TransportHandler } from "@secs/hsms";

/** The other side of a TCP connection, in the hands of the fuzz. */
export class HostilePeer implements TransportHandler {
  /** Whether the connection has ended. */
  ended = false;
  readonly #transport: Transport;
  #received: Uint8Array[] = [];

  constructor(transport: Transport) {
    this.#transport = transport;
    transport.start(this);
  }

  /** What came. */
  get received(): Uint8Array {
    if (this.#received.length !== 1) this.#received = [concat(this.#received)];
    return this.#received[0]!;
  }

  /** Sends bytes as they are, unless the connection has ended. */
  send(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#transport.write(bytes.slice());
  }

  /** Ends gracefully. */
  end(): void {
    this.#transport.close();
  }

  /** Breaks the connection. */
  reset(): void {
    this.#transport.abort();
  }

  /** Reads no more. */
  pause(): void {
    this.#transport.pause();
  }

  /** Reads again. */
  resume(): void {
    this.#transport.resume();
  }

  onData(chunk: Uint8Array): void {
    this.#received.push(chunk.slice());
  }

  onDrain(): void {}

  onClose(): void {
    this.ended = true;
  }
}
