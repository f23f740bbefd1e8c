import fc from "fast-check";
import { A, B, BOOLEAN, C2, F4, F8, I1, I2, I4, I8, type Item, J, L, U1, U2, U4, U8 } from "@secs/hsms/secs2";

/** Most elements of a generated item: some need two length bytes. */
const MOST = { maxLength: 300, size: "small" } as const;

const bytes = fc.uint8Array(MOST);
const latin1 = bytes.map((array) => String.fromCharCode(...array));
const printable = fc.string({ unit: "grapheme-ascii", ...MOST });

const leaf: fc.Arbitrary<Item> = fc.oneof(
  fc.oneof(printable, latin1, bytes).map(A),
  fc.oneof(latin1, bytes).map(J),
  fc.tuple(fc.nat(0xffff), bytes).map(([encoding, text]) => C2(encoding, text)),
  bytes.map((array) => B(array)),
  fc.array(fc.boolean(), MOST).map((values) => BOOLEAN(values)),
  fc.int8Array(MOST).map((array) => I1(array)),
  fc.int16Array(MOST).map((array) => I2(array)),
  fc.int32Array(MOST).map((array) => I4(array)),
  fc.bigInt64Array(MOST).map((array) => I8(array)),
  bytes.map((array) => U1(array)),
  fc.uint16Array(MOST).map((array) => U2(array)),
  fc.uint32Array(MOST).map((array) => U4(array)),
  fc.bigUint64Array(MOST).map((array) => U8(array)),
  fc.float32Array(MOST).map((array) => F4(array)),
  fc.float64Array(MOST).map((array) => F8(array)),
  // Given one by one instead of as an array.
  fc.array(fc.nat(0xff), { maxLength: 4 }).map((values) => U4(...values)),
  fc.array(fc.maxSafeInteger(), { maxLength: 4 }).map((values) => I8(...values)),
  fc.array(fc.double(), { maxLength: 4 }).map((values) => F8(...values)),
);

/** Any item, lists in lists included. */
export const anyItem: fc.Arbitrary<Item> = fc.letrec<{ item: Item; list: Item }>((tie) => ({
  item: fc.oneof({ maxDepth: 6, depthSize: "small" }, leaf, tie("list")),
  list: fc.array(tie("item"), { maxLength: 12, size: "small" }).map((items) => L(items)),
})).item;

/** Items of each run: ten thousand and more over all properties. */
export const RUNS = 4000;
