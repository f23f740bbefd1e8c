import { concat } from "@std/bytes";
import { free, NO_BYTES } from "../../base/mod.ts";
import type { BufferAccount } from "../budget.ts";

/**
 * What a link keeps of what came in, as it counts in its account: bytes that were not looked at, in memory of their own,
 * and the body of the frame that is not complete.
 */
export class Incoming {
  readonly #account: BufferAccount;
  readonly #peer: string;
  #bytes: Uint8Array = NO_BYTES;
  #bodyLength = 0;

  /** Takes the account, and how errors name the peer. */
  constructor(account: BufferAccount, peer: string) {
    this.#account = account;
    this.#peer = peer;
  }

  /** Number of bytes that were not looked at. */
  get unread(): number {
    return this.#bytes.length;
  }

  /** The body of the frame that is not complete is to take so many bytes; throws if there is no room for them. */
  holdBody(bytes: number): void {
    const more = bytes - this.#bodyLength;
    if (more > 0) this.#account.makeRoom(more, this.#peer);
    this.#account.change(more);
    this.#bodyLength = bytes;
  }

  /** Keeps a copy of what came in, after what is kept. */
  append(chunk: Uint8Array): void {
    const before = this.#bytes;
    this.#keep(before.length === 0 ? chunk.slice() : concat([before, chunk]));
    free(before);
  }

  /** Hands out all that was not looked at; `restore` gives it back. */
  take(): Uint8Array {
    const bytes = this.#bytes;
    this.#keep(NO_BYTES);
    return bytes;
  }

  /**
   * Takes back what `take` handed out, as far as it was not looked at. A rest that is small beside its memory moves: the
   * memory would be kept for it.
   */
  restore(bytes: Uint8Array, start: number): void {
    const rest = bytes.subarray(start);
    if (rest.length * 2 > bytes.buffer.byteLength) return this.#keep(rest);
    this.#keep(rest.length === 0 ? NO_BYTES : rest.slice());
    free(bytes);
  }

  /** Keeps nothing any more. */
  clear(): void {
    free(this.take());
    this.holdBody(0);
  }

  #keep(bytes: Uint8Array): void {
    // The rest of an array keeps all of it.
    this.#account.change(bytes.buffer.byteLength - this.#bytes.buffer.byteLength);
    this.#bytes = bytes;
  }
}
