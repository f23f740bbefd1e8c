// Scenario 6: a tool spools while its host is away, and the host gets everything, in order, over lost links and power off.

import { assert, assertEquals } from "@std/assert";
import { hex } from "../../../src/core/base/mod.ts";
import type { GemToolEvent } from "../../../src/gem/mod.ts";
import type { ETCHER } from "../equipment/etcher.ts";
import { lineOf, scenario, type Scene } from "./scene.ts";

const ACTIVATED = "Spooling Activated";
const FAILURE = "Spool Transmit Failure";
const DEACTIVATED = "Spooling Deactivated";

const lots = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, i) => `LotDone LotId=${from + i}`);

/** A reader that has an event safe before it acknowledges it. */
class Reader {
  /** What it has, in the order in which it came. */
  readonly got: string[] = [];
  /** What may have come before. */
  readonly repeats: string[] = [];
  /** The bodies of the messages. */
  readonly bodies: string[] = [];
  /** Is called with each event before it is acknowledged, and may delay that. */
  before: (line: string) => void | Promise<void> = () => {};

  constructor({ host }: Scene) {
    void this.#read(host.events({ acknowledge: "by reader" }));
  }

  async #read(
    events: AsyncIterable<GemToolEvent<typeof ETCHER.definition> & { acknowledge(): void }>,
  ): Promise<void> {
    for await (const event of events) {
      const line = lineOf(event);
      this.got.push(line);
      if (event.mayBeRepeat) this.repeats.push(line);
      this.bodies.push(hex(event.message.packet.data, Infinity));
      await this.before(line);
      event.acknowledge();
    }
  }

  /** Does something once when a line has come, before its answer: S6F11 is here, and S6F12 has not been sent. */
  at(awaited: string, what: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.before = async (line) => {
        if (line !== awaited) return;
        this.before = () => {};
        await what().then(resolve, reject);
      };
    });
  }

  take(): string[] {
    this.bodies.length = 0;
    return this.got.splice(0);
  }
}

/** The host has set the tool up, and the tool spools from now on. */
async function setUp(
  { host, tool }: Scene,
  constants: { OverWriteSpool: boolean; MaxSpoolTransmit: number },
) {
  await host.subscribeCollectionEvents([
    { event: "LotDone", variables: ["LotId"] },
    ...[ACTIVATED, FAILURE, DEACTIVATED].map((event) => ({ event: event as never, variables: [] })),
  ]);
  await host.setSpooling([{ stream: 6, functions: [11] }]);
  await tool.setConstant("EnableSpooling", true);
  await tool.setConstant("OverWriteSpool", constants.OverWriteSpool);
  await tool.setConstant("MaxSpoolTransmit", constants.MaxSpoolTransmit);
}

function run(scene: Scene, from: number, to: number): void {
  for (let lot = from; lot < to; lot++) scene.tool.trigger("LotDone", { LotId: `${lot}` });
}

/** Lots until the link is lost: lot 20 has come, and has no answer; 30 lots wait; then come the others. */
async function loseHost(scene: Scene, reader: Reader): Promise<void> {
  const lost = reader.at("LotDone LotId=20", async () => {
    await scene.lose();
    run(scene, 50, scene.many);
  });
  run(scene, 0, 50);
  await lost;
  await scene.back();
  assertEquals(reader.take(), lots(0, 21));
}

