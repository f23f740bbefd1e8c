import { free } from "../core/base/mod.ts";

/** Smaller pieces are joined with their neighbours; a piece of this size is not copied. */
const LARGE = 16 * 1024;

/** Maximum number of bytes that are joined into one piece. */
const MAX_JOINED = 64 * 1024;

/**
 * The bytes that a runtime has not taken yet, in order, for runtimes that may take only a part of a write.
 *
 * `head` is the piece to write next; `shift` removes what was taken of it. Only small neighbours are copied: they are joined,
 * so that one system call carries them.
 */
export class WriteQueue {
  #pieces: Uint8Array[] = [];
  /** The index of the first piece that is left. */
  #first = 0;
  #bytes = 0;
  /** The memory of large pieces that nobody else has: it is freed when they were taken. */
  #own: Set<unknown> | undefined;

  /** Number of bytes that were not taken yet. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether all bytes were taken. */
  get isEmpty(): boolean {
    return this.#first === this.#pieces.length;
  }

  /** An array for the next `push`, and for nothing else: if it is large, its memory is freed when its bytes were taken. */
  allocate(size: number): Uint8Array {
    const bytes = new Uint8Array(size);
    if (size >= LARGE) (this.#own ??= new Set()).add(bytes.buffer);
    return bytes;
  }

  /** Appends bytes; they must not change after that. */
  push(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#pieces.push(bytes);
    this.#bytes += bytes.length;
  }

  /** The piece to write next; it stays the same until `shift`. The queue must not be empty. */
  head(): Uint8Array {
    const piece = this.#pieces[this.#first]!;
    const next = this.#pieces[this.#first + 1];
    if (next === undefined || piece.length >= LARGE || next.length >= LARGE) return piece;
    return this.#join();
  }

  /** Drops the first `count` bytes of the head. */
  shift(count: number): void {
    const piece = this.#pieces[this.#first]!;
    this.#bytes -= count;
    if (count < piece.length) {
      this.#pieces[this.#first] = piece.subarray(count);
    } else {
      this.#first++;
      this.#free(piece);
      if (this.isEmpty) this.clear();
      else if (this.#first >= 1024) this.#compact();
    }
  }

  /** Drops all bytes. */
  clear(): void {
    this.#pieces = [];
    this.#first = 0;
    this.#bytes = 0;
    this.#own = undefined;
  }

  /** Makes one piece of the small ones at the front. */
  #join(): Uint8Array {
    let end = this.#first;
    let length = 0;
    for (; end < this.#pieces.length; end++) {
      const size = this.#pieces[end]!.length;
      if (size >= LARGE || length + size > MAX_JOINED) break;
      length += size;
    }
    const joined = this.allocate(length);
    let at = 0;
    for (let i = this.#first; i < end; i++) {
      const piece = this.#pieces[i]!;
      joined.set(piece, at);
      at += piece.length;
      this.#free(piece);
    }
    this.#first = end - 1;
    this.#pieces[this.#first] = joined;
    return joined;
  }

  #free(piece: Uint8Array): void {
    if (this.#own?.delete(piece.buffer)) free(piece);
  }

  #compact(): void {
    this.#pieces = this.#pieces.slice(this.#first);
    this.#first = 0;
  }
}
