import { test } from "node:test";
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { fits, isNumeric, itemOf, valueOf, type ValueType } from "../../../src/gem/definition/values.ts";
import { GEM_FORMATS, type GemFormat, GemValueError } from "../../../src/gem/mod.ts";
import {
  A,
  B,
  BOOLEAN,
  C2,
  F4,
  F8,
  I1,
  I8,
  type Item,
  J,
  L,
  TextEncodingError,
  U1,
  U2,
  U4,
  U8,
} from "../../../src/secs2/mod.ts";

function typeOf(format: GemFormat, array = false): ValueType {
  return { name: "X", format, array };
}

/** For each format: values with their items, and values that do not fit. */
const SINGLE: Readonly<Record<GemFormat, { items: readonly [unknown, Item][]; not: readonly unknown[] }>> = {
  A: { items: [["", A("")], ["pressure", A("pressure")]], not: [1, true, ["a"], Uint8Array.of(65)] },
  J: { items: [["x", J("x")]], not: [1, A("x")] },
  B: {
    items: [[0, B(0)], [255, B(255)], [[1, 2], B(1, 2)], [Uint8Array.of(3), B(3)], [[], B()]],
    not: [-1, 256, 1.5, 1n, "a", [256], [1n], [true], Uint16Array.of(1)],
  },
  BOOLEAN: { items: [[true, BOOLEAN(true)], [false, BOOLEAN(false)]], not: [0, "true", [true], BOOLEAN()] },
  U1: { items: [[0, U1(0)], [255, U1(255)]], not: [-1, 256, 0.5, NaN, 1n, "1", true, [1]] },
  U2: { items: [[0xffff, U2(0xffff)]], not: [0x10000, -1, Infinity] },
  U4: { items: [[0xffffffff, U4(0xffffffff)]], not: [0x100000000, -1] },
  U8: {
    items: [[7, U8(7)], [2n ** 64n - 1n, U8(2n ** 64n - 1n)]],
    not: [-1, -1n, 2n ** 64n, 2 ** 53, 1.5, NaN],
  },
  I1: { items: [[-128, I1(-128)], [127, I1(127)]], not: [-129, 128] },
  I2: { items: [], not: [-32_769, 32_768] },
  I4: { items: [], not: [-(2 ** 31) - 1, 2 ** 31] },
  I8: {
    items: [[-7, I8(-7)], [-(2n ** 63n), I8(-(2n ** 63n))]],
    not: [2n ** 63n, -(2n ** 63n) - 1n, 2 ** 60],
  },
  F4: {
    items: [[1.5, F4(1.5)], [NaN, F4(NaN)], [-Infinity, F4(-Infinity)], [3.4028235e38, F4(3.4028235e38)]],
    not: [3.5e38, -3.5e38, 1n, "1", F8(1)],
  },
  F8: { items: [[1e300, F8(1e300)], [-0, F8(-0)]], not: [1n, "1", F4(1)] },
  L: { items: [], not: [1, "a", [], {}, null, undefined] },
};

test("a value fits its format, and makes its item", () => {
  for (const format of GEM_FORMATS) {
    const type = typeOf(format);
    for (const [value, item] of SINGLE[format].items) {
      assert(fits(type, value), `${format} ${value}`);
      assert(itemOf(type, value).equals(item), `${format} ${value}`);
    }
  }
});

test("a value that does not fit is refused with a GemValueError", () => {
  for (const format of GEM_FORMATS) {
    for (
      const value of [
        ...SINGLE[format].not,
        undefined,
        null,
        {},
        () => {},
        Symbol.iterator,
        C2(1, [0x41, 0x42]),
      ]
    ) {
      if (format === "L" && value instanceof Object && "format" in value) continue;
      assertEquals([format, fits(typeOf(format), value)], [format, false], String(value));
      assertThrows(() => itemOf(typeOf(format), value), GemValueError);
    }
  }
});

test("several values are an array, or the typed array of the format", () => {
  const numbers = typeOf("U2", true);
  for (const value of [[1, 2], Uint16Array.of(1, 2)]) assert(itemOf(numbers, value).equals(U2(1, 2)));
  assert(itemOf(numbers, []).equals(U2()));
  assert(itemOf(typeOf("U8", true), [1, 2n]).equals(U8(1, 2)));
  assert(itemOf(typeOf("BOOLEAN", true), [true, false]).equals(BOOLEAN(true, false)));
  for (const value of [1, [1, "2"], [1, , 2], [65_536], [1n], Uint8Array.of(1), Int16Array.of(1)]) {
    assertThrows(() => itemOf(numbers, value), GemValueError);
  }
});

