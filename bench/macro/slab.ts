// What waits to be written: small frames joined in a slab, large bodies by reference.

import { HEAD } from "./frames.ts";

const SIZE = 64 * 1024;
/** Bodies from here on are a write of their own. */
const LARGE = 64 * 1024;

/** A message with the fields of its header as an object. */
export interface Message {
  readonly header: {
    readonly sessionId: number;
    readonly requireResponse: boolean;
    readonly stream: number;
    readonly function: number;
    readonly pType: number;
    readonly sType: number;
    readonly system: number;
  };
  readonly data: Uint8Array;
}

/** Pieces in the order in which they are to be written. Slabs are used again once they are written. */
export class Slabs {
  #slab: Uint8Array = new Uint8Array(SIZE);
  /** Where the piece begins that grows now, and where it ends so far. */
  #start = 0;
  #end = 0;
  #closed: Uint8Array[] = [];
  /** Slabs that are full, the oldest first; and those that are written. */
  #full: Uint8Array[] = [];
  #spare: Uint8Array[] = [];
  /** Bytes that were added and not written. */
  waiting = 0;

  /** Adds the reply to the frame whose head lies in `bytes` at `at`: function + 1, or SType + 1, the same system. */
  reply(bytes: Uint8Array, at: number): void {
    const control = bytes[at + 9]! !== 0;
    const to = this.#reserve(HEAD);
    const slab = this.#slab;
    slab[to] = slab[to + 1] = slab[to + 2] = 0;
    slab[to + 3] = 10;
    slab[to + 4] = bytes[at + 4]!;
    slab[to + 5] = bytes[at + 5]!;
    slab[to + 6] = bytes[at + 6]! & 0x7f;
    slab[to + 7] = control ? 0 : bytes[at + 7]! + 1;
    slab[to + 8] = 0;
    slab[to + 9] = control ? bytes[at + 9]! + 1 : 0;
    slab[to + 10] = bytes[at + 10]!;
    slab[to + 11] = bytes[at + 11]!;
    slab[to + 12] = bytes[at + 12]!;
    slab[to + 13] = bytes[at + 13]!;
  }

  /** Adds a frame: the head as it is but for the system bytes, and the body. */
  frame(head: Uint8Array, system: number, body: Uint8Array): void {
    const large = body.length >= LARGE;
    const to = this.#reserve(large ? HEAD : HEAD + body.length);
    const slab = this.#slab;
    for (let i = 0; i < 10; i++) slab[to + i] = head[i]!;
    slab[to + 10] = system >>> 24;
    slab[to + 11] = system >>> 16;
    slab[to + 12] = system >>> 8;
    slab[to + 13] = system;
    this.#body(to, body, large);
  }

  /** Adds a message whose header is an object. */
  message({ header, data }: Message): void {
    const large = data.length >= LARGE;
    const to = this.#reserve(large ? HEAD : HEAD + data.length);
    const slab = this.#slab;
    const length = 10 + data.length;
    slab[to] = length >>> 24;
    slab[to + 1] = length >>> 16;
    slab[to + 2] = length >>> 8;
    slab[to + 3] = length;
    slab[to + 4] = header.sessionId >>> 8;
    slab[to + 5] = header.sessionId;
    slab[to + 6] = header.requireResponse ? header.stream | 0x80 : header.stream;
    slab[to + 7] = header.function;
    slab[to + 8] = header.pType;
    slab[to + 9] = header.sType;
    slab[to + 10] = header.system >>> 24;
    slab[to + 11] = header.system >>> 16;
    slab[to + 12] = header.system >>> 8;
    slab[to + 13] = header.system;
    this.#body(to, data, large);
  }

  /** The next piece to write; hand it to `written` once it may change again. */
  take(): Uint8Array | undefined {
    if (this.#closed.length === 0) this.#close();
    return this.#closed.shift();
  }

  /** A piece is written, and all that were taken before it. */
  written(piece: Uint8Array): void {
    this.waiting -= piece.length;
    if (this.waiting === 0) {
      this.#start = this.#end = 0;
      this.#spare.push(...this.#full);
      this.#full.length = 0;
    } else if (this.#full[0]?.buffer === piece.buffer && this.#closed[0]?.buffer !== piece.buffer) {
      this.#spare.push(this.#full.shift()!);
    }
  }

  #reserve(length: number): number {
    if (this.#end + length > SIZE) {
      this.#close();
      this.#full.push(this.#slab);
      this.#slab = this.#spare.pop() ?? new Uint8Array(SIZE);
      this.#start = this.#end = 0;
    }
    const to = this.#end;
    this.#end += length;
    this.waiting += length;
    return to;
  }

  #body(to: number, body: Uint8Array, large: boolean): void {
    if (large) {
      this.#close();
      this.#closed.push(body);
      this.waiting += body.length;
    } else if (body.length > 0) this.#slab.set(body, to + HEAD);
  }

  #close(): void {
    if (this.#end === this.#start) return;
    this.#closed.push(this.#slab.subarray(this.#start, this.#end));
    this.#start = this.#end;
  }
}
