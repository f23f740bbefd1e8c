import { type Clock, systemClock } from "../../core/base/mod.ts";
import type { Endpoint, Listener } from "../../core/network/mod.ts";
import type { Accept } from "../named_network.ts";
import { ACCEPT_REST, type TcpOptions } from "../options.ts";
import type { DenoConn, DenoListener } from "./deno_api.ts";
import type { DenoGate } from "./deno_gate.ts";
import { DenoTransport, toEndpoint } from "./deno_transport.ts";

/** A listening port and its accept loop. */
export class DenoPort implements Listener {
  readonly endpoint: Endpoint;
  readonly #listener: DenoListener;
  readonly #accept: Accept;
  readonly #options: TcpOptions;
  readonly #gate: DenoGate | undefined;
  readonly #clock: Clock;
  readonly #loop: Promise<void>;
  #closed = false;
  #wake: (() => void) | undefined;

  /** Over TLS what is accepted has to pass a gate. */
  constructor(listener: DenoListener, accept: Accept, options: TcpOptions, gate?: DenoGate) {
    this.endpoint = toEndpoint(listener.addr);
    this.#listener = listener;
    this.#accept = accept;
    this.#options = options;
    this.#gate = gate;
    this.#clock = options.clock ?? systemClock;
    this.#loop = this.#acceptAll();
  }

  /** The port is free once the accept in flight has rejected, not when `close` returns. */
  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.#listener.close();
      this.#gate?.close();
      this.#wake?.();
    }
    return this.#loop;
  }

  async #acceptAll(): Promise<void> {
    while (!this.#closed) {
      try {
        if (this.#gate === undefined) this.#take(await this.#listener.accept());
        else await this.#acceptOne(this.#gate);
      } catch {
        if (!this.#closed) await this.#rest();
      }
    }
  }

  /** Accepts a client, and takes it once it has passed; does not wait for that. */
  async #acceptOne(gate: DenoGate): Promise<void> {
    await gate.room();
    const conn = await this.#listener.accept();
    gate.pass(conn).then((passed) => passed && this.#take(conn));
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
