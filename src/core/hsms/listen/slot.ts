import { abortable } from "../../base/mod.ts";
import type { Transport } from "../../network/mod.ts";

/** Waits for one transport that somebody else hands over. */
export class Slot {
  #transport: Transport | undefined;
  #open = true;
  #give: (transport: Transport) => void = () => {};
  readonly #given = new Promise<Transport>((resolve) => this.#give = resolve);

  /** Takes the transport; false where one was taken before, or nobody waits any more. */
  offer(transport: Transport): boolean {
    if (!this.#open) return false;
    this.#open = false;
    this.#transport = transport;
    this.#give(transport);
    return true;
  }

  /** Resolves with the transport; rejects with the signal's reason, and then drops one that came in that moment. */
  async wait(signal: AbortSignal): Promise<Transport> {
    try {
      return await abortable(this.#given, signal);
    } catch (error) {
      this.#open = false;
      this.#transport?.abort();
      throw error;
    }
  }
}
