// What a scenario keeps has a limit.

import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { encodeItem, streamFunction, U4 } from "@secs/hsms";
import { VirtualClock } from "@secs/hsms/testing";
import { Frames } from "../../src/cli/run/frames.ts";
import { Inbox } from "../../src/cli/run/inbox.ts";
import { inVirtualTime } from "../../src/cli/run/virtual_time.ts";
import { playSteps } from "./playing.ts";

const packet = (n: number) => streamFunction(6, 11, encodeItem(U4(n)), { system: n });

test("of the messages that no step has taken the oldest go after 100,000, and a step goes on where it was", () => {
  const inbox = new Inbox(new VirtualClock());
  const cursor = { next: 0 };
  for (let n = 0; n < 100_001; n++) inbox.add(packet(n));
  const kept = inbox.from(cursor);
  assertEquals([kept.length, kept[0]?.packet.header.system], [50_001, 50_000]);
  inbox.consume(cursor, kept[1]!);
  assertEquals([cursor.next, inbox.from(cursor)[0]?.packet.header.system], [50_002, 50_002]);
});

test("of the ends of a link the first 1,000 are kept", () => {
  const inbox = new Inbox(new VirtualClock());
  for (let n = 0; n < 1_001; n++) inbox.end("cut");
  assertEquals(inbox.ends.length, 1_000);
});

test("of the frames of a scenario the last 16 MiB are kept, and it is known how many are gone", () => {
  const frames = new Frames(() => new Date(0));
  const link = { id: 1, local: { address: "127.0.0.1", port: 1 }, remote: { address: "127.0.0.1", port: 2 } };
  // A byte takes two digits.
  const bytes = streamFunction(7, 3, new Uint8Array(1024 * 1024)).encode();
  for (let n = 0; n < 10; n++) frames.bytes(link, "out", bytes);
  assertEquals(frames.count, 10);
  assertEquals([frames.dropped, frames.lines.length], [3, 7]);
});

test("of the steps that passed the first 5,000 are in the report, and the others are counted", async () => {
  const { steps, left, result } = await playSteps("- repeat: 5010\n  steps: [{ let: { a: 1 } }]");
  assertEquals([result, steps.length, left], ["pass", 5_000, 10]);
});

test("the step that fails is in the report, however many passed before it", async () => {
  const { steps } = await playSteps("- repeat: 6000\n  steps: [{ let: { a: 1 } }]\n- check: { a: 2 }");
  assertEquals([steps.length, steps.at(-1)?.result], [5_001, "fail"]);
});

test("virtual time: what waits for nothing that can happen is an error", async () => {
  const work = new Promise<void>(() => {});
  const { signal } = new AbortController();
  await assertRejects(
    () => inVirtualTime(new VirtualClock(), work, signal),
    Error,
    "Nothing can happen any more",
  );
});

test("virtual time: an hour with a tool takes no time", async () => {
  const result = await playSteps(
    "- link: open\n- want: { alarms: all }\n- wait: 60min\n- expect: alarm GasLow set within 0s",
  );
  assertEquals(result.result, "pass");
  assert(result.took >= 3_600_000);
});
