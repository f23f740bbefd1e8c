import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import {
  A,
  B,
  BOOLEAN,
  C2,
  decodeItem,
  encodeItem,
  F4,
  F8,
  I1,
  I4,
  I8,
  type Item,
  J,
  L,
  U1,
  U2,
  U4,
  U8,
} from "@secs/hsms/secs2";
import { comparators, saysEqual } from "./comparators.ts";

const LONG = "x".repeat(2000);
const MANY = Array.from({ length: 600 }, (_, i) => i & 0x7f);

/** No two of them are equal; similar ones are next to each other. */
const ITEMS: readonly (() => Item)[] = [
  () => L(),
  () => L(L()),
  () => L(A("LOT1"), U4(1)),
  () => L(A("LOT2"), U4(1)),
  () => L(A("LOT1"), U4(2)),
  () => L(A("LOT1"), L(U4(1))),
  () => A(""),
  () => A("LOT1"),
  () => A("LOT2"),
  () => A("LOT1 "),
  () => J("LOT1"),
  () => A("y".repeat(64)),
  () => A("y".repeat(65)),
  () => A(`${LONG}1`),
  () => A(`${LONG}2`),
  () => J(`${LONG}2`),
  () => C2(2, "LOT1"),
  () => C2(2, "LOT2"),
  () => C2(8, "LOT2"),
  () => B(),
  () => B(0),
  () => B(1),
  () => B(0, 1),
  () => B(0, 2),
  () => B(MANY),
  () => B([...MANY.slice(1), 0]),
  () => BOOLEAN(),
  () => BOOLEAN(true),
  () => BOOLEAN(false),
  () => BOOLEAN(true, false),
  () => BOOLEAN(true, true),
  () => BOOLEAN(MANY.map((n) => n > 5)),
  () => BOOLEAN(MANY.map((n) => n > 6)),
  () => U1(1),
  () => U2(1),
  () => U4(),
  () => U4(1),
  () => U4(2),
  () => I4(1),
  () => F4(1),
  () => F8(1),
  () => U4(1, 2),
  () => U4(1, 3),
  () => I4(1, 2),
  () => U4(MANY),
  () => U4([...MANY.slice(1), 200]),
  () => I1(MANY),
  () => U8(1),
  () => U8(2),
  () => I8(1),
  () => U8(2n ** 64n - 1n),
  () => U8(1, 2),
  () => F8(NaN),
  () => F8(Infinity),
  () => F8(0.1, -3),
];

/** The item as it comes out of a body that lies in a larger buffer. */
function received(item: Item): Item {
  const body = encodeItem(item);
  const bytes = new Uint8Array(body.length + 30).fill(0xee);
  bytes.set(body, 13);
  return decodeItem(bytes.subarray(13, 13 + body.length))!;
}

for (const tool of await comparators()) {
  test(`${tool.name} says that an item is equal to one of the same format and elements, built or decoded`, () => {
    for (const make of ITEMS) {
      const [built, other, decoded] = [make(), make(), received(make())];
      assert(saysEqual(tool, built, other), `${built}`);
      assert(saysEqual(tool, built, decoded) && saysEqual(tool, decoded, built), `${built}, decoded`);
      assert(saysEqual(tool, received(built), decoded), `${built}, decoded twice`);
      assert(saysEqual(tool, { body: [built] }, { body: [decoded] }), `${built} in an object`);
    }
  });

  test(`${tool.name} tells items apart, built or decoded`, () => {
    ITEMS.forEach((make, i) => {
      for (const makeOther of ITEMS.slice(i + 1, i + 8)) {
        const [one, other] = [make(), makeOther()];
        assert(!saysEqual(tool, one, other) && !saysEqual(tool, other, one), `${one} and ${other}`);
        assert(!saysEqual(tool, one, received(other)), `${one} and ${other}, decoded`);
      }
    });
  });

  test(`${tool.name} treats 0, -0 and NaN of items as it treats the numbers themselves`, () => {
    for (const [a, b] of [[0, -0], [-0, 0], [-0, -0], [NaN, NaN], [NaN, 0]] as const) {
      assertEquals(saysEqual(tool, F8(a), F8(b)), saysEqual(tool, { value: a }, { value: b }), `${a} ${b}`);
      assertEquals(
        saysEqual(tool, F4(1, a), received(F4(1, b))),
        saysEqual(tool, { values: Float32Array.of(1, a) }, { values: Float32Array.of(1, b) }),
        `1 ${a}, 1 ${b}`,
      );
    }
  });

  test(`${tool.name} says how items differ`, () => {
    for (const [one, other] of [[A("LOT1"), A("LOT2")], [U4(4711), U4(4712)], [L(A("LOT1")), L(A("LOT2"))]]) {
      let message = "";
      try {
        tool.assertEqual(one, other);
      } catch (error) {
        message = `${(error as Error).message}`;
      }
      const [a, b] = one!.format === "U4" ? ["4711", "4712"] : ["LOT1", "LOT2"];
      assert(message.includes(a!) && message.includes(b!), `${tool.name}: ${message}`);
    }
  });
}
