// Whatever a tool has, and wherever the link is lost: in the end it has what is wished, and what others have made.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { S2F51, S2F53, S2F55, S2F57 } from "@secs/hsms";
import { Equipment } from "../../../../src/gem/mod.ts";
import { ETCHER } from "../../equipment/etcher.ts";
import { HostStage } from "../tool_stage.ts";

const EVENTS = ["LotStarted", "LotDone", "Processing Started"] as const;
const VARIABLES = ["LotId", "WaferCount", "ChamberPressure"] as const;

const subscription = fc.record({
  event: fc.constantFrom(...EVENTS),
  variables: fc.uniqueArray(fc.constantFrom(...VARIABLES), { minLength: 1 }),
});
const case_ = fc.record({
  before: fc.array(subscription, { maxLength: 4 }),
  first: fc.array(subscription, { maxLength: 4 }),
  second: fc.array(subscription, { maxLength: 4 }),
  /** How many messages come through before the link is lost, each time. */
  cuts: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
  perMessage: fc.integer({ min: 1, max: 4 }),
  clears: fc.boolean(),
  hasLists: fc.boolean(),
});

interface State {
  /** By event the variables of its reports, sorted. */
  readonly links: Readonly<Record<string, readonly string[]>>;
  readonly enabled: readonly unknown[];
  readonly reports: number;
}

async function stateOf({ host }: HostStage): Promise<State> {
  const reports = new Map((await host.request(S2F53, [])).map(({ RPTID, VID }) => [RPTID, VID]));
  const links = (await host.request(S2F55, [])).filter(({ RPTID }) => RPTID.length > 0);
  return {
    links: Object.fromEntries(
      links.map(({ CENAME, RPTID }) => [CENAME, RPTID.map((id) => `${reports.get(id)}`).sort()]),
    ),
    enabled: await host.request(S2F57),
    reports: reports.size,
  };
}

const idOf = (name: typeof VARIABLES[number]): unknown => ETCHER.variables.require(name).id;

/** The link is lost after some messages, again and again, until the wish has its outcome. */
async function cutting(stage: HostStage, cuts: number[], wanted: Promise<unknown>): Promise<void> {
  const { host, clock, handler } = stage;
  let isDone = false;
  wanted.then(() => isDone = true, () => isDone = true);
  let left = cuts.shift() ?? Infinity;
  const off = handler.secs.session.on("received", ({ packet: { header } }) => {
    if (header.stream === 0 || header.stream === 1 && header.function === 13 || --left > 0) return;
    left = cuts.shift() ?? Infinity;
    host.connection.disconnect();
  });
  while (!isDone) await clock.advance(10_000); // T5
  off();
}

test("random set-ups, wishes and losses of the link", async () => {
  await fc.assert(
    fc.asyncProperty(case_, async ({ before, first, second, cuts, perMessage, clears, hasLists }) => {
      const tool = await Equipment.open(ETCHER);
      const stage = new HostStage(tool, { host: { maxPerMessage: perMessage } });
      await stage.establish();
      const { host, handler } = stage;
      if (!hasLists) { for (const message of [S2F51]) handler.secs.register(message, undefined as never); }
      try {
        await host.subscribeCollectionEvents(before.map((one, i) => ({ ...one, rptid: 100 + i })));
        const others = await stateOf(stage);
        const wish = (events: typeof first) => ({ events, others: clears ? "clear" : "keep" }) as const;
        await cutting(stage, [...cuts], host.want(wish(first)));
        const wanted = host.want(wish(second));
        await cutting(stage, [...cuts], wanted);
        assert((await wanted).outcome.isComplete);
        const state = await stateOf(stage);
        for (const { event, variables } of second) {
          const ids = variables.map(idOf).join();
          assert(state.links[event]?.includes(ids), `${event} has ${state.links[event]}, not ${ids}`);
          assert(state.enabled.includes(ETCHER.events.require(event).id));
        }
        for (const [event, reports] of Object.entries(clears ? {} : others.links)) {
          for (const ids of reports) assert(state.links[event]?.includes(ids), `${event} has lost ${ids}`);
        }
        // Nothing is left of the first wish, or of losses of the link.
        const linked = Object.values(state.links).flat().length;
        assertEquals(linked, state.reports);
        const plan = await host.plan(wish(second));
        assertEquals(clears ? [] : plan.steps, []);
      } finally {
        await stage.end();
      }
    }),
    { numRuns: 15 },
  );
});

test("random set-ups, wishes and losses of the link, and all is as it was before", async () => {
  await fc.assert(
    fc.asyncProperty(case_, async ({ before, first, cuts, perMessage, clears }) => {
      const tool = await Equipment.open(ETCHER);
      const stage = new HostStage(tool, { host: { maxPerMessage: perMessage } });
      await stage.establish();
      const { host } = stage;
      const exactly = async (): Promise<unknown> => [
        new Map((await host.request(S2F53, [])).map(({ RPTID, VID }) => [RPTID, VID])),
        await host.request(S2F55, []),
        await host.request(S2F57),
        await host.listEnabledAlarms(),
      ];
      try {
        await host.subscribeCollectionEvents(before.map((one, i) => ({ ...one, rptid: 100 + i })));
        if (before.length > 1) await host.disableCollectionEvents([before[0]!.event]);
        if (clears) await host.enableAlarm("GasLow");
        const former = await exactly();
        const wish = { events: first, alarms: "all", others: clears ? "clear" : "keep" } as const;
        const wanted = host.want(wish, { restorable: true });
        await cutting(stage, [...cuts], wanted);
        const restored = (await wanted).restore();
        await cutting(stage, [...cuts], restored);
        assert((await restored).isComplete);
        assertEquals(await exactly(), former);
      } finally {
        await stage.end();
      }
    }),
    { numRuns: 15 },
  );
});
