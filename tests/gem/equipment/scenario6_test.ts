// A host is lost in the middle of 2,000 events, with spooling and without it, in memory and over TCP.

import { test } from "node:test";
import { type Network, tcp } from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { assertEquals } from "@std/assert";
import { lines, PowerWorld } from "./power_world.ts";

const NETWORKS: readonly (readonly [name: string, open: () => Network])[] = [
  ["in memory", () => new MemoryNetwork()],
  ["over TCP", () => tcp],
];
const EVENTS = 2_000;
const ROOM = 1_000;

/** The link breaks while the host has not answered lot 100, and 200 lots wait; then come the others. */
async function loseHost(world: PowerWorld): Promise<void> {
  world.lots(0, 100);
  await world.got.saw("99");
  world.answer = () => new Promise(() => {});
  world.lots(100, 300);
  await world.got.saw("100");
  await world.drop();
  world.lots(300, EVENTS);
  world.answer = () => 0;
  assertEquals(world.got.lines.splice(0), lines(0, 101));
}

for (const [name, open] of NETWORKS) {
  for (const OverWriteSpool of [false, true]) {
    test(`scenario 6 ${name}: lost in mid-event, full, OverWriteSpool ${OverWriteSpool}, power off, 5 at a time, lost again`, async () => {
      const world = new PowerWorld(open(), { spool: { maxMessages: ROOM } });
      await world.powerOn();
      await world.connect();
      await world.setUp();
      await world.tool.setConstant("EnableSpooling", true);
      await world.tool.setConstant("OverWriteSpool", OverWriteSpool);
      await world.tool.setConstant("MaxSpoolTransmit", 5);
      await loseHost(world);
      const all = ["Activated", ...lines(100, EVENTS)];
      const kept = OverWriteSpool ? all.slice(-ROOM) : all.slice(0, ROOM);

      await world.powerOff();
      await world.powerOn();
      await world.connect();
      assertEquals(await world.counts(), [ROOM, all.length]);

      assertEquals(await world.ask(0), 0);
      await world.rests(ROOM - 5);
      assertEquals(await world.ask(0), 0);
      await world.rests(ROOM - 10);
      // The third time, the host is lost when it got its second message.
      world.answer = (line) => line === kept[11] ? new Promise(() => {}) : 0;
      assertEquals(await world.ask(0), 0);
      await world.got.saw(kept[11]!);
      await world.drop();
      assertEquals(world.got.lines.splice(0), kept.slice(0, 12));
      // What was open is there still; the event of row 6 has room only if the oldest may go, or there is some.
      const left = [...kept.slice(11), ...OverWriteSpool ? ["Failure"] : []];

      await world.powerOff();
      await world.powerOn();
      world.answer = () => 0;
      await world.connect();
      assertEquals(await world.counts(), [left.length, all.length + 1]);
      for (let rest = left.length; rest > 0; rest -= 5) {
        assertEquals(await world.ask(0), 0);
        await world.rests(Math.max(0, rest - 5));
      }
      await world.got.saw("Deactivated");
      assertEquals(await world.ask(0), 2);
      assertEquals(world.got.lines.splice(0), [...left, "Deactivated"]);
      await world.end();
    });
  }

  test(`scenario 6 ${name}: purge, and power off before it and after it`, async () => {
    const world = new PowerWorld(open());
    await world.powerOn();
    await world.connect();
    await world.setUp();
    await world.tool.setConstant("EnableSpooling", true);
    await loseHost(world);
    await world.powerOff();
    await world.powerOn();
    await world.connect();
    assertEquals(await world.ask(1), 0);
    await world.got.saw("Deactivated");
    assertEquals(await world.counts(), [0, 1 + EVENTS - 100]);
    world.lots(EVENTS, EVENTS + 2);
    await world.got.saw(`${EVENTS + 1}`);
    await world.powerOff();
    await world.powerOn();
    await world.connect();
    // With EnableSpooling the time from power on to the host is a time without a host: row 6 of communication.
    assertEquals(await world.counts(), [1, 1]);
    assertEquals(world.got.lines, ["Deactivated", `${EVENTS}`, `${EVENTS + 1}`]);
    await world.end();
  });

  test(`scenario 7 ${name}: without spooling, nothing stale is sent`, async () => {
    const world = new PowerWorld(open());
    await world.powerOn();
    await world.connect();
    await world.setUp();
    await loseHost(world);
    await world.connect();
    world.lots(EVENTS, EVENTS + 1);
    await world.got.saw(`${EVENTS}`);
    assertEquals(world.got.lines, [`${EVENTS}`]);
    assertEquals(world.told.lines, Array.from({ length: EVENTS - 100 }, () => "lost not communicating"));
    assertEquals(await world.ask(0), 2);
    await world.end();
  });
}
