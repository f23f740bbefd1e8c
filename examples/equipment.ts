/**
 * A small etcher and its host, both in this process, over real TCP. The etcher is a GEM equipment, made from one model: it
 * has a pressure that moves, a door with an alarm, recipes, and the commands PP-SELECT, START and STOP.
 *
 * Prints:
 *
 *     host: communicates with ETCH-3, software 1.2.0
 *     host: gets five events with the lot and the pressure, and the alarm of the door
 *     host: the tool has the recipe OXIDE
 *     host: START is refused, HCACK 2: no recipe is selected
 *     tool: OXIDE is selected
 *     host: event PP Selected, lot "", 100000 Pa
 *     tool: lot A1 begins
 *     host: START is accepted
 *     host: event Processing Started, lot "A1", 100000 Pa
 *     host: event Step Done, lot "A1", 500 Pa
 *     host: event Step Done, lot "A1", 120 Pa
 *     host: alarm DoorOpen set: The chamber door is open
 *     tool: lot A1 is stopped
 *     host: event Processing Stopped, lot "A1", 100000 Pa
 *     host: alarm DoorOpen clear: The chamber door is open
 *     tool: OXIDE is selected
 *     host: event PP Selected, lot "A1", 100000 Pa
 *     tool: lot A2 begins
 *     host: START is accepted
 *     host: event Processing Started, lot "A2", 100000 Pa
 *     host: event Step Done, lot "A2", 500 Pa
 *     host: event Step Done, lot "A2", 120 Pa
 *     host: event Step Done, lot "A2", 20 Pa
 *     host: event Processing Completed, lot "A2", 20 Pa
 *
 * @module
 */
// deno-lint-ignore-file no-console
import { A, listen, SecsAcknowledgeError, tcp } from "@secs/hsms";
import {
  CPACK,
  defineEquipment,
  Equipment,
  GemEquipmentHandler,
  GemHostHandler,
  HCACK,
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

// The host connects, and knows the tool by the same model.
const { port } = session.connection.listeningEndpoint!;
const host = new GemHostHandler("127.0.0.1", port, true, 0, "etcher 3", { network: tcp, model });
await host.enable();
await host.waitForCommunicating();
const { MDLN, SOFTREV } = host.peerIdentity!;
console.log(`host: communicates with ${MDLN}, software ${SOFTREV}`);

const events = host.events(); // what the tool sends, in its order

/** Shows what the tool sends, until it has sent that. */
async function until(last: string): Promise<void> {
  for (let shown = ""; shown !== last;) {
    const { value: event } = await events.next();
    if (event === undefined) throw new Error("The host was disabled");
    if (event.type === "collection-event") {
      const { Lot, ChamberPressure } = event.values;
      shown = `${event.name}`;
      console.log(`host: event ${shown}, lot "${Lot}", ${ChamberPressure} Pa`);
    }
    if (event.type === "alarm") {
      shown = `${event.name} ${event.isSet ? "set" : "clear"}`;
      console.log(`host: alarm ${shown}: ${event.text}`);
    }
  }
}

const names = [
  "PP Selected",
  "Processing Started",
  "Step Done",
  "Processing Stopped",
  "Processing Completed",
] as const;
for (const name of names) await host.subscribeCollectionEvent(name, ["Lot", "ChamberPressure"]);
await host.enableAlarm("DoorOpen");
console.log("host: gets five events with the lot and the pressure, and the alarm of the door");

await host.sendProcessProgram("OXIDE", A("500 120 20"));
console.log("host: the tool has the recipe OXIDE");

try {
  await host.sendRemoteCommand("START", { LotId: "A1" });
} catch (error) {
  if (!(error instanceof SecsAcknowledgeError)) throw error;
  console.log(`host: START is refused, ${error.acknowledge} ${error.value}: no recipe is selected`);
}

await host.sendRemoteCommand("PP-SELECT", { PPID: "OXIDE" });
await until("PP Selected");
await host.sendRemoteCommand("START", { LotId: "A1" });
console.log("host: START is accepted");
await until("DoorOpen set");
await host.sendRemoteCommand("STOP");
await until("Processing Stopped");
door.clear();
await until("DoorOpen clear");

await host.sendRemoteCommand("PP-SELECT", { PPID: "OXIDE" });
await until("PP Selected");
await host.sendRemoteCommand("START", { LotId: "A2" });
console.log("host: START is accepted");
await until("Processing Completed");

await host.disable();
await session.disable();
await tool.close();
