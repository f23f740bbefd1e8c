import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { linesOf } from "../../src/cli/lines.ts";
import { chunksOf } from "./captures.ts";

async function read(text: string, size: number, maxLength = 10): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(chunksOf(text, size), maxLength)) lines.push(line);
  return lines;
}

test("lines are the same for chunks of any size, with and without a last line end", async () => {
  for (const size of [1, 2, 3, 100]) {
    assertEquals(await read("S1F1 W.\r\n\nµ\r\n", size), ["S1F1 W.", "", "µ"], `chunks of ${size}`);
    assertEquals(await read("a\nb", size), ["a", "b"], `chunks of ${size}`);
  }
  assertEquals(await read("", 1), []);
});

test("a line that is too long is an error", async () => {
  for (const size of [1, 100]) {
    await assertRejects(
      () => read("a\n" + "x".repeat(11), size),
      Error,
      "A line is longer than 10 characters",
    );
  }
});

test("a long text lets timers go first now and then", async () => {
  let ran = false;
  setTimeout(() => ran = true);
  const chunk = new TextEncoder().encode("x".repeat(64 * 1024 - 1) + "\n");
  const endless = async function* (): AsyncGenerator<Uint8Array> {
    while (!ran) yield chunk;
  };
  let count = 0;
  for await (const _ of linesOf(endless(), 100_000)) count++;
  assert(count > 0);
});
