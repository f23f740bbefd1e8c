/**
 * A small etcher and its host, both in this process, over real TCP. The etcher is a GEM equipment, made from one model: it
 * has a pressure that moves, a door with an alarm, recipes, and the commands PP-SELECT, START and STOP.
 *
 * Prints:
 *
 *     host: communicates with ETCH-3, software 1.2.0
 *     host: wants the lot and the pressure with each event
 *     host: sends the recipe OXIDE
 *     host: commands START
 *     host: START is refused: HCACK 2, the tool cannot do it now
 *     host: commands PP-SELECT
 *     tool: OXIDE is selected
 *     host: event PP Selected, lot "", 100000 Pa
 *     host: commands START
 *     tool: lot A1 begins
 *     host: event Processing Started, lot "A1", 100000 Pa
 *     host: event Step Done, lot "A1", 500 Pa
 *     host: event Step Done, lot "A1", 120 Pa
 *     host: alarm 5001 is set: The chamber door is open
 *     host: commands STOP
 *     tool: lot A1 is stopped
 *     host: event Processing Stopped, lot "A1", 100000 Pa
 *     host: alarm 5001 is clear: The chamber door is open
 *     host: commands PP-SELECT
 *     tool: OXIDE is selected
 *     host: event PP Selected, lot "A1", 100000 Pa
 *     host: commands START
 *     tool: lot A2 begins
 *     host: event Processing Started, lot "A2", 100000 Pa
 *     host: event Step Done, lot "A2", 500 Pa
 *     host: event Step Done, lot "A2", 120 Pa
 *     host: event Step Done, lot "A2", 20 Pa
 *     host: event Processing Completed, lot "A2", 20 Pa
 *
 * @module
 */
// deno-lint-ignore-file no-console
import { A, connect, listen, S2F33, S2F35, S2F37, S2F41, S5F1, S5F3, S6F11 } from "@secs/hsms";
import {
  CPACK,
  defineEquipment,
  Equipment,
  GemEquipmentHandler,
  GemHandler,
  HCACK,
  valueOf,
} from "@secs/hsms/gem";

// What the tool is. The events of the process, "PP Selected" and others are there by themselves, with ids from 60,301 on.
const model = defineEquipment({
  model: "ETCH-3",
  revision: "1.2.0",
  statusVariables: {
    ChamberPressure: { id: 1001, format: "F4", units: "Pa", value: 100_000 },
    Lot: { id: 1002, format: "A", value: "" },
  },
  events: { "Step Done": { id: 4001 } },
  alarms: { DoorOpen: { id: 5001, category: "personalSafety", text: "The chamber door is open" } },
  commands: {
    "PP-SELECT": { parameters: { PPID: { format: "A" } }, states: ["IDLE"] },
    START: { parameters: { LotId: { format: "A" } }, triggers: "START" },
    STOP: { triggers: "STOP" },
  },
  processPrograms: { kinds: ["unformatted"] },
});

// The tool: its hardware and its software.
const tool = await Equipment.open(model);
const door = tool.alarm("DoorOpen");
tool.moveProcess("initialized");

tool.onCommand("PP-SELECT", async ({ PPID }) => {
  const recipes = await tool.programs!.list();
  if (!recipes.some((recipe) => recipe.PPID === PPID)) return { parameters: { PPID: CPACK.value } }; // HCACK 3
  console.log(`tool: ${PPID} is selected`);
  tool.set("PPExecName", PPID);
  tool.trigger("PP Selected");
  tool.moveProcess("commit");
  tool.moveProcess("set up");
  return HCACK.done;
});

tool.onCommand("START", ({ LotId }, call) => {
  console.log(`tool: lot ${LotId} begins`);
  tool.set("Lot", LotId);
  call.finishLater(() => etch(LotId)); // HCACK 4; the events say how it ends
});

tool.onCommand("STOP", () => {
  console.log(`tool: lot ${tool.get("Lot")} is stopped`);
});

