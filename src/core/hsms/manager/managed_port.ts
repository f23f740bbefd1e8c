import type { Clock } from "../../base/mod.ts";
import { Tracer } from "../connection/trace.ts";
import { HsmsStateError } from "../errors.ts";
import {
  HsmsMultiPassiveServer,
  type HsmsMultiPassiveServerOptions,
} from "../listen/multi_passive_server.ts";
import type { HsmsTimeouts } from "../timeouts.ts";

/** Options of a {@linkcode ManagedPort}. */
export interface ManagedPortOptions extends HsmsMultiPassiveServerOptions {
  readonly clock: Clock;
  readonly timeouts: HsmsTimeouts;
  /** Resolves once the port is free that was used before with this number. */
  readonly after: Promise<void> | undefined;
}

/** One listening port of a manager: open while it is used, and tried again after T5 if it cannot be opened. */
export class ManagedPort {
  /** What listens there. */
  readonly server: HsmsMultiPassiveServer;
  readonly #options: ManagedPortOptions;
  readonly #tracer: Tracer;
  #cancelRetry: (() => void) | undefined;
  #closed = false;

  constructor(port: number, options: ManagedPortOptions) {
    this.server = new HsmsMultiPassiveServer(port, options);
    this.#options = options;
    const { clock, trace, onDelegateError } = options;
    this.#tracer = new Tracer({ clock, trace, onDelegateError });
  }

  /** Opens the port; rejects with a TransportError if that fails now, and goes on trying. */
  async open(): Promise<void> {
    if (this.#closed) throw new HsmsStateError("removed", "The peer was removed from its manager");
    this.#cancelRetry?.();
    try {
      await this.#options.after;
      await this.server.start();
    } catch (error) {
      this.#retryLater(error as Error);
      throw error;
    }
  }

  /** Closes the port; resolves when it is free. */
  close(): Promise<void> {
    this.#closed = true;
    this.#cancelRetry?.();
    return this.server.stop();
  }

  #retryLater(error: Error): void {
    if (this.#closed) return;
    const { clock, timeouts } = this.#options;
    const retryIn = timeouts.t5;
    this.#tracer.tell({ type: "failed", error, retryIn });
    this.#cancelRetry = clock.schedule(() => void this.open().catch(() => {}), retryIn);
  }
}
