import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  A,
  B,
  BOOLEAN,
  C2,
  F4,
  F8,
  I1,
  I2,
  I4,
  I8,
  type Item,
  J,
  L,
  U1,
  U2,
  U4,
  U8,
} from "../../../src/secs2/mod.ts";
import type { LimitFormat } from "../../../src/gem/mod.ts";
import { boundOf, limitItem } from "../../../src/gem/setup/limit_values.ts";

const FORMATS: Record<LimitFormat, Item> = {
  BOOLEAN: BOOLEAN(true),
  I1: I1(1),
  I2: I2(1),
  I4: I4(1),
  I8: I8(1n),
  U1: U1(1),
  U2: U2(1),
  U4: U4(1),
  U8: U8(1n),
  F4: F4(1),
  F8: F8(1),
};
const NAMES = Object.keys(FORMATS) as LimitFormat[];

test("a bound is written in the format of its variable, and read from any", () => {
  for (const name of NAMES) {
    for (const value of [1, 1n, true]) {
      assertEquals(String(limitItem(value, name)), String(FORMATS[name]));
    }
    for (const format of NAMES) assertEquals(Number(boundOf(FORMATS[name], format)), 1);
  }
  assertEquals(String(limitItem(false, "BOOLEAN")), String(BOOLEAN(false)));
  assertEquals(String(limitItem(2n ** 60n, "I8")), String(I8(2n ** 60n)));
});

test("a bound of a variable of whole numbers is whole, in each form", () => {
  const fractions = [F4(0.5), F8(-1.5), A("1.5")];
  for (const name of NAMES) {
    const isFloat = name === "F4" || name === "F8";
    const read = fractions.map((item) => boundOf(item, name));
    assertEquals(read, isFloat ? [0.5, -1.5, "1.5"] : [undefined, undefined, undefined]);
    assertEquals(boundOf(U8(2n ** 64n - 1n), name), 2n ** 64n - 1n);
  }
});

test("a bound of a float is finite in the format of the variable", () => {
  assertEquals([boundOf(F8(1e300), "F8"), boundOf(F8(1e300), "F4")], [1e300, undefined]);
  assertEquals([boundOf(A("-1e300"), "F8"), boundOf(A("-1e300"), "F4")], ["-1e300", undefined]);
  for (const item of [F4(Infinity), F8(-Infinity), A("Infinity")]) {
    assertEquals([boundOf(item, "F8"), boundOf(item, "U4")], [undefined, undefined]);
  }
});

test("an item that is no single number, boolean or short text is no bound", () => {
  for (
    const item of [L(), L(U4(1)), B(1), J("1"), C2(2, "1"), U4(), U4(1, 2), BOOLEAN(), BOOLEAN(true, true)]
  ) {
    assertEquals([String(item), boundOf(item, "F8")], [String(item), undefined]);
  }
  assertEquals(boundOf(A("1".padStart(64)), "U4"), "1".padStart(64));
  assertEquals(boundOf(A("1".padStart(65)), "U4"), undefined);
  assertEquals(boundOf(A("high"), "U4"), "high");
});
