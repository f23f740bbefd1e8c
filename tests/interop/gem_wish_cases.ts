// Our GemHostHandler brings secsgem's GemEquipmentHandler to what is wished, and keeps it so.

import { type GemSetupOutcome, readEquipment } from "@secs/hsms/gem";
import { assertEquals, assertRejects } from "@std/assert";
import type { GemCase } from "./gem_case.ts";
import { FOUND } from "./gem_model_cases.ts";
import type { GemScene } from "./gem_scene.ts";

/** How long it may take to say what it has: it does not answer S2F51. */
const LOOK = { lookTimeout: 700 } as const;

/** With the events that it does not list. */
const model = readEquipment({
  ...FOUND,
  events: { CmdStartDone: { id: 20 }, CmdStopDone: { id: 21 }, Unknown: { id: 77 } },
  commands: { START: { needsRemote: false } },
});

/** All of them, in the order in which they run. */
export const GEM_WISH_CASES: readonly GemCase[] = [
  { name: "GEM equipment: a wish is planned, done and kept", host: { model }, run: wish },
  { name: "GEM equipment: a wish that it refuses in part", host: { model }, run: refusedWish },
];

async function wish(scene: GemScene): Promise<void> {
  const { host, log, peer } = scene;
  host.on("collection-event", ({ name, values }) => log.write(`event ${name} ${JSON.stringify(values)}`));
  const wish = { events: { CmdStartDone: ["Pressure"] }, alarms: ["The door is open"] };
  const wanted = [
    "S2F33 Define report 1 with Pressure.",
    "S2F35 Link CmdStartDone to report 1.",
    "S2F37 Enable CmdStartDone.",
    "S5F3 Enable The door is open.",
  ];
  const { looks, steps } = await host.plan(wish, LOOK);
  assertEquals(looks.map(({ message, sentence }) => `${message} ${sentence}`), [
    "S1F1 The tool is on-line.", // it is HOST OFF-LINE, and answers all the same
    "S2F51 The tool does not answer it.",
    "S6F15 CmdStartDone has 0 reports.",
    "S1F3 EventsEnabled has 0 ids.",
    "S5F7 0 alarms enabled.",
  ]);
  assertEquals(sentences(steps), wanted);
  // Nothing can be restored, so nothing is changed.
  const careful = await host.want(wish, { ...LOOK, restorable: true });
  assertEquals(sentences(careful.outcome.failed.map(({ step }) => step)), [
    "S2F51 Read what the tool has, so that it can be restored.",
  ]);
  assertEquals([careful.outcome.done.length, careful.outcome.left.length], [0, 4]);
  await assertRejects(() => careful.restore(), TypeError);
  const { outcome } = await host.want(wish, LOOK);
  assertEquals([outcome.isComplete, ...sentences(outcome.done)], [true, ...wanted]);
  assertEquals((await host.plan(wish, LOOK)).steps, []);
  await host.sendRemoteCommand("START");
  await log.saw('event CmdStartDone {"Pressure":1.5}');

  const unchanged = log.count("set up 0");
  await host.disable();
  await peer.log.saw("closed");
  await host.enable();
  await log.saw("set up 0", unchanged + 1); // it has kept everything
  const renewed = log.count("set up 4");
  await scene.replacePeer();
  await log.saw("set up 4", renewed + 1); // a new process knows nothing
  await host.sendRemoteCommand("START");
  await log.saw('event CmdStartDone {"Pressure":1.5}', 2);

  // Another wish replaces it.
  const other = await host.want({ events: { CmdStopDone: ["Pressure"] } }, LOOK);
  assertEquals([other.outcome.isComplete, ...sentences(other.outcome.done)], [
    true,
    "S2F37 Disable CmdStartDone.",
    "S2F35 Unlink CmdStartDone from its reports.",
    "S2F33 Delete report 1.",
    "S2F33 Define report 2 with Pressure.",
    "S2F35 Link CmdStopDone to report 2.",
    "S2F37 Enable CmdStopDone.",
    "S5F3 Disable The door is open.",
  ]);
  other.stop();
}

async function refusedWish({ host }: GemScene): Promise<void> {
  const wish = {
    events: { Unknown: ["Pressure"], CmdStartDone: ["Pressure"], CmdStopDone: [] },
    alarms: "all",
    clock: true,
    spool: "purge",
  } as const;
  const { outcome } = await host.want(wish, { ...LOOK, timeout: 1000 });
  assertEquals(sentences(outcome.done), [
    "S2F33 Define report 1 with Pressure.",
    "S2F33 Define report 2 with Pressure.",
    "S2F35 Link CmdStartDone to report 2.",
    "S2F37 Enable CmdStartDone.",
  ]);
  assertEquals(outcome.failed.map(({ step, error }) => `${step.sentence} ${answerIn(error)}`), [
    "Set the clock of the tool. T3",
    "Link Unknown to report 1. LRACK 4",
    "Enable CmdStopDone. ERACK 1", // it enables no event without a report
    "Enable all alarms. S5F0",
  ]);
  assertEquals(sentences(outcome.left), ["S2F37 Enable Unknown."]);
  assertEquals(sentences(outcome.there).at(-1), "S6F23 The tool has nothing spooled.");
  assertEquals(`${(await host.requestSv("EventsEnabled")).item}`, "<L [1] <U1 20>>");
  // A constant is no variable of a report there.
  const { outcome: refused } = await host.want({ events: { CmdStartDone: ["MaxPressure"] } }, LOOK);
  assertEquals(refused.failed.map(({ error }) => answerIn(error)), ["DRACK 4"]);
}

function sentences(steps: GemSetupOutcome["done"]): string[] {
  return steps.map(({ message, sentence }) => `${message} ${sentence}`);
}

/** What came in place of a yes: a code, SxF0 or nothing. */
function answerIn(error: Error): string | undefined {
  return /[A-Z]+ACK \d|S\d+F0|T3/.exec(error.message)?.[0];
}
