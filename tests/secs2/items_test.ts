import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  A,
  B,
  BinaryItem,
  BOOLEAN,
  BooleanItem,
  C2,
  decodeItem,
  encodeItem,
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  type Item,
  J,
  L,
  ListItem,
  LocalizedItem,
  NumberItem,
  TextItem,
  U1,
  U2,
  U4,
  U8,
} from "@secs/hsms/secs2";

test("each constructor makes an item of its class and format", () => {
  const made: [Item, string, abstract new (...args: never[]) => Item][] = [
    [L(), "L", ListItem],
    [A(""), "A", TextItem],
    [J(""), "J", TextItem],
    [C2(2, []), "C2", LocalizedItem],
    [B(), "B", BinaryItem],
    [BOOLEAN(), "BOOLEAN", BooleanItem],
    ...[I1, I2, I4, I8, U1, U2, U4, U8, F4, F8].map((make) =>
      [make(), make.name, NumberItem] as [Item, string, typeof NumberItem]
    ),
  ];
  for (const [item, format, itemClass] of made) {
    assertEquals([item.format, item.length], [format, 0]);
    assert(item instanceof itemClass);
  }
});

test("elements are counted, and read one by one or all at once", () => {
  assertEquals(L(A("x"), U4(1)).at(1).format, "U4");
  assertThrows(() => L(A("x")).at(1), RangeError, "L has no item at index 1: its length is 1");
  assertEquals(L(L(), L()).items.map((item) => item.format), ["L", "L"]);
  assertEquals([L().depth, L(A("x"), L(L())).depth], [1, 3]);
  assertEquals([A("abc").length, B(1, 2).length, BOOLEAN(true).length, C2(1, [1, 2, 3]).length], [
    3,
    2,
    1,
    3,
  ]);
  assertEquals([B(7).value, BOOLEAN(false).value, U1(7).value, F8(0.1).value, I8(-1).value], [
    7,
    false,
    7,
    0.1,
    -1n,
  ]);
});

test("value needs exactly one element, made or decoded", () => {
  const decoded = (item: Item) => decodeItem(encodeItem(item))!;
  for (const way of [(item: Item) => item, decoded]) {
    const [none, two, bytes, flags] = [way(U4()), way(U4(1, 2)), way(B(1, 2)), way(BOOLEAN())];
    assert(none.format === "U4" && two.format === "U4" && bytes.format === "B" && flags.format === "BOOLEAN");
    assertThrows(() => none.value, RangeError, "U4 has 0 values: value needs exactly one");
    assertThrows(() => two.value, RangeError, "U4 has 2 values: value needs exactly one");
    assertThrows(() => bytes.value, RangeError, "B has 2 bytes: value needs exactly one");
    assertThrows(() => flags.value, RangeError, "BOOLEAN has 0 values: value needs exactly one");
  }
});

test("numbers come one by one, as an array, or as the typed array of the format", () => {
  assert(U2(1, 2).equals(U2([1, 2])) && U2([1, 2]).equals(U2(Uint16Array.of(1, 2))));
  assert(B(1, 2).equals(B([1, 2])) && B([1, 2]).equals(B(Uint8Array.of(1, 2))));
  assert(BOOLEAN(true, false).equals(BOOLEAN([true, false])));
  assert(L(A("x"), A("y")).equals(L([A("x"), A("y")])));
  assert(L([]).equals(L()) && U4([]).equals(U4()) && B([]).equals(B()));
  assertEquals(U4(1, 2).values, Uint32Array.of(1, 2));
  assertEquals(I8(1, -2n).values, BigInt64Array.of(1n, -2n));
});

test("an array that was given may change later, a typed array is the item's own", () => {
  const numbers = [1, 2];
  const items = [A("x")];
  const [unsigned, list] = [U1(numbers), L(items)];
  numbers[0] = 9;
  items.pop();
  assertEquals([unsigned.values[0], list.length], [1, 1]);
  const own = Uint16Array.of(1);
  assertEquals(U2(own).values === own, true);
});

