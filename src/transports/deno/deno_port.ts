import { type Clock, systemClock } from "../../core/base/mod.ts";
import type { Endpoint, Listener, Transport } from "../../core/network/mod.ts";
import type { Handshakes } from "../handshakes.ts";
import { ACCEPT_REST, type TcpOptions } from "../options.ts";
import type { DenoConn, DenoListener } from "./deno_api.ts";
import { DenoTransport, toEndpoint } from "./deno_transport.ts";

type Accept = (transport: Transport) => void;

/** A listening port and its accept loop. */
export class DenoPort implements Listener {
  readonly endpoint: Endpoint;
  readonly #listener: DenoListener;
  readonly #accept: Accept;
  readonly #options: TcpOptions;
  readonly #handshakes: Handshakes | undefined;
  readonly #clock: Clock;
  readonly #loop: Promise<void>;
  #closed = false;
  #wake: (() => void) | undefined;

  /** Over TLS with `handshakes`: what is accepted has to come through one. */
  constructor(listener: DenoListener, accept: Accept, options: TcpOptions, handshakes?: Handshakes) {
    this.endpoint = toEndpoint(listener.addr);
    this.#listener = listener;
    this.#accept = accept;
    this.#options = options;
    this.#handshakes = handshakes;
    this.#clock = options.clock ?? systemClock;
    this.#loop = this.#acceptAll();
  }

  /** The port is free once the accept in flight has rejected, not when `close` returns. */
  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.#listener.close();
      this.#handshakes?.close();
      this.#wake?.();
    }
    return this.#loop;
  }

  async #acceptAll(): Promise<void> {
    while (!this.#closed) {
      try {
        const conn = await this.#listener.accept();
        if (this.#handshakes === undefined) this.#take(conn);
        else void this.#secure(conn, this.#handshakes);
      } catch {
        if (!this.#closed) await this.#rest();
      }
    }
  }

  /** Waits for the end of the handshake; never rejects. */
  async #secure(conn: DenoConn, handshakes: Handshakes): Promise<void> {
    const handshake = handshakes.begin(toEndpoint(conn.remoteAddr), () => release(conn));
    try {
      await conn.handshake?.();
    } catch (error) {
      return handshake?.fail(error);
    }
    if (handshake?.succeed()) this.#take(conn);
  }

  #take(conn: DenoConn): void {
    const transport = new DenoTransport(conn, this.#options);
    if (this.#closed) return transport.abort();
    try {
      this.#accept(transport);
    } catch (error) {
      transport.abort(error);
    }
  }

  #rest(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#clock.schedule(resolve, ACCEPT_REST);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}

function release(conn: DenoConn): void {
  try {
    conn.close();
  } catch {
    // The runtime released it already.
  }
}
