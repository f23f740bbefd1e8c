import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { closest, didYouMean } from "../../src/gem/did_you_mean.ts";

const NAMES = ["LotId", "LotStarted", "ChamberPressure", "T"];

test("closest() finds the name that needs the fewest changes", () => {
  const found: readonly (readonly [string, string | undefined])[] = [
    ["LotID", "LotId"],
    ["Lotd", "LotId"],
    ["LotIdx", "LotId"],
    // Two characters in the wrong order are one change.
    ["LtoId", "LotId"],
    ["LotStart", "LotStarted"],
    ["chamber pressure", "ChamberPressure"],
    ["ChmbrPrssr", undefined],
    ["Temperature", undefined],
    ["t", "T"],
    ["X", undefined],
    ["", undefined],
  ];
  for (const [written, name] of found) assertEquals([written, closest(written, NAMES)], [written, name]);
});

test("closest() takes the first of two names that are as close", () => {
  assertEquals(closest("abc", ["abd", "abe"]), "abd");
});

test("didYouMean() is the end of a sentence, or nothing", () => {
  assertEquals(didYouMean("LotID", NAMES), "; did you mean LotId?");
  assertEquals(didYouMean("Temperature", NAMES), "");
});
