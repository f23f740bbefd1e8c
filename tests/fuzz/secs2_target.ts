import fc from "fast-check";
import { assert, assertEquals } from "@std/assert";
import { concat } from "@std/bytes";
import { decodeItem, type DecodeOptions, encodeItem, type Item, Secs2Error } from "@secs/hsms/secs2";
import { describeMessage, streamFunction } from "@secs/hsms";
import { anyItem } from "../secs2/arbitrary.ts";
import { BODIES } from "./corpus.ts";
import { anyEdit, spoiled } from "./inputs.ts";
import { mutate } from "./mutator.ts";
import type { Target } from "./target.ts";

/** A body, and the bounds of the decoder. */
export interface Secs2Input {
  readonly bytes: Uint8Array;
  readonly maxDepth: number;
  readonly maxItems: number;
}

/** What is under test; broken ones stand in for it in the tests of the fuzz. */
export type Decode = (bytes: Uint8Array, options?: DecodeOptions) => Item | undefined;

/** Format bytes of every format, with one to three length bytes, and none. */
const HEADS = [0o00, 0o10, 0o11, 0o20, 0o21, 0o22, 0o30, 0o31, 0o34, 0o40, 0o44, 0o50, 0o51, 0o54, 0o77]
  .flatMap((code) => [1, 2, 3, 0].map((lengthBytes) => code << 2 | lengthBytes));

/** Bytes of which many are format bytes and lengths. */
const likeItems = fc.array(
  fc.oneof(fc.constantFrom(...HEADS), fc.nat(4), fc.nat(255)),
  { maxLength: 60 },
).map((bytes) => Uint8Array.from(bytes));

/** The same few bytes again and again: nests, and lists of a great number. */
const bomb = fc.tuple(
  fc.oneof(
    fc.constantFrom([0x01, 0x01], [0x01, 0x00], [0x02, 0, 1], [0x03, 0, 0, 1], [0x03, 0xff, 0xff, 0xff], [
      0x01,
      0x02,
    ]),
    fc.array(fc.oneof(fc.nat(4), fc.constantFrom(...HEADS)), { minLength: 1, maxLength: 4 }),
  ),
  fc.oneof({ arbitrary: fc.nat(200), weight: 30 }, fc.nat(20_000)),
  fc.uint8Array({ maxLength: 6 }),
).map(([unit, times, rest]) => {
  const bytes = new Uint8Array(unit.length * times + rest.length);
  for (let at = 0; at < unit.length * times; at += unit.length) bytes.set(unit, at);
  bytes.set(rest, unit.length * times);
  return bytes;
});

/** A list that announces so many items, and has as many bytes as they need at least. */
const crowd = fc.tuple(fc.oneof({ arbitrary: fc.nat(300), weight: 30 }, fc.nat(20_000)), fc.nat(3)).map(
  ([count, less]) => {
    const items = new Uint8Array(Math.max(0, count * 2 - less));
    for (let at = 0; at < items.length; at += 2) items[at] = 0x01;
    return concat([Uint8Array.of(0x03, count >> 16, count >> 8, count), items]);
  },
);

const spoiledItem = fc.tuple(anyItem, fc.array(anyEdit, { maxLength: 3 }))
  .map(([item, edits]) => mutate(encodeItem(item), edits, BODIES));

/** Bodies as a hostile peer may send them. */
export const anyBody: fc.Arbitrary<Uint8Array> = fc.oneof(
  { arbitrary: spoiled(BODIES), weight: 4 },
  { arbitrary: likeItems, weight: 4 },
  { arbitrary: spoiledItem, weight: 3 },
  { arbitrary: bomb, weight: 1 },
  { arbitrary: crowd, weight: 1 },
);

/** A body decodes to an item within the bounds, which encodes and prints, or it is a Secs2Error in the body. */
export function secs2Target(decode: Decode = decodeItem): Target<Secs2Input> {
  return {
    name: "secs2",
    share: 18,
    waits: false,
    inputs: fc.record({
      bytes: anyBody,
      maxDepth: fc.constantFrom(64, 1024, 3),
      maxItems: fc.constantFrom(1_000_000, 50),
    }),
    check: (input) => checkBody(decode, input),
  };
}

function checkBody(decode: Decode, { bytes, maxDepth, maxItems }: Secs2Input): void {
  const before = bytes.slice();
  let item: Item | undefined;
  try {
    item = decode(bytes, { maxDepth, maxItems });
  } catch (error) {
    if (!(error instanceof Secs2Error)) throw error;
    assert(error.offset >= 0 && error.offset <= bytes.length, `offset ${error.offset}`);
    assert(/^(L\[\d+\](\/L\[\d+\])*)?(\/?[A-Z0-9]+)?$/.test(error.path), `path ${error.path}`);
  }
  if (item !== undefined) checkItem(decode, item, maxDepth, Math.min(maxItems, bytes.length));
  assertEquals(bytes.every((byte, i) => byte === before[i]), true, "the body is what it was");
  // Whatever came can be shown in a log.
  assert(describeMessage(streamFunction(1, 1, bytes)).startsWith("S1F1"));
}

function checkItem(decode: Decode, item: Item, maxDepth: number, maxItems: number): void {
  assert(countItems(item) <= maxItems, `${countItems(item)} items, where ${maxItems} may be`);
  const depth = item.format === "L" ? item.depth : 0;
  assert(depth <= maxDepth, `${depth} lists in each other, where ${maxDepth} may be`);
  const encoded = encodeItem(item);
  assertEquals(encoded.length, item.encodedLength, "the length that was foretold");
  const again = decode(encoded, { maxDepth, maxItems: maxItems + 1 })!;
  assert(again.equals(item) && item.equals(again), "an item encodes to an equal one");
}

function countItems(item: Item): number {
  if (item.format !== "L") return 1;
  let count = 1;
  for (const child of item.items) count += countItems(child);
  return count;
}
