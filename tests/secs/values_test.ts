// The words of schemas for maps, data sets and samples.

import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import {
  A,
  B,
  encodeItem,
  F4,
  F8,
  I1,
  I2,
  type Item,
  L,
  schema,
  SecsBuilding,
  SecsDialect,
  SecsReading,
  type SecsSchema,
  SecsSchemaError,
  U1,
  U2,
  U8,
} from "@secs/hsms";
import { toHex } from "../support/hex.ts";

function built<T>(one: SecsSchema<T>, value: T): string {
  return toHex(encodeItem(one.build(value, new SecsBuilding())));
}

/** The value, and the kinds of the notes. */
function read<T>(one: SecsSchema<T>, item: Item): [T, ...string[]] {
  const at = new SecsReading();
  const value = one.read(item, at);
  return [value, ...at.notes.map(({ kind }) => kind)];
}

function refused<T>(one: SecsSchema<T>, ...items: Item[]): void {
  for (const item of items) {
    assertThrows(() => one.read(item, new SecsReading()), SecsSchemaError, "expected");
  }
}

test("word is U2; any integer format is read", () => {
  assertEquals([0, 270, 65535].map((value) => built(schema.word(), value)), [
    "a9020000",
    "a902010e",
    "a902ffff",
  ]);
  assertEquals(read(schema.word(), U2(7)), [7]);
  assertEquals([I1(7), U8(7n)].map((item) => read(schema.word(), item)), [[7, "format"], [7, "format"]]);
  for (const value of [-1, 65536, 1.5, "7" as never]) {
    assertThrows(() => built(schema.word(), value), SecsSchemaError, "from 0 to 65535");
  }
  refused(schema.word(), U2(), U2(1, 2), I1(-1), U8(65536n), A("7"), F4(7), B(7));
});

test("decimal is U4 for whole numbers or F8; any number format is read", () => {
  const size = schema.decimal("U4");
  assertEquals(built(size, 6000), "b10400001770");
  assertEquals(built(size, 0.5), "81083fe0000000000000");
  assertEquals(built(size, -1), "8108bff0000000000000");
  assertEquals(built(size, 2 ** 32), "810841f0000000000000");
  assertEquals(built(schema.decimal("F8"), 2), "81084000000000000000");
  assertEquals([U1(9), I2(-2), F4(0.5), F8(1.25), U8(3n)].map((item) => read(size, item)), [
    [9],
    [-2],
    [0.5],
    [1.25],
    [3],
  ]);
  assertThrows(() => built(size, "6000" as never), SecsSchemaError, "expected a number, got 6000");
  refused(size, F4(), F4(1, 2), A("1"), L());
});

test("integers is one item of a fixed number of integers", () => {
  const position = schema.integers(2);
  assertEquals(built(position, [-2, 1]), "7108" + "fffffffe" + "00000001");
  assertEquals(built(position, [0, 2 ** 31]), "6110" + "0000000000000000" + "0000000080000000");
  assertEquals(read(position, I2(-2, 1)), [[-2, 1]]);
  assertEquals(read(position, U1(2, 1)), [[2, 1]]);
  for (const value of [[1], [1, 2, 3], "12" as never]) {
    assertThrows(() => built(position, value), SecsSchemaError, "an array of 2 whole numbers");
  }
  assertThrows(() => built(position, [1, 0.5]), SecsSchemaError, "expected a whole number, got 0.5");
  assertThrows(() => built(position, [1, 2n ** 63n]), SecsSchemaError, "that fit I8");
  refused(position, I2(1), I2(1, 2, 3), F4(1, 2), L(I2(1), I2(2)));
});

test("bytesOrText is B or U1, or A", () => {
  const bins = schema.bytesOrText("U1");
  const bytes = Uint8Array.of(1, 0, 255);
  assertEquals([built(bins, bytes), built(bins, "AB")], ["a5030100ff", "41024142"]);
  assertEquals(built(schema.bytesOrText("B"), bytes), "21030100ff");
  assertEquals([read(bins, U1(bytes)), read(bins, A("AB"))], [[bytes], ["AB"]]);
  assertEquals(read(bins, B(bytes)), [bytes, "format"]);
  assertEquals(read(schema.bytesOrText("B"), U1(bytes)), [bytes, "format"]);
  assertEquals(read(bins, L()), ["", "empty"]);
  assertThrows(() => built(bins, [1] as never), SecsSchemaError, "expected bytes or text");
  refused(bins, U2(1), F4(1), L(U1(1)));
  const strict = new SecsReading(new SecsDialect({ strict: true }));
  assertThrows(() => bins.read(B(1), strict), SecsSchemaError, "expected U1, got B[1]");
});

test("a byte that E5 allows as B, and a list that it allows as one item, have no note", () => {
  const port = schema.byte("PTN", { hasBinary: true });
  assertEquals([read(port, B(2)), read(port, U1(2)), read(port, U2(2))], [[2], [2], [2, "format"]]);
  assertEquals(read(schema.byte(), B(2)), [2, "format"]);
  refused(port, B(), B(1, 2));
  const slots = schema.arrayOf(schema.byte("SLOTID"), { mayBePacked: true });
  assertEquals(built(slots, [1, 3]), "0102a50101a50103");
  assertEquals([read(slots, L(U1(1), U1(3))), read(slots, U1(1, 3))], [[[1, 3]], [[1, 3]]]);
  refused(slots, B(1, 3), F4(1, 3));
  refused(schema.arrayOf(schema.byte("SLOTID")), U1(1, 3));
});

test("orRecord tells a record from a value", () => {
  const material = schema.orRecord(schema.id("MID"), schema.record({ CARRIERID: schema.ascii() }));
  assertEquals(built(material, { CARRIERID: "C" }), "0101410143");
  assertEquals([built(material, "W"), built(material, Uint8Array.of(1))], ["410157", "210101"]);
  assertEquals([read(material, L(A("C"))), read(material, A("W"))], [[{ CARRIERID: "C" }], ["W"]]);
  assertThrows(() => built(material, null as never), SecsSchemaError, "expected a whole number");
  refused(material, F4(1), L());
  assertEquals(schema.structureOf(material.shape), "L1{CARRIERID A} or MID A/B/I/U");
});

test("their structures in one line", () => {
  const { word, decimal, integers, bytesOrText, structureOf } = schema;
  const words = [word("FNLOC"), decimal("U4"), integers(3, "RSINF"), bytesOrText("U1", "BINLT")];
  assertEquals(words.map(({ shape }) => structureOf(shape)), [
    "FNLOC U2",
    "F/I/U",
    "RSINF I/U[3]",
    "BINLT A/U1",
  ]);
});
