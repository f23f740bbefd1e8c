import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { isUnfinished, parseInput } from "../../src/cli/station/input.ts";

test("what is written may be SML, a control frame with fields, or bytes", () => {
  const sml = parseInput("S1F1 W. S1F3 W <L [0]>.");
  assertEquals(sml.kind === "messages" && sml.messages.map((message) => message.function), [1, 3]);
  const control = parseInput("select.rsp status=2 system=0x10");
  assertEquals(control.kind === "control" && [control.sType, control.fields], [2, { byte3: 2, system: 16 }]);
  const bytes = parseInput("hex: 00 0a\nff,0x05");
  assertEquals(bytes.kind === "bytes" && [...bytes.bytes], [0x00, 0x0a, 0xff, 0x05]);
});

test("what cannot be sent is an error in a sentence", () => {
  for (
    const [text, sentence] of [
      ["hex: 0", "hex: takes pairs of hex digits"],
      ["hex:", "hex: takes pairs of hex digits"],
      ["Select.rsp state=2", 'Cannot take "state=2"'],
      ["Select.rsp status=256", 'Cannot take "status=256"'],
      ["hello", "Line 1, column 1"],
      ["  ", "There is nothing to send"],
    ] as const
  ) assertThrows(() => parseInput(text), Error, sentence);
});

test("SML may go on in the next line, other things do not", () => {
  assertEquals(["S1F3 W <L [1]", "Ask: S1F1 W"].map(isUnfinished), [true, true]);
  assertEquals(["S1F1 W.", "Linktest.req", "hex: 00", "hello"].map(isUnfinished), [
    false,
    false,
    false,
    false,
  ]);
});
