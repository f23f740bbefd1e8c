import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import {
  A,
  decodeItem,
  encodeItem,
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  type Item,
  L,
  U1,
  U2,
  U4,
  U8,
} from "@secs/hsms/secs2";
import { fromHex } from "../support/hex.ts";

/** Bytes that are different everywhere, and no NaN of any kind. */
const BYTES = Uint8Array.from({ length: 8 * 37 }, (_, i) => i * 37 % 127);

const WAYS: readonly [
  make: (...values: never[]) => Item,
  size: number,
  read: (view: DataView, at: number) => unknown,
][] = [
  [I1, 1, (view, at) => view.getInt8(at)],
  [I2, 2, (view, at) => view.getInt16(at)],
  [I4, 4, (view, at) => view.getInt32(at)],
  [I8, 8, (view, at) => view.getBigInt64(at)],
  [U1, 1, (view, at) => view.getUint8(at)],
  [U2, 2, (view, at) => view.getUint16(at)],
  [U4, 4, (view, at) => view.getUint32(at)],
  [U8, 8, (view, at) => view.getBigUint64(at)],
  [F4, 4, (view, at) => view.getFloat32(at)],
  [F8, 8, (view, at) => view.getFloat64(at)],
];

for (const [make, size, read] of WAYS) {
  test(`${make.name} reads and writes arrays of every length, at every place in a body`, () => {
    const view = new DataView(BYTES.buffer);
    for (let count = 0; count <= 37; count++) {
      const values = Array.from({ length: count }, (_, i) => read(view, i * size));
      for (let before = 0; before < 4; before++) {
        // A text in front moves the numbers to every alignment.
        const body = encodeItem(L(A("x".repeat(before)), make(...values as never[])));
        assertEquals(body.subarray(body.length - count * size), BYTES.subarray(0, count * size));
        const list = decodeItem(body);
        assert(list?.format === "L");
        const item = list.at(1) as ReturnType<typeof F8>;
        assertEquals(Array.from(item.values as ArrayLike<unknown>), values);
        if (count === 1) assertEquals(item.value, values[0]);
        const typed = (make as (values: unknown) => Item)(item.values);
        assertEquals(encodeItem(L(A("x".repeat(before)), typed)), body);
        assertEquals(encodeItem(list), body);
      }
    }
  });
}

test("64 bits are exact where a number would be rounded", () => {
  const item = decodeItem(fromHex("a1 10 0020000000000001 ffffffffffffffff"));
  assert(item?.format === "U8");
  assertEquals(item.values, BigUint64Array.of(9007199254740993n, 18446744073709551615n));
  assertEquals(encodeItem(U8(9007199254740993n)), fromHex("a1 08 0020000000000001"));
});

test("a typed array that lies inside a buffer is written as it is", () => {
  const buffer = Uint32Array.of(9, 1, 2, 9).buffer;
  assertEquals(encodeItem(U4(new Uint32Array(buffer, 4, 2))), fromHex("b1 08 00000001 00000002"));
});
