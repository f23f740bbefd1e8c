import { assertEquals } from "@std/assert";

const frees = "transfer" in ArrayBuffer.prototype;

/** The memory of `bytes` is free, if the runtime can do that. */
export function assertFreed(bytes: Uint8Array): void {
  if (frees) assertEquals(bytes.buffer.byteLength, 0, "the memory is not free");
}
