import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { A, B, decodeItem, encodeItem, type Item, L, U1, U2 } from "@secs/hsms/secs2";
import vectors from "../vectors/frames.json" with { type: "json" };
import { fromHex } from "../support/hex.ts";

/** What stands in front of the body, by the kind of the vector. */
const SKIP: Readonly<Record<string, number>> = { frame: 14, "header+body": 10, "secs2-body": 0 };

/** The bodies of the vectors, as they are described there. */
const ITEMS: Readonly<Record<string, Item>> = {
  "brooks-hf80-s18f5": L(A("01"), U2(), U2()),
  "pysemisecs-2-s1f3": U2(1012),
  "be-graph-s1f13": L(A("BGHSMS"), A("1.0")),
  "brooks-hf5-s2f13": L(U1(1)),
  "brooks-hf5-s2f14-unknown": L(U1()),
  "brooks-hf5-s9f3": B(0, 0, 0x84, 1, 0x80, 1, 0, 0, 0, 0x0b),
};

test("every body among the vectors is described here", () => {
  const bodies = vectors.cases.filter(({ expect }) => "items" in expect || "body" in expect).map(({ id }) =>
    id
  );
  assertEquals(bodies.filter((id) => !(id in ITEMS)), []);
});

for (const { id, kind, hex } of vectors.cases) {
  const skip = SKIP[kind];
  if (skip === undefined || hex.length / 2 <= skip) continue;
  test(`vector ${id}: its body decodes to the items that it is said to have, and encodes to the same bytes`, () => {
    const body = fromHex(hex).subarray(skip);
    const item = decodeItem(body);
    assert(ITEMS[id] !== undefined, "a body that is not described here");
    assert(ITEMS[id].equals(item));
    assertEquals(encodeItem(item), body);
  });
}
