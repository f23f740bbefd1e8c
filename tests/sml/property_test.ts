import { test } from "node:test";
import fc from "fast-check";
import { assert, assertEquals } from "@std/assert";
import { parseItem, parseMessages, printItem, printMessage, SmlError, type SmlNote } from "@secs/hsms/sml";
import { anyItem, RUNS } from "../secs2/arbitrary.ts";

/** What is printed is read without a correction. */
function unwanted({ message }: SmlNote): void {
  throw new Error(`A note: ${message}`);
}

test("every item prints as text that parses to the same item, in one line and in many", () => {
  fc.assert(
    fc.property(anyItem, fc.option(fc.nat(8), { nil: undefined }), (item, indent) => {
      const text = printItem(item, { indent });
      if (indent === undefined) assert(!text.includes("\n"));
      const parsed = parseItem(text, { onNote: unwanted });
      assert(parsed.equals(item), text);
      assertEquals(printItem(parsed, { indent }), text);
    }),
    { numRuns: RUNS },
  );
});

test("every message prints as text that parses to the same message, alone and after another", () => {
  const message = fc.record({
    stream: fc.nat(127),
    function: fc.nat(255),
    requireResponse: fc.boolean(),
    item: fc.option(anyItem, { nil: undefined }),
  });
  fc.assert(
    fc.property(message, fc.stringMatching(/^[\w .:<>-]*$/), (message, name) => {
      const text = `${printMessage(message)}\n${printMessage({ ...message, name }, { indent: 2 })}`;
      const [plain, named, ...rest] = parseMessages(text, { onNote: unwanted });
      assertEquals(rest, []);
      assertEquals({ ...plain, item: undefined }, { ...message, item: undefined });
      assertEquals({ ...named, item: undefined }, { ...message, name, item: undefined });
      for (const { item } of [plain!, named!]) assert(item === message.item || item!.equals(message.item));
    }),
    { numRuns: RUNS / 4 },
  );
});

test("a typo in any place gives a message or an SmlError in the text", () => {
  const text = "Name: S1F3 W <L [2] <U4 [2/1] 13 0x0e> <A \"x\" 0x0a 'y'> /* c */>. // end";
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(3), fc.string({ maxLength: 3 }), (at, cut, typed) => {
      const wrong = text.slice(0, at) + typed + text.slice(at + cut);
      try {
        parseMessages(wrong);
      } catch (error) {
        assert(error instanceof SmlError, `${error} for ${wrong}`);
        const lines = wrong.split(/\r\n|\r|\n/);
        assert(error.line >= 1 && error.line <= lines.length, wrong);
        assert(error.column >= 1 && error.column <= lines[error.line - 1]!.length + 1, wrong);
      }
    }),
    { numRuns: RUNS },
  );
});
