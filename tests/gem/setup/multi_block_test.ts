import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { GRANT, MultiBlockGrants } from "../../../src/gem/mod.ts";

test("GRANT 0: the message is granted, and known until it has come", () => {
  const grants = new MultiBlockGrants();
  assertEquals(grants.inquire({ DATAID: 7, DATALENGTH: 1000n }), GRANT.granted);
  assertEquals(grants.inquire({ DATAID: "D", DATALENGTH: 64 * 1024 * 1024 }), 0);
  assertEquals(grants.granted, [7, "D"]);
  assertEquals([grants.end(7n), grants.end(7), grants.granted], [true, false, ["D"]]);
});

test("GRANT 1: too many messages have been granted and have not come", () => {
  const grants = new MultiBlockGrants({ maxMultiBlockGrants: 2 });
  const inquire = (DATAID: number) => grants.inquire({ DATAID, DATALENGTH: 1 });
  assertEquals([1, 2, 3].map(inquire), [0, 0, 1]);
  grants.end(1);
  assertEquals([inquire(3), grants.granted], [0, [2, 3]]);
});

test("GRANT 2: the message is too long, or its DATAID is", () => {
  const grants = new MultiBlockGrants({ maxMultiBlockLength: 100, maxIdLength: 3 });
  assertEquals(grants.inquire({ DATAID: 1, DATALENGTH: 101 }), 2);
  assertEquals(grants.inquire({ DATAID: 1, DATALENGTH: 2n ** 64n - 1n }), 2);
  assertEquals(grants.inquire({ DATAID: "Four", DATALENGTH: 1 }), 2);
  assertEquals([grants.inquire({ DATAID: 1, DATALENGTH: 100 }), grants.granted], [0, [1]]);
});

test("GRANT 3: the DATAID is in use", () => {
  const grants = new MultiBlockGrants({ maxMultiBlockGrants: 1 });
  assertEquals([1, 1n].map((DATAID) => grants.inquire({ DATAID, DATALENGTH: 1 })), [0, 3]);
});

test("the codes of GRANT are those of E5", () => {
  assertEquals(Object.values(GRANT), [0, 1, 2, 3]);
});

test("clear() ends all grants", () => {
  const grants = new MultiBlockGrants();
  grants.inquire({ DATAID: 1, DATALENGTH: 1 });
  grants.clear();
  assertEquals([grants.granted, grants.inquire({ DATAID: 1, DATALENGTH: 1 })], [[], 0]);
});

test("a flood of S2F39 is granted what there is room for", () => {
  const grants = new MultiBlockGrants();
  for (let DATAID = 0; DATAID < 100_000; DATAID++) grants.inquire({ DATAID, DATALENGTH: 1 });
  assertEquals(grants.granted.length, 10);
});

test("an option of grants that is out of range is refused at construction", () => {
  const options: Record<string, number> = { maxMultiBlockGrants: 0, maxMultiBlockLength: -1, maxIdLength: 0 };
  for (const [name, value] of Object.entries(options)) {
    assertThrows(() => new MultiBlockGrants({ [name]: value }), RangeError, name);
  }
});
