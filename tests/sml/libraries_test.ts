import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { parseMessages, printMessage, type SmlNote } from "@secs/hsms/sml";
import { writeLibrary } from "./libraries/dialect.ts";
import { DIALECTS } from "./libraries/dialects.ts";
import { FILES } from "./libraries/hand_written.ts";

const SEEDS = [1, 2, 3, 4, 5];

for (const dialect of DIALECTS) {
  test(`libraries of 200 messages in the manner of ${dialect.name} are what they mean, with the notes for what was corrected`, () => {
    for (const seed of SEEDS) {
      const { text, messages, notes } = writeLibrary(dialect, seed);
      const told: SmlNote[] = [];
      const parsed = parseMessages(text, { onNote: (note) => told.push(note) });
      assertEquals(
        parsed.map((message) => printMessage(message)),
        messages.map((message) => printMessage(message)),
      );
      assertEquals(told, notes);
    }
  });
}

for (const [name, text, messages] of FILES) {
  test(`a file by hand in the manner of ${name} is what it means`, () => {
    assertEquals(parseMessages(text).map((message) => printMessage(message)), messages);
  });
}
