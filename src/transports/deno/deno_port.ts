import { type Clock, systemClock } from "../../core/base/mod.ts";
import type { Endpoint, Listener } from "../../core/network/mod.ts";
import type { Accept } from "../named_network.ts";
import { ACCEPT_REST } from "../options.ts";
import type { DenoConn, DenoListener } from "./deno_api.ts";
import type { DenoHandshakes } from "./deno_handshakes.ts";
import { DenoTransport, toEndpoint } from "./deno_transport.ts";
import type { DenoOptions } from "./deno_turns.ts";

/** A listening port and its accept loop. */
export class DenoPort implements Listener {
  readonly endpoint: Endpoint;
  readonly #listener: DenoListener;
  readonly #accept: Accept;
  readonly #options: DenoOptions;
  readonly #handshakes: DenoHandshakes | undefined;
  readonly #clock: Clock;
  readonly #loop: Promise<void>;
  #closed = false;
  #wake: (() => void) | undefined;

  /** With `handshakes` a client is handed over after its TLS handshake. */
  constructor(listener: DenoListener, accept: Accept, options: DenoOptions, handshakes?: DenoHandshakes) {
    this.endpoint = toEndpoint(listener.addr);
    this.#listener = listener;
    this.#accept = accept;
    this.#options = options;
    this.#handshakes = handshakes;
    this.#clock = options.clock ?? systemClock;
    this.#loop = this.#acceptAll();
  }

  /** Resolves once the accept under way has rejected: only then is the port free. */
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
        if (this.#handshakes === undefined) this.#take(await this.#listener.accept());
        else await this.#acceptOne(this.#handshakes);
      } catch {
        if (!this.#closed) await this.#rest();
      }
    }
  }

  /** Accepts a client, and hands it over after its handshake; does not wait for that. */
  async #acceptOne(handshakes: DenoHandshakes): Promise<void> {
    await handshakes.room();
    const conn = await this.#listener.accept();
    handshakes.complete(conn).then((secure) => secure && this.#take(conn));
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
