import fc from "fast-check";
import { assertEquals } from "@std/assert";
import { TextReader } from "../../src/cli/capture/text/text_reader.ts";
import { toHex } from "../support/hex.ts";
import { anyLog, type LogInput } from "./log_text.ts";
import type { Target } from "./target.ts";

/** What is under test; broken ones stand in for it in the tests of the fuzz. Gives the frames in a text as hex digits. */
export type ReadLog = (text: string) => string[];

/** A log, and what is done to its text: then nothing is known of its frames. */
export interface SpoiledLog extends LogInput {
  readonly isSpoiled: boolean;
}

const spoiled: fc.Arbitrary<SpoiledLog> = fc.tuple(
  anyLog,
  fc.array(fc.tuple(fc.nat(5000), fc.nat(6), fc.string({ maxLength: 4 })), { minLength: 1, maxLength: 4 }),
).map(([{ text }, edits]) => ({
  text: edits.reduce((text, [at, cut, typed]) => {
    const index = at % (text.length + 1);
    return text.slice(0, index) + typed + text.slice(index + cut);
  }, text),
  frames: [],
  isSpoiled: true,
}));

/** The frames of a log are found, each once, and no others; a spoiled log throws nothing. */
export function logTarget(read: ReadLog = readLog): Target<SpoiledLog> {
  return {
    name: "log",
    share: 4,
    waits: false,
    inputs: fc.oneof(
      { arbitrary: anyLog.map((log) => ({ ...log, isSpoiled: false })), weight: 4 },
      { arbitrary: spoiled, weight: 1 },
    ),
    check: ({ text, frames, isSpoiled }) => {
      const found = read(text);
      if (!isSpoiled) assertEquals(found.toSorted(), [...frames].sort(), "the frames of the log");
    },
  };
}

/** The frames that the command finds in a text. */
export function readLog(text: string): string[] {
  const reader = new TextReader();
  for (const [i, line] of text.split(/\r?\n/).entries()) reader.line(line, i + 1);
  reader.end();
  return reader.drain().flatMap(({ piece }) => piece.type === "frame" ? [toHex(piece.packet.encode())] : []);
}
