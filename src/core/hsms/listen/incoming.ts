import type { Endpoint, Transport } from "../../network/mod.ts";

/** A TCP connection that came in, not started yet, and what has to be called once when it is gone. */
export class Incoming {
  readonly transport: Transport;
  #gone: (() => void) | undefined;

  /** `gone` is called once, whoever ends the connection. */
  constructor(transport: Transport, gone: () => void) {
    this.transport = transport;
    this.#gone = gone;
  }

  /** The peer's address and port. */
  get remote(): Endpoint {
    return this.transport.remote;
  }

  /** Drops a connection that was never started. */
  drop(): void {
    this.transport.abort();
    this.ended();
  }

  /** The connection has ended; harmless the second time. */
  ended(): void {
    const gone = this.#gone;
    this.#gone = undefined;
    gone?.();
  }
}
