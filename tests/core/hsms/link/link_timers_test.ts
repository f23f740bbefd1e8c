import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { HsmsTimeouts } from "@secs/hsms";
import { VirtualClock } from "@secs/hsms/testing";
import { LinkTimers } from "../../../../src/core/hsms/link/link_timers.ts";

/** Timers of a link that begins at time 0, and what they drop it with: when, which timer, its length, and why. */
function watched(): {
  clock: VirtualClock;
  timers: LinkTimers;
  timeouts: HsmsTimeouts;
  drops: [at: number, timer: string, after: number, message: string][];
} {
  const clock = new VirtualClock();
  const timeouts = new HsmsTimeouts();
  const drops: [number, string, number, string][] = [];
  const timers = new LinkTimers(clock, timeouts, {
    peer: "10.0.0.1:49152",
    position: "5 of 10 bytes of a frame",
    queued: 1_234,
    drop: ({ timer, after, message }) => void drops.push([clock.now(), timer, after, message]),
  });
  return { clock, timers, timeouts, drops };
}

const SILENT = "10.0.0.1:49152 connected and has sent no HSMS message";
const CUT = "10.0.0.1:49152 stopped after 5 of 10 bytes of a frame";
const STALLED = "10.0.0.1:49152 does not read: 1234 bytes stand still";

test("LinkTimers: a link on which nothing is due has no timer", async () => {
  const { clock, timers } = watched();
  timers.received(false);
  timers.moved(false);
  timers.heard();
  timers.stop();
  assertEquals(clock.pending, 0);
  await clock.advance(1_000_000);
});

test("LinkTimers: no frame within T7, where one is expected", async () => {
  const { clock, timers, drops } = watched();
  timers.expectFirstFrame();
  timers.received(false);
  await clock.advance(9_999);
  assertEquals(drops, []);
  await clock.advance(1);
  const [drop] = drops;
  assertEquals([drop?.slice(0, 3), drop?.[3].startsWith(SILENT)], [[10_000, "T7", 10_000], true]);
});

test("LinkTimers: the first frame ends the wait for it", async () => {
  const { clock, timers, drops } = watched();
  timers.expectFirstFrame();
  await clock.advance(9_999);
  timers.heard();
  await clock.advance(1_000_000);
  assertEquals([drops, clock.pending], [[], 0]);
});

test("LinkTimers: a frame that stops inside for T8, measured from its last bytes", async () => {
  const { clock, timers, drops } = watched();
  timers.received(true);
  await clock.advance(4_000);
  timers.received(true);
  await clock.advance(4_999);
  assertEquals(drops, []);
  await clock.advance(1);
  assertEquals(drops.map((drop) => [...drop.slice(0, 3), drop[3].startsWith(CUT)]), [[
    9_000,
    "T8",
    5_000,
    true,
  ]]);
});

test("LinkTimers: T8 does not run between frames", async () => {
  const { clock, timers, drops } = watched();
  timers.received(true);
  await clock.advance(4_999);
  timers.received(false);
  await clock.advance(1_000_000);
  assertEquals([drops, clock.pending], [[], 0]);
});

test("LinkTimers: written bytes that stand still for the write stall, measured from when they last moved", async () => {
  const { clock, timers, drops } = watched();
  timers.moved(true);
  await clock.advance(20_000);
  timers.moved(true);
  await clock.advance(29_999);
  assertEquals(drops, []);
  await clock.advance(1);
  assertEquals(drops.map((drop) => [...drop.slice(0, 3), drop[3].startsWith(STALLED)]), [
    [50_000, "writeStall", 30_000, true],
  ]);
});

test("LinkTimers: the stall is over when no written byte waits", async () => {
  const { clock, timers, drops } = watched();
  timers.moved(true);
  await clock.advance(29_999);
  timers.moved(false);
  await clock.advance(1_000_000);
  assertEquals([drops, clock.pending], [[], 0]);
});

test("LinkTimers: while the link ends, the last bytes may stand still for 2 s, again after each that moved", async () => {
  const { clock, timers, drops } = watched();
  timers.moved(true);
  await clock.advance(10_000);
  timers.movedAtEnd();
  await clock.advance(1_999);
  timers.movedAtEnd();
  await clock.advance(1_999);
  assertEquals(drops, []);
  await clock.advance(1);
  assertEquals(drops.map((drop) => drop.slice(0, 3)), [[13_999, "writeStall", 2_000]]);
});

test("LinkTimers: one alarm serves all of them, and the first that is due drops the link", async () => {
  const { clock, timers, drops } = watched();
  timers.expectFirstFrame();
  timers.moved(true);
  timers.received(true);
  assertEquals(clock.pending, 1);
  await clock.advance(5_000);
  assertEquals(drops.map((drop) => drop.slice(0, 2)), [[5_000, "T8"]]);
});

test("LinkTimers: the timer that is due drops the link, not one that runs beside it", async () => {
  const { clock, timers, drops } = watched();
  timers.expectFirstFrame();
  await clock.advance(9_000);
  timers.received(true);
  timers.moved(true);
  await clock.advance(1_000);
  assertEquals(drops.map((drop) => drop.slice(0, 2)), [[10_000, "T7"]]);
});

test("LinkTimers: a length that is changed holds from the next start of its timer", async () => {
  const { clock, timers, timeouts, drops } = watched();
  timers.received(true);
  timeouts.t8 = 1_000;
  await clock.advance(4_999);
  assertEquals(drops, []);
  timers.received(true);
  await clock.advance(1_000);
  assertEquals(drops.map((drop) => drop.slice(0, 3)), [[5_999, "T8", 1_000]]);
});

test("LinkTimers: after stop() nothing is due, and no timer is left", async () => {
  const { clock, timers, drops } = watched();
  timers.expectFirstFrame();
  timers.received(true);
  timers.moved(true);
  timers.stop();
  assertEquals(clock.pending, 0);
  await clock.advance(1_000_000);
  assertEquals(drops, []);
});