async function etch(lot: string): Promise<void> {
  tool.set("ChamberPressure", 100_000);
  for (const pressure of [500, 120, 20]) {
    await new Promise((resolve) => setTimeout(resolve, 20)); // the pump runs
    tool.set("ChamberPressure", pressure);
    tool.trigger("Step Done");
    if (lot !== "A1" || pressure > 120) continue;
    tool.set("ChamberPressure", 100_000);
    door.set(); // somebody opens the door during lot A1: the host has to decide
    return;
  }
  tool.moveProcess("done");
}

// The tool listens; `name` says whose reports, events and alarms are kept.
const session = await listen({
  port: 0,
  bindAddress: "127.0.0.1",
  handler: GemEquipmentHandler,
  name: "host",
  equipment: tool,
  control: { onlineSubstate: "remote" },
});

// The host connects, and resolves once communications are established.
const { port } = session.connection.listeningEndpoint!;
const host = await connect({ address: "127.0.0.1", port, handler: GemHandler });
const { MDLN, SOFTREV } = host.peerIdentity!;
console.log(`host: communicates with ${MDLN}, software ${SOFTREV}`);

const waiting = new Map<string, () => void>();

/** What the host wants to know with each event. */
const REPORT = [model.variables.require("Lot"), model.variables.require("ChamberPressure")];

/** Resolves when the tool has told that. */
function told(what: string): Promise<void> {
  return new Promise((resolve) => waiting.set(what, resolve));
}

host.secs.register(S6F11, ({ CEID, RPT }) => {
  const name = model.events.withId(CEID)!.name;
  const [lot, pressure] = RPT[0]!.V.map((item, i) => valueOf(REPORT[i]!, item));
  console.log(`host: event ${name}, lot "${lot}", ${pressure} Pa`);
  waiting.get(name)?.();
  return 0;
});
host.secs.register(S5F1, ({ ALCD, ALID, ALTX }) => {
  const state = ALCD >= 128 ? "set" : "clear";
  console.log(`host: alarm ${ALID} is ${state}: ${ALTX}`);
  waiting.get(state)?.();
  return 0;
});

async function command(RCMD: string, parameters: Readonly<Record<string, string>> = {}): Promise<void> {
  console.log(`host: commands ${RCMD}`);
  const PARAMETERS = Object.entries(parameters).map(([CPNAME, text]) => ({ CPNAME, CPVAL: A(text) }));
  const answer = await host.request(S2F41, { RCMD, PARAMETERS });
  if (answer.HCACK === HCACK.cannotNow) {
    console.log(`host: ${RCMD} is refused: HCACK 2, the tool cannot do it now`);
  }
}

console.log("host: wants the lot and the pressure with each event");
const names = [
  "PP Selected",
  "Step Done",
  "Processing Started",
  "Processing Stopped",
  "Processing Completed",
];
const events = names.map((name) => model.events.require(name).id);
await host.request(S2F33, { DATAID: 1, REPORTS: [{ RPTID: 1, VID: REPORT.map(({ id }) => id) }] });
await host.request(S2F35, { DATAID: 1, LINKS: events.map((CEID) => ({ CEID, RPTID: [1] })) });
await host.request(S2F37, { CEED: true, CEID: events });
await host.request(S5F3, { ALED: 128, ALID: 5001 });

console.log("host: sends the recipe OXIDE");
await host.sendProcessProgram("OXIDE", A("500 120 20"));
await command("START", { LotId: "A1" }); // no recipe is selected

await Promise.all([told("PP Selected"), command("PP-SELECT", { PPID: "OXIDE" })]);
await Promise.all([told("set"), command("START", { LotId: "A1" })]);
await Promise.all([told("Processing Stopped"), command("STOP")]);
const closed = told("clear");
door.clear();
await closed;

await Promise.all([told("PP Selected"), command("PP-SELECT", { PPID: "OXIDE" })]);
await Promise.all([told("Processing Completed"), command("START", { LotId: "A2" })]);

await host.disable();
await session.disable();
await tool.close();