for (const OverWriteSpool of [false, true]) {
  scenario(
    `scenario 6: many events, a full spool with OverWriteSpool ${OverWriteSpool}, steps of five, two links and the power lost`,
    { handler: { spool: { maxMessages: 100 } } },
    async (scene) => {
      const { host, spools } = scene;
      const reader = new Reader(scene);
      await setUp(scene, { OverWriteSpool, MaxSpoolTransmit: 5 });
      await loseHost(scene, reader);
      // Lot 20 is in it again: the tool cannot know that it has come.
      const all = [ACTIVATED, ...lots(20, scene.many)];
      const kept = OverWriteSpool ? all.slice(-100) : all.slice(0, 100);
      await spools.saw("active 100");
      const spool = await host.spool();
      assertEquals([spool.state, spool.count, spool.total], ["active", 100, all.length]);
      assert(spool.since !== undefined && spool.since !== "");

      await scene.powerOff();
      await scene.powerOn();
      await scene.back();
      await spools.saw("active 100", 2);
      assertEquals(reader.take(), []);

      const third = reader.at(kept[11]!, () => scene.lose());
      const emptied = host.emptySpool();
      await third;
      assertEquals(reader.got, kept.slice(0, 12));
      await reader.at(kept[53]!, async () => {
        await scene.powerOff();
        await scene.powerOn();
      });
      const { messages, lostLinks } = await emptied;
      await scene.rest();
      // Each message comes once, in order; what had no answer when the link was lost comes once more, at once.
      const failures = OverWriteSpool ? [FAILURE, FAILURE] : [];
      const expected = [...kept.slice(0, 12), ...kept.slice(11, 54), ...kept.slice(53), ...failures];
      assertEquals(reader.got, [...expected, DEACTIVATED]);
      assertEquals([messages, lostLinks], [expected.length, 2]);
      assertEquals([reader.bodies[12], reader.bodies[55]], [reader.bodies[11], reader.bodies[54]]);
      assertEquals(reader.repeats, [...OverWriteSpool ? [] : lots(20, 21), kept[11]!, kept[53]!]);
      assertEquals((await host.spool()).state, "inactive");
      assertEquals(spools.lines.at(-1)!.startsWith("inactive"), true);

      run(scene, scene.many, scene.many + 1);
      await scene.rest();
      assertEquals(reader.got.at(-1), `LotDone LotId=${scene.many}`);
    },
  );
}

scenario("scenario 6: many events from an unlimited spool, all of them in order", {}, async (scene) => {
  const { host, seen, tool } = scene;
  await setUp(scene, { OverWriteSpool: false, MaxSpoolTransmit: 0 });
  await scene.lose();
  run(scene, 0, scene.many);
  await scene.back();
  await scene.spools.saw(`active ${scene.many + 1}`);
  tool.trigger("LotDone", { LotId: "while it is active" });
  assertEquals(seen.lines, []);
  const { messages, steps, lostLinks } = await host.emptySpool();
  assertEquals([messages, steps, lostLinks], [scene.many + 2, 1, 0]);
  await seen.saw(DEACTIVATED);
  assertEquals(seen.lines, [
    ACTIVATED,
    ...lots(0, scene.many),
    "LotDone LotId=while it is active",
    DEACTIVATED,
  ]);
});

scenario(
  "scenario 6: many events in steps of five, the link lost in the third and in the middle",
  {},
  async (scene) => {
    const reader = new Reader(scene);
    await setUp(scene, { OverWriteSpool: false, MaxSpoolTransmit: 5 });
    await scene.lose();
    run(scene, 0, scene.many);
    await scene.back();
    const third = reader.at("LotDone LotId=11", () => scene.lose());
    const emptied = scene.host.emptySpool();
    await third;
    const half = scene.many / 2;
    await reader.at(`LotDone LotId=${half}`, () => scene.lose());
    const { messages, lostLinks } = await emptied;
    await scene.rest();
    const expected = [
      ACTIVATED,
      ...lots(0, 12),
      ...lots(11, half + 1),
      ...lots(half, scene.many),
      FAILURE,
      FAILURE,
    ];
    assertEquals(reader.got, [...expected, DEACTIVATED]);
    assertEquals(reader.repeats, [...lots(11, 12), ...lots(half, half + 1)]);
    assertEquals([messages, lostLinks], [expected.length, 2]);
  },
);

scenario("scenario 6: purge, with the power off before it and after it", {}, async (scene) => {
  const { host, seen, spools } = scene;
  const reader = new Reader(scene);
  await setUp(scene, { OverWriteSpool: false, MaxSpoolTransmit: 5 });
  await loseHost(scene, reader);
  await scene.powerOff();
  await scene.powerOn();
  await scene.back();
  await host.requestSpool();
  await seen.saw("LotDone LotId=23");
  await scene.rest();
  await host.purgeSpool();
  await seen.saw(DEACTIVATED);
  await spools.saw("inactive");
  assertEquals(reader.take(), [ACTIVATED, ...lots(20, 24), DEACTIVATED]);
  run(scene, scene.many, scene.many + 2);
  await scene.rest();
  await scene.powerOff();
  await scene.powerOn();
  await scene.back();
  // From power on to the host the tool had no host: its spool is active, with the event that says so.
  assertEquals((await host.emptySpool()).messages, 1);
  await scene.rest();
  assertEquals(reader.got, [...lots(scene.many, scene.many + 2), ACTIVATED, DEACTIVATED]);
});
