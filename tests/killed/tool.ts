// The child of tool_test.ts: a tool that starts lots until it is killed. Its lots are numbered, and it prints what is durable.

import { writeSync } from "node:fs";
import { tcp } from "@secs/hsms";
import { FileStore } from "@secs/hsms/files";
import { defineEquipment, Equipment, GemEquipmentHandler } from "../../src/gem/mod.ts";

/** How often a lot is started, in ms. */
const PACE = 4;

const MODEL = defineEquipment({
  model: "KILLED",
  revision: "1",
  statusVariables: { Pressure: { id: 1, format: "U4", value: 0, limits: { min: 0, max: 100 } } },
  dataVariables: { Lot: { id: 2, format: "U4" } },
  constants: { Rate: { id: 3, format: "U4", default: 0 } },
  events: { LotStarted: { id: 4, variables: ["Lot"] } },
  alarms: { Door: { id: 5, category: "personalSafety", text: "Door" } },
});

/**
 * Starts lots from `first` on, none without it, until the process is killed. Prints `port N`, `lot N` before each, and `spooled N` once it is
 * in the spool and durable.
 */
export async function play(path: string, first: string): Promise<void> {
  print("begins");
  const store = new FileStore(path, { compactAbove: 20_000 });
  const tool = await Equipment.open(MODEL, { store });
  const handler = new GemEquipmentHandler("127.0.0.1", 0, false, 0, "host", {
    network: tcp,
    equipment: tool,
    timeouts: { linktest: 0 },
  });
  tool.on("store-failed", ({ error }) => print(`failed ${error.message}`));
  handler.on("message-lost", ({ why }) => print(`lost ${why}`));
  await handler.enable();
  print(`port ${handler.connection.listeningEndpoint!.port}`);
  if (first === "") return;
  for (let lot = Number(first);; lot++) {
    const before = handler.pendingMessages.spooled;
    print(`lot ${lot}`);
    tool.trigger("LotStarted", { Lot: lot });
    const isSpooled = handler.pendingMessages.spooled > before;
    // A write without changes is done when all before it are durable.
    store.write([]).then(() => isSpooled && print(`spooled ${lot}`));
    await new Promise((resolve) => setTimeout(resolve, PACE));
  }
}

/** At once, and not when the runtime has time: what is printed reaches the pipe before the process is killed. */
function print(line: string): void {
  writeSync(1, `${line}\n`);
}