/** Calls that are wrong, and the messages of their errors. */
const MISUSE: readonly [call: () => unknown, error: typeof RangeError | typeof TypeError, message: string][] =
  [
    [() => U1(256), RangeError, "U1 takes whole numbers from 0 to 255, got 256"],
    [() => U1(1, -1), RangeError, "U1 takes whole numbers from 0 to 255, got -1"],
    [() => U2(1.5), RangeError, "U2 takes whole numbers from 0 to 65535, got 1.5"],
    [() => U4(NaN), RangeError, "U4 takes whole numbers from 0 to 4294967295, got NaN"],
    [() => I1(128), RangeError, "I1 takes whole numbers from -128 to 127, got 128"],
    [() => I4(2 ** 31), RangeError, "I4 takes whole numbers from -2147483648 to 2147483647, got 2147483648"],
    [() => U8(-1), RangeError, "U8 takes whole numbers from 0 to 18446744073709551615, got -1"],
    [
      () => U8(2n ** 64n),
      RangeError,
      "U8 takes whole numbers from 0 to 18446744073709551615, got 18446744073709551616",
    ],
    [() => U8(2 ** 53), RangeError, "U8 takes bigints and safe integers, got 9007199254740992"],
    [() => F4(1e39), RangeError, "F4 takes numbers that fit in four bytes, got 1e+39"],
    [() => U4("1" as never), TypeError, "U4 takes numbers, got a string"],
    [() => U4(1n as never), TypeError, "U4 takes numbers, got a bigint"],
    [() => I8("1" as never), TypeError, "I8 takes bigints and safe integers, got a string"],
    [() => F8(undefined as never), TypeError, "F8 takes numbers, got undefined"],
    [() => U4(Uint8Array.of(1) as never), TypeError, "U4 takes numbers or a Uint32Array"],
    [() => U4(null as never), TypeError, "U4 takes numbers or a Uint32Array"],
    [() => B(256), RangeError, "B takes whole numbers from 0 to 255, got 256"],
    [() => B("x" as never), TypeError, "B takes numbers from 0 to 255, got a string"],
    [() => BOOLEAN(1 as never), TypeError, "BOOLEAN takes booleans, got a number"],
    [() => L("x" as never), TypeError, "L takes items, got a string"],
    [() => L(A("x"), undefined as never), TypeError, "L takes items, got undefined"],
    [() => L({ format: "A" } as never), TypeError, "L takes items, got an object"],
    [
      () => A("温度"),
      RangeError,
      'A takes characters 0 to 255, got "温" (U+6E29) at index 0: pass bytes, or use C2',
    ],
    [() => A(`${"x".repeat(500)}😀`), RangeError, 'got "😀" (U+1F600) at index 500'],
    [() => J(5 as never), TypeError, "J takes text or bytes, got a number"],
    [() => C2(65536, []), RangeError, "C2 takes an encoding from 0 to 65535, got 65536"],
    [() => C2(2, 5 as never), TypeError, "C2 takes text or bytes, got a number"],
    [() => B(new Uint8Array(2 ** 24)), RangeError, "B of 16777216 bytes: the maximum is 16777215"],
    [
      () => C2(2, new Uint8Array(2 ** 24 - 2)),
      RangeError,
      "C2 of 16777216 bytes: the maximum is 16777215",
    ],
    [() => F8(new Float64Array(2 ** 21)), RangeError, "F8 of 16777216 bytes: the maximum is 16777215"],
    [() => A("x".repeat(2 ** 24)), RangeError, "A of 16777216 bytes: the maximum is 16777215"],
    [() => encodeItem("x" as never), TypeError, "encodeItem() takes an item, got a string"],
  ];

for (const [call, error, message] of MISUSE) {
  test(`misuse says: ${message}`, () => {
    assertThrows(call, error, message);
  });
}

test("lists can be nested 1024 deep", () => {
  let list = L();
  for (let depth = 2; depth <= 1024; depth++) list = L(list);
  assertEquals([list.depth, encodeItem(list).length], [1024, 2048]);
  assertThrows(() => L(list), RangeError, "L with lists nested 1025 deep: the maximum is 1024");
});

test("numbers of F4 are rounded to four bytes", () => {
  assertEquals(F4(0.1).value, Math.fround(0.1));
  assertEquals(F4(Infinity, -Infinity, NaN).values, Float32Array.of(Infinity, -Infinity, NaN));
  assertEquals(Object.is(I4(-0).value, 0), true);
});

test("equals() compares format and elements, whatever the item was made from", () => {
  const item = () => L(A("x"), J("x"), C2(2, [1]), B(1), BOOLEAN(true), U4(1, 2), F8(NaN, -0), L(I8(-1)));
  assert(item().equals(item()));
  assert(item().equals(decodeItem(encodeItem(item()))));
  assert(!item().equals(undefined));
  const different: [Item, Item][] = [
    [A("x"), J("x")],
    [A("x"), A("y")],
    [A("x"), A("xx")],
    [U4(1), U4(2)],
    [U4(1), I4(1)],
    [U4(1), U4(1, 1)],
    [U4(1, 2), U4(1, 3)],
    [F8(0), F8(-0)],
    [B(1), B(2)],
    [B(1), U1(1)],
    [BOOLEAN(true), BOOLEAN(false)],
    [C2(1, []), C2(2, [])],
    [C2(1, [1]), C2(1, [2])],
    [L(), L(L())],
    [L(A("x")), L(A("y"))],
  ];
  for (const [a, b] of different) assert(!a.equals(b) && !b.equals(a));
});
