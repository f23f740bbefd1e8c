// A burst of primaries in one chunk: each is answered, whether its callback is an async function or not.

import { assert, assertEquals } from "@std/assert";
import { A, L } from "@secs/hsms";
import { secsTest, type Stage } from "./stage.ts";

const BURST = 5000;
const BODY = A("x".repeat(1000));

function burst(count: number): string {
  return Array.from(
    { length: count },
    (_, i) => `0000000a 0000 81 01 00 00 ${(i + 1).toString(16).padStart(8, "0")}`,
  )
    .join("");
}

/** Takes `count` replies of `length` bytes each: S1F2, in the order of their primaries. */
async function answered({ peer }: Stage, count: number): Promise<void> {
  for (let system = 1; system <= count; system++) {
    const frame = await peer.expectFrame();
    const view = new DataView(frame.buffer, frame.byteOffset);
    assertEquals([view.getUint16(6), view.getUint32(10)], [0x0102, system]);
  }
}

secsTest(
  "a callback that answers at once takes no place among those that run",
  { maxCallbacks: 1 },
  async (stage) => {
    stage.handler.register(1, 1, () => L());
    stage.peer.send(burst(BURST));
    await answered(stage, BURST);
    assertEquals(stage.log.count("error"), 0);
  },
);

secsTest("async callbacks that wait for nothing: more than maxCallbacks of them in a chunk are answered", {
  maxCallbacks: 100,
}, async (stage) => {
  stage.handler.register(1, 1, async () => await L());
  stage.peer.send(burst(BURST));
  await answered(stage, BURST);
  assertEquals(stage.log.count("error"), 0);
});

for (const [kind, callback] of [["sync", () => BODY], ["async", () => Promise.resolve(BODY)]] as const) {
  secsTest(`the replies of ${kind} callbacks count for the high water within a chunk: none is lost`, {
    maxQueuedBytes: 200_000,
    highWater: 100_000,
  }, async (stage) => {
    const { handler, peer, clock } = stage;
    handler.register(1, 1, callback);
    peer.pause();
    peer.send(burst(BURST));
    await clock.settle();
    assert(handler.connection.queuedBytes < 200_000, `${handler.connection.queuedBytes}`);
    peer.resume();
    await answered(stage, BURST);
    assertEquals(handler.stats().repliesLost, 0);
  });
}

secsTest(
  "what comes while a burst is handled waits for it, and is not lost at the end",
  {},
  async (stage) => {
    const { handler, peer, clock, log } = stage;
    handler.register(1, 1, async () => await L());
    handler.register(1, 3, () => (log.write("S1F3"), L()));
    peer.send(burst(100));
    peer.send("0000000a 0000 81 03 00 00 00000064");
    peer.end();
    await clock.settle();
    assertEquals(log.count("S1F3"), 1);
  },
);

secsTest(
  "callbacks that wait for long still are at most maxCallbacks",
  { maxCallbacks: 100 },
  async (stage) => {
    const waiting: (() => void)[] = [];
    stage.handler.register(1, 1, () => new Promise((resolve) => waiting.push(() => resolve(L()))));
    stage.peer.send(burst(150));
    await stage.log.saw("error 100 callbacks are running", 50);
    assertEquals(waiting.length, 100);
    waiting.forEach((end) => end());
  },
);
