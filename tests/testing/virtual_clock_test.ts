import { test } from "node:test";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { VirtualClock } from "@secs/hsms/testing";

test("advance fires timers at their moments, in the order of time", async () => {
  const clock = new VirtualClock(1000);
  const fired: [string, number][] = [];
  for (const [name, delay] of [["c", 30], ["a", 10], ["b", 20], ["late", 41]] as const) {
    clock.schedule(() => fired.push([name, clock.now()]), delay);
  }
  await clock.advance(40);
  assertEquals(fired, [["a", 1010], ["b", 1020], ["c", 1030]]);
  assertEquals(clock.now(), 1040);
  assertEquals(clock.pending, 1);
  assertEquals(clock.next, 1041);
});

test("timers of one moment fire in the order in which they were scheduled", async () => {
  const clock = new VirtualClock();
  const fired: number[] = [];
  for (let i = 0; i < 100; i++) clock.schedule(() => fired.push(i), 5);
  await clock.advance(5);
  assertEquals(fired, Array.from({ length: 100 }, (_, i) => i));
});

test("a timer may schedule more, which fire within the same advance", async () => {
  const clock = new VirtualClock();
  let ticks = 0;
  function tick(): void {
    ticks++;
    clock.schedule(tick, 10);
  }
  clock.schedule(tick, 10);
  await clock.advance(100);
  assertEquals(ticks, 10);
  assertEquals(clock.pending, 1);
});

test("a delay of 0 or less fires at the next advance, even one of 0 ms", async () => {
  const clock = new VirtualClock();
  const fired: string[] = [];
  clock.schedule(() => fired.push("zero"), 0);
  clock.schedule(() => fired.push("less"), -5);
  assertEquals(fired, []);
  await clock.advance(0);
  assertEquals(fired, ["zero", "less"]);
});

test("a cancelled timer does not fire, and cancelling twice or afterwards is harmless", async () => {
  const clock = new VirtualClock();
  const fired: string[] = [];
  const cancel = clock.schedule(() => fired.push("cancelled"), 1);
  const cancelFired = clock.schedule(() => fired.push("kept"), 2);
  cancel();
  cancel();
  assertEquals(clock.pending, 1);
  await clock.advance(2);
  cancelFired();
  assertEquals(fired, ["kept"]);
  assertEquals(clock.pending, 0);
  assertEquals(clock.next, undefined);
});

test("a timer may cancel one of the same moment", async () => {
  const clock = new VirtualClock();
  const fired: string[] = [];
  clock.schedule(() => cancel(), 1);
  const cancel = clock.schedule(() => fired.push("second"), 1);
  await clock.advance(1);
  assertEquals(fired, []);
});

test("promise work of any depth is done before time moves on", async () => {
  const clock = new VirtualClock();
  const seen: number[] = [];
  async function deep(): Promise<void> {
    for (let i = 0; i < 200; i++) await Promise.resolve();
    seen.push(clock.now());
    clock.schedule(() => seen.push(clock.now()), 1);
  }
  clock.schedule(() => void deep(), 10);
  clock.schedule(() => {}, 10.5);
  await clock.advance(20);
  assertEquals(seen, [10, 11]);
});

test("promise work that is pending before advance may still arm timers for it", async () => {
  const clock = new VirtualClock();
  const seen: number[] = [];
  Promise.resolve().then(() => clock.schedule(() => seen.push(clock.now()), 5));
  await clock.advance(10);
  assertEquals(seen, [5]);
});

test("settle lets promise work finish and no time pass", async () => {
  const clock = new VirtualClock();
  let done = false;
  clock.schedule(() => {}, 0);
  (async () => {
    for (let i = 0; i < 50; i++) await Promise.resolve();
    done = true;
  })();
  await clock.settle();
  assertEquals([done, clock.now(), clock.pending], [true, 0, 1]);
});

test("advances that overlap run one after the other", async () => {
  const clock = new VirtualClock();
  const seen: number[] = [];
  clock.schedule(() => seen.push(clock.now()), 15);
  await Promise.all([clock.advance(10), clock.advance(10)]);
  assertEquals(seen, [15]);
  assertEquals(clock.now(), 20);
});

test("what a timer throws rejects the advance, and the clock goes on", async () => {
  const clock = new VirtualClock();
  clock.schedule(() => {
    throw new Error("timer failed");
  }, 5);
  await assertRejects(() => clock.advance(10), Error, "timer failed");
  assertEquals(clock.now(), 5);
  await clock.advance(10);
  assertEquals(clock.now(), 15);
});

test("a time that is not a number, or goes back, is refused at the call", () => {
  const clock = new VirtualClock();
  assertThrows(() => clock.advance(-1), RangeError);
  assertThrows(() => clock.advance(NaN), RangeError);
  assertThrows(() => clock.schedule(() => {}, NaN), RangeError);
});

test("many cancelled timers leave nothing in the clock", async () => {
  const clock = new VirtualClock();
  const fired: number[] = [];
  for (let i = 0; i < 20_000; i++) {
    const cancel = clock.schedule(() => fired.push(i), (i * 7919) % 1000);
    if (i % 1000 !== 0) cancel();
  }
  assertEquals(clock.pending, 20);
  await clock.advance(1000);
  assertEquals(fired.length, 20);
});

test("a month of timers is affordable", async () => {
  const clock = new VirtualClock();
  const month = 30 * 24 * 3600 * 1000;
  let fired = 0;
  for (let i = 0; i < 20_000; i++) clock.schedule(() => void fired++, (i * 7919 * 1000) % month);
  await clock.advance(month);
  assertEquals([fired, clock.now()], [20_000, month]);
});

test("jump moves the time first, then fires the timers that became due, in their order", async () => {
  const clock = new VirtualClock(1000);
  const fired: [string, number][] = [];
  for (const [name, delay] of [["b", 20], ["a", 10], ["c", 51]] as const) {
    clock.schedule(() => fired.push([name, clock.now()]), delay);
  }
  await clock.jump(50);
  assertEquals([fired, clock.now(), clock.pending], [[["a", 1050], ["b", 1050]], 1050, 1]);
  await clock.advance(1);
  assertEquals(fired[2], ["c", 1051]);
});

test("jump does promise work before it moves the time, and waits for the advance before it", async () => {
  const clock = new VirtualClock();
  const seen: string[] = [];
  clock.schedule(() => seen.push(`timer ${clock.now()}`), 5);
  void clock.advance(10);
  Promise.resolve().then(() => seen.push(`work ${clock.now()}`));
  await clock.jump(100);
  assertEquals([seen, clock.now()], [["work 0", "timer 5"], 110]);
});

test("jump takes no negative time", () => {
  assertThrows(() => new VirtualClock().jump(-1), RangeError, "ms must be 0 or more, got -1");
});
