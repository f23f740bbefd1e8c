/**
 * The bytes that items were decoded from, shared by all of them. Only who makes items without their constructors needs
 * one.
 *
 * @example
 * ```ts
 * import { BinaryItem, Source } from "@secs/hsms/secs2";
 * import { assertEquals } from "@std/assert";
 *
 * const source = new Source(Uint8Array.of(1, 2, 3));
 * assertEquals(new BinaryItem(source, 1, 2).bytes, Uint8Array.of(2, 3));
 * ```
 */
export class Source {
  /** The bytes; they do not change. */
  readonly bytes: Uint8Array;
  #view: DataView | undefined;

  /** Keeps the bytes, without a copy. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** The same bytes, for numbers. */
  get view(): DataView {
    return this.#view ??= viewOf(this.bytes);
  }
}

/** A view of the same bytes. */
export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** The same bytes as a plain byte array: a runtime's subclass may mean something else by `slice`. */
export function plainBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.constructor === Uint8Array) return bytes;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
