import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { VirtualClock } from "@secs/hsms/testing";
import { Backlog, HIGH_WATER } from "../../src/cli/backlog.ts";
import { GatedClock } from "../../src/cli/gated_clock.ts";

/** A gated clock on a virtual one, and what runs out on it. */
function world() {
  const virtual = new VirtualClock();
  const backlog = new Backlog();
  const ending = new AbortController();
  const clock = new GatedClock(virtual, backlog, ending.signal);
  const ran: string[] = [];
  const start = (name: string, delay: number) =>
    clock.schedule(() => ran.push(`${name} ${clock.now()}`), delay);
  return { virtual, backlog, ending, clock, ran, start };
}

test("timers do not count the time in which a backlog is full", async () => {
  const { virtual, backlog, clock, ran, start } = world();
  start("a", 1000);
  start("b", 60_000);
  await virtual.advance(900);
  backlog.add(HIGH_WATER);
  await virtual.advance(30_000);
  assertEquals([ran, clock.now()], [[], 900]);
  backlog.remove(HIGH_WATER);
  await virtual.advance(59_200);
  assertEquals(ran, ["a 1000", "b 60000"]);
});

test("after a pause what the peers sent meanwhile comes before a timer that is due", async () => {
  const { virtual, backlog, ran, start } = world();
  start("a", 1000);
  await virtual.advance(999);
  backlog.add(HIGH_WATER);
  await virtual.advance(30_000);
  backlog.remove(HIGH_WATER);
  await virtual.advance(99);
  assertEquals(ran, []);
  await virtual.advance(1);
  assertEquals(ran, ["a 1099"]);
});

test("a timer that is cancelled while the clock stands still does not run", async () => {
  const { virtual, backlog, ran, start } = world();
  const cancel = start("a", 1000);
  backlog.add(HIGH_WATER);
  await virtual.advance(2000);
  cancel();
  backlog.remove(HIGH_WATER);
  await virtual.advance(2000);
  assertEquals(ran, []);
});

test("after ^C the clock goes on, though the backlog stays full", async () => {
  const { virtual, backlog, ending, ran, start } = world();
  start("a", 1000);
  backlog.add(HIGH_WATER);
  await virtual.advance(30_000);
  ending.abort();
  await virtual.advance(1000);
  backlog.add(HIGH_WATER);
  start("b", 1000);
  await virtual.advance(1000);
  assertEquals(ran, ["a 1000", "b 2000"]);
});
