import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { fileSize } from "../../src/cli/values.ts";

function sizeOf(text: string): number | undefined {
  const result = fileSize().parse(text);
  return result.success ? result.value : undefined;
}

test("--rotate takes a size with a unit, of 4096 bytes at least", () => {
  assertEquals(["4096", "500k", "10M", "1GiB", "2 mb"].map(sizeOf), [
    4096,
    512000,
    10485760,
    2 ** 30,
    2097152,
  ]);
  for (const text of ["", "1", "M", "10T", "-5k"]) assertEquals(sizeOf(text), undefined, text);
});
