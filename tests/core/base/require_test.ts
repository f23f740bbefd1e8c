import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { requireInteger, requireType } from "../../../src/core/base/mod.ts";

test("requireInteger() returns a whole number within the range, both ends included", () => {
  for (const value of [-1, 0, 5]) assertEquals(requireInteger("port", value, -1, 5), value);
});

test("requireInteger() refuses another number with a RangeError that names it and the range", () => {
  for (const value of [-2, 6, 0.5, NaN, Infinity, -Infinity]) {
    const error = assertThrows(() => requireInteger("port", value, -1, 5), RangeError);
    assertEquals(error.message, `port must be a whole number from -1 to 5, got ${value}`);
  }
});

test("requireInteger() refuses what is not a number with a TypeError", () => {
  const refuse = (): number => requireInteger("port", "5" as unknown as number, -1, 5);
  assertThrows(refuse, TypeError, 'port must be a number, got "5"');
});

test("requireType() returns a value of the type that is named", () => {
  const call = (): void => {};
  assertEquals(requireType("active", false, "boolean"), false);
  assertEquals(requireType("port", NaN, "number"), NaN);
  assertEquals(requireType("address", "", "string"), "");
  assertEquals(requireType("trace", call, "function"), call);
});

test("requireType() refuses another type with a TypeError that shows what came instead", () => {
  const wrong: readonly [value: unknown, shown: string][] = [
    ["active", '"active"'],
    [1, "1"],
    [undefined, "undefined"],
    [null, "null"],
    [[], "an array"],
    [{}, "an object"],
    [() => {}, "a function"],
  ];
  for (const [value, shown] of wrong) {
    const refuse = (): boolean => requireType("active", value as boolean, "boolean");
    assertThrows(refuse, TypeError, `active must be a boolean, got ${shown}`);
  }
});
