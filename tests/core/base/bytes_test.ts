import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { free, hex, NO_BYTES, putUint32, takeUint32 } from "../../../src/core/base/mod.ts";
import { assertFreed } from "../../support/freed.ts";

const NUMBERS: readonly [number: number, bytes: readonly number[]][] = [
  [0, [0x00, 0x00, 0x00, 0x00]],
  [0x0102_0304, [0x01, 0x02, 0x03, 0x04]],
  [0x7fff_ffff, [0x7f, 0xff, 0xff, 0xff]],
  [0x8000_0000, [0x80, 0x00, 0x00, 0x00]],
  [0xffff_fffe, [0xff, 0xff, 0xff, 0xfe]],
];

test("putUint32() and takeUint32() have the most significant byte first, at any offset, and no sign", () => {
  for (const [number, bytes] of NUMBERS) {
    const written = new Uint8Array(6).fill(0xaa);
    putUint32(written, 1, number);
    assertEquals([...written], [0xaa, ...bytes, 0xaa]);
    assertEquals(takeUint32(written, 1), number);
  }
});

test("hex() prints pairs of digits, and says how many bytes there are if it leaves some out", () => {
  assertEquals(hex(Uint8Array.of()), "");
  assertEquals(hex(Uint8Array.of(0, 10, 255)), "00 0a ff");
  assertEquals(hex(Uint8Array.of(1, 2, 3), 3), "01 02 03");
  assertEquals(hex(Uint8Array.of(1, 2, 3), 2), "01 02 … (3 bytes)");
});

test("free() frees the memory of an array at once, and leaves the shared empty array alone", () => {
  const bytes = new Uint8Array(100_000);
  free(bytes.subarray(10));
  assertFreed(bytes);
  free(NO_BYTES);
  assertEquals([...NO_BYTES, ...new Uint8Array(NO_BYTES.buffer)], []);
});
