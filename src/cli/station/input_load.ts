import { Deferred } from "../../core/base/mod.ts";
import type { Input } from "./input.ts";

/** Number of inputs that wait for a peer or an answer, from which on stdin is not read. */
const MAX_INPUTS = 1000;
/** The same for their length in characters. */
const MAX_LENGTH = 16 * 1024 * 1024;

/** Counts the inputs that wait for a peer, or for an answer of one. */
export class InputLoad {
  #count = 0;
  #length = 0;
  #room: Deferred<void> | undefined;

  add({ text }: Input): void {
    this.#count++;
    this.#length += text.length;
  }

  remove({ text }: Input): void {
    this.#count--;
    this.#length -= text.length;
    if (!this.#full) this.#room?.resolve();
  }

  /** Resolves when more may be read. */
  async whenRoom(): Promise<void> {
    while (this.#full) {
      this.#room = new Deferred();
      await this.#room.promise;
    }
  }

  get #full(): boolean {
    return this.#count >= MAX_INPUTS || this.#length >= MAX_LENGTH;
  }
}