test("an item of the right format is handed on as it is", () => {
  const item = U4(7);
  assertStrictEquals(itemOf(typeOf("U4"), item), item);
  const list = L(A("x"), U4(1));
  for (const any of [list, item, C2(1, [0x41, 0x42])]) assertStrictEquals(itemOf(typeOf("L"), any), any);
  for (const other of [U2(7), U4(), U4(1, 2), L(U4(7))]) assert(!fits(typeOf("U4"), other), `${other}`);
  assert(fits(typeOf("U4", true), U4(1, 2)));
  // What looks like an item is none.
  assert(!fits(typeOf("U4"), { format: "U4", length: 1, value: 1 }));
});

test("an item is read as the value of its format", () => {
  const read = (format: GemFormat, item: Item, array = false) => valueOf(typeOf(format, array), item);
  assertEquals(read("A", A("x")), "x");
  assertEquals(read("BOOLEAN", BOOLEAN(true)), true);
  assertEquals(read("BOOLEAN", BOOLEAN(true, false), true), [true, false]);
  assertEquals(read("F4", F4(1.5)), 1.5);
  assertEquals(read("U8", U8(7)), 7n);
  assertEquals(read("U1", U1(1, 2), true), Uint8Array.of(1, 2));
  assertEquals([read("B", B(7)), read("B", B(7, 8)), read("B", B(7), true)], [
    7,
    Uint8Array.of(7, 8),
    Uint8Array.of(7),
  ]);
  const list = L(A("x"));
  assertStrictEquals(read("L", list), list);
});

test("an item of another format, or of another number of values, is refused", () => {
  const refused: readonly (readonly [GemFormat, Item, string])[] = [
    ["U4", U2(7), "X (U4) takes whole numbers from 0 to 4294967295, got U2[1]"],
    ["U4", U4(), "X (U4) takes whole numbers from 0 to 4294967295, got U4[0]"],
    ["BOOLEAN", BOOLEAN(true, false), "X (BOOLEAN) takes true or false, got BOOLEAN[2]"],
    ["A", J("x"), "X (A) takes text, got J[1]"],
    ["B", U1(1), "X (B) takes bytes, 0 to 255, got U1[1]"],
  ];
  for (const [format, item, message] of refused) {
    assertEquals(assertThrows(() => valueOf(typeOf(format), item), GemValueError).message, message);
  }
});

test("an error names the value, its format, what it takes and what came", () => {
  const error = assertThrows(
    () => itemOf({ name: "ChamberPressure", format: "F4", array: false }, "high"),
    RangeError,
  );
  assert(error instanceof GemValueError);
  const { name, valueName, format, wanted, got, message } = error;
  assertEquals([name, valueName, format, wanted, got], [
    "GemValueError",
    "ChamberPressure",
    "F4",
    "numbers that fit in four bytes",
    '"high"',
  ]);
  assertEquals(message, 'ChamberPressure (F4) takes numbers that fit in four bytes, got "high"');
});

test("text above character 255 needs an encoding", () => {
  assertThrows(() => itemOf(typeOf("A"), "압력"), TextEncodingError);
  assert(itemOf(typeOf("A"), "압력", "utf-8").equals(A(new TextEncoder().encode("압력"))));
});

test("what fits makes an item, and what does not makes none", () => {
  const makers: Readonly<Record<string, (value: never) => Item>> = {
    U1,
    U2,
    U4,
    U8,
    I1,
    I8,
    F4,
    F8,
    BOOLEAN,
  };
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.keys(makers) as GemFormat[]),
      fc.oneof(fc.integer(), fc.double(), fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), fc.boolean()),
      (format, value) => {
        let item: Item | undefined;
        try {
          item = makers[format]!(value as never);
        } catch {
          // It takes other values.
        }
        assertEquals(fits(typeOf(format), value), item !== undefined, `${format} ${value}`);
        if (item === undefined) return;
        assert(itemOf(typeOf(format), value).equals(item));
        // A number comes back as its format has it.
        assert(itemOf(typeOf(format), valueOf(typeOf(format), item)).equals(item));
      },
    ),
    { numRuns: 2_000, seed: 5 },
  );
});

test("the formats of numbers are known", () => {
  assertEquals(GEM_FORMATS.filter((format) => !isNumeric(format)), ["A", "J", "B", "BOOLEAN", "L"]);
});
