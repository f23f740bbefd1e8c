import { abortable } from "../../base/mod.ts";
import type { Transport } from "../../network/mod.ts";
import type { Incoming } from "./incoming.ts";

/** Waits for one connection that an acceptor hands over, and knows when that one has ended. */
export class TransportSlot {
  #incoming: Incoming | undefined;
  #open = true;
  #give: (transport: Transport) => void = () => {};
  readonly #given = new Promise<Transport>((resolve) => this.#give = resolve);

  /** Takes the connection; false if one was taken before, or the wait is over. */
  offer(incoming: Incoming): boolean {
    if (!this.#open) return false;
    this.#open = false;
    this.#incoming = incoming;
    this.#give(incoming.transport);
    return true;
  }

  /** Resolves with the transport; rejects with the signal's reason, and then drops one that came in that moment. */
  async wait(signal: AbortSignal): Promise<Transport> {
    try {
      return await abortable(this.#given, signal);
    } catch (error) {
      this.#open = false;
      this.#incoming?.drop();
      throw error;
    }
  }

  /** The connection that was waited for has ended. */
  ended(): void {
    this.#incoming?.ended();
  }
}
