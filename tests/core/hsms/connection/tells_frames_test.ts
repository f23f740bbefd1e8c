import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { systemClock } from "../../../../src/core/base/mod.ts";
import { Tracer } from "../../../../src/core/hsms/connection/trace.ts";

for (const type of ["sent", "received"] as const) {
  test(`a tracer tells frames while someone listens to "${type}"`, () => {
    const tracer = new Tracer({ clock: systemClock });
    const seen = [tracer.tellsFrames];
    const off = tracer.on(type, () => {});
    seen.push(tracer.tellsFrames);
    off();
    seen.push(tracer.tellsFrames);
    assertEquals(seen, [false, true, false]);
  });
}

test("a tracer with a trace tells frames, whoever listens", () => {
  const tracer = new Tracer({ clock: systemClock, trace: () => {} });
  const off = tracer.on("primary", () => {});
  off();
  assertEquals([tracer.tellsFrames, new Tracer({ clock: systemClock }).tellsFrames], [true, false]);
});
