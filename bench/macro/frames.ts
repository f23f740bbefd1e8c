// Frames by hand: what any program has to do to cut and join them, and nothing else.

/** Bytes of the length field and the header. */
export const HEAD = 14;
const NONE = new Uint8Array(0);

/** Called with a frame: its head lies in `bytes` at `at`. */
export type OnFrame = (bytes: Uint8Array, at: number, body: Uint8Array) => void;

/** Cuts a stream into frames by their length fields. */
export class FrameReader {
  readonly #onFrame: OnFrame;
  readonly #views: boolean;
  readonly #head = new Uint8Array(HEAD);
  #headHeld = 0;
  #body: Uint8Array = NONE;
  #bodyHeld = 0;

  /** `views`: bodies that lie in a chunk are lent, not copied. */
  constructor(onFrame: OnFrame, views: boolean) {
    this.#onFrame = onFrame;
    this.#views = views;
  }

  push(chunk: Uint8Array): void {
    const onFrame = this.#onFrame;
    let at = this.#headHeld === 0 ? 0 : this.#goOn(chunk);
    while (chunk.length - at >= HEAD) {
      const end = at + 4 + lengthAt(chunk, at);
      const start = at + HEAD;
      if (end > chunk.length) {
        this.#head.set(chunk.subarray(at, start));
        this.#headHeld = HEAD;
        this.#begin(end - start);
        this.#fill(chunk, start);
        return;
      }
      const body = start === end ? NONE : this.#views ? chunk.subarray(start, end) : chunk.slice(start, end);
      onFrame(chunk, at, body);
      at = end;
    }
    if (at < chunk.length) {
      this.#head.set(chunk.subarray(at));
      this.#headHeld = chunk.length - at;
    }
  }

  /** Goes on with a frame that began in an earlier chunk; where the next one begins. */
  #goOn(chunk: Uint8Array): number {
    let at = 0;
    if (this.#headHeld < HEAD) {
      at = Math.min(HEAD - this.#headHeld, chunk.length);
      this.#head.set(chunk.subarray(0, at), this.#headHeld);
      this.#headHeld += at;
      if (this.#headHeld < HEAD) return at;
      this.#begin(lengthAt(this.#head, 0) + 4 - HEAD);
    }
    return this.#fill(chunk, at);
  }

  #begin(length: number): void {
    this.#body = length === 0 ? NONE : new Uint8Array(length);
    this.#bodyHeld = 0;
  }

  #fill(chunk: Uint8Array, at: number): number {
    const end = Math.min(at + this.#body.length - this.#bodyHeld, chunk.length);
    this.#body.set(chunk.subarray(at, end), this.#bodyHeld);
    this.#bodyHeld += end - at;
    if (this.#bodyHeld === this.#body.length) {
      this.#headHeld = 0;
      this.#onFrame(this.#head, 0, this.#body);
      this.#body = NONE;
    }
    return end;
  }
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24 | bytes[at + 1]! << 16 | bytes[at + 2]! << 8 | bytes[at + 3]!) >>> 0;
}
