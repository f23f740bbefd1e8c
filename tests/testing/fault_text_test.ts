import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  dropFrames,
  FAULT_KINDS,
  formatFaultRule,
  parseFaultRule,
  randomFaults,
  stall,
} from "@secs/hsms/testing";

/** A value for each type of parameter. */
const SAMPLES = { number: "7", word: undefined, words: undefined, frames: "S6F*" };

test("formatFaultRule() prints every kind as parseFaultRule() reads it", () => {
  for (const { name, says, parameters } of FAULT_KINDS) {
    const words = Object.entries(parameters).map(([key, kind]) =>
      `${key}=${SAMPLES[kind.type] ?? kind.words![0]}`
    );
    const text = [name, ...words, "to=client", "connection=2"].join(" ");
    assertEquals(formatFaultRule(parseFaultRule(text)), text);
    assert(says.endsWith("."));
  }
  assertEquals(formatFaultRule(stall(7)), "stall at=7");
  assertEquals(
    formatFaultRule(randomFaults(3, { faults: "split,reset" })),
    "random-faults seed=3 faults=split,reset",
  );
  assertEquals(formatFaultRule(dropFrames(() => true)), "drop-frames frames=<function>");
});

test("a rule is about the streams that to and connection name", () => {
  const rule = parseFaultRule("stall at=7 to=client connection=2");
  assertEquals(rule.begin({ connection: 2, to: "target" }), undefined);
  assertEquals(rule.begin({ connection: 1, to: "client" }), undefined);
  assert(rule.begin({ connection: 2, to: "client" }) !== undefined);
});

test("parseFaultRule() says what it cannot read, and what it could", () => {
  assertThrows(
    () => parseFaultRule("explode"),
    SyntaxError,
    'No rule is called "explode". There are split-at, ',
  );
  assertThrows(
    () => parseFaultRule("stall when=7"),
    SyntaxError,
    'Cannot read "when=7" of stall. It takes at=… ms=… to=…',
  );
  assertThrows(() => parseFaultRule("stall 7"), SyntaxError, 'Cannot read "7" of stall');
  assertThrows(() => parseFaultRule("stall"), TypeError, "stall needs at");
  assertThrows(() => parseFaultRule("stall at=x"), RangeError, "stall: at must be a whole number");
  assertThrows(() => parseFaultRule("drop-frames frames=<function>"), RangeError, "frames must be a name");
});
