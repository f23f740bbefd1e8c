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
  I8,
  type Item,
  J,
  L,
  U1,
  U4,
  U8,
} from "@secs/hsms/secs2";
import { inspect, shownByConsole } from "../support/inspect.ts";

/** Items with their SML and their JSON. */
const PRINTED: readonly [item: Item, sml: string, json: unknown][] = [
  [A("LOT1"), '<A "LOT1">', { format: "A", value: "LOT1" }],
  [A(""), '<A "">', { format: "A", value: "" }],
  [J('a"\n'), '<J "a" 0x22 0x0a>', { format: "J", value: 'a"\n' }],
  [C2(2, "é"), "<C2 2 0xc3 0xa9>", { format: "C2", encoding: 2, value: "c3 a9" }],
  [B(), "<B>", { format: "B", value: "" }],
  [B(0, 255), "<B 0x00 0xff>", { format: "B", value: "00 ff" }],
  [BOOLEAN(true), "<BOOLEAN T>", { format: "BOOLEAN", value: true }],
  [BOOLEAN(true, false), "<BOOLEAN T F>", { format: "BOOLEAN", value: [true, false] }],
  [U4(13), "<U4 13>", { format: "U4", value: 13 }],
  [U4(), "<U4>", { format: "U4", value: [] }],
  [U4(1, 2), "<U4 1 2>", { format: "U4", value: [1, 2] }],
  [I8(-1), "<I8 -1>", { format: "I8", value: "-1" }],
  [U8(2n ** 64n - 1n, 0), "<U8 18446744073709551615 0>", {
    format: "U8",
    value: ["18446744073709551615", "0"],
  }],
  [F4(0.1), "<F4 0.1>", { format: "F4", value: Math.fround(0.1) }],
  [F8(-0, NaN, -Infinity, 0.5), "<F8 -0 NaN -Infinity 0.5>", {
    format: "F8",
    value: ["-0", "NaN", "-Infinity", 0.5],
  }],
  [L(), "<L [0]>", { format: "L", value: [] }],
  [L(A("x"), L(U1(1), U8(2))), '<L [2] <A "x"> <L [2] <U1 1> <U8 2>>>', {
    format: "L",
    value: [
      { format: "A", value: "x" },
      { format: "L", value: [{ format: "U1", value: 1 }, { format: "U8", value: "2" }] },
    ],
  }],
];

for (const [item, sml, json] of PRINTED) {
  test(`toString(), console.log and JSON of ${sml}`, () => {
    for (const each of [item, decodeItem(encodeItem(item))!]) {
      assertEquals([`${each}`, inspect(each), shownByConsole(each)], [sml, sml, sml]);
      assertEquals(JSON.parse(JSON.stringify(each)), json);
    }
  });
}

test("console.log shows a list that does not fit on one line with each item on its own", () => {
  const list = L(U4(1), L(A("x".repeat(60)), B(7)), L(U4(3)));
  assertEquals(
    inspect({ list }),
    `{
  list: <L [3]
    <U4 1>
    <L [2]
      <A "${"x".repeat(60)}">
      <B 0x07>
    >
    <L [1] <U4 3>>
  >
}`,
  );
});

test("console.log cuts long items and says how long they are, toString() does not", () => {
  for (const way of [(item: Item) => item, (item: Item) => decodeItem(encodeItem(item))!]) {
    assertEquals(inspect(way(A("x".repeat(2000)))), `<A "${"x".repeat(100)}" … (2000)>`);
    assertEquals(inspect(way(C2(2, "x".repeat(101)))), `<C2 2 "${"x".repeat(100)}" … (101)>`);
    assertEquals(inspect(way(B(new Uint8Array(2000)))), `<B${" 0x00".repeat(100)} … (2000)>`);
    assertEquals(inspect(way(U4(new Uint32Array(2000)))), `<U4${" 0".repeat(100)} … (2000)>`);
    assertEquals(inspect(way(BOOLEAN(Array(2000).fill(true)))), `<BOOLEAN${" T".repeat(100)} … (2000)>`);
    assertEquals(`${way(U4(new Uint32Array(2000)))}`, `<U4${" 0".repeat(2000)}>`);
    assertEquals(`${way(A("x".repeat(2000)))}`, `<A "${"x".repeat(2000)}">`);
    const list = L(Array.from({ length: 1000 }, () => L(U4(1), U4(2))));
    assert(inspect(way(list)).length < 4000);
    assertEquals(`${way(list)}`.split("<U4 2>").length, 1001);
  }
});
