// The tools of a fab, in one process.

import { Equipment, GemEquipmentHandler } from "@secs/hsms/gem";
import { tcp } from "@secs/hsms";
import { MODEL } from "./model.ts";
import { obey, timeOfDay } from "./obey.ts";
import type { ToolsOrder } from "./orders.ts";

/** Number of events of a flood that wait to be sent. */
const FLOOD = 100;

const tools: Equipment<typeof MODEL.definition>[] = [];
const handlers: GemEquipmentHandler[] = [];
let pace: ReturnType<typeof setInterval> | undefined;
let flood: ReturnType<typeof setInterval> | undefined;

obey<ToolsOrder>(async (order) => {
  switch (order.do) {
    case "open": {
      const ports: number[] = [];
      for (let i = 0; i < order.count; i++) ports.push(await open());
      return { ports };
    }
    case "pace":
      return triggerInTurn(order.perSecond);
    case "flood":
      clearInterval(flood);
      if (order.on) flood = setInterval(fillFirst, 1);
      return {};
  }
});

async function open(): Promise<number> {
  const equipment = await Equipment.open(MODEL);
  const handler = new GemEquipmentHandler("*", 0, false, 0, "host", {
    network: tcp,
    bindAddress: "127.0.0.1",
    equipment,
  });
  await handler.enable();
  tools.push(equipment);
  handlers.push(handler);
  return handler.connection.listeningEndpoint!.port;
}

/** A turn of the timer triggers a share of the tools, so that the events lie evenly in time. */
function triggerInTurn(perSecond: number): object {
  clearInterval(pace);
  const begin = timeOfDay();
  let done = 0;
  pace = setInterval(() => {
    const due = Math.floor((timeOfDay() - begin) / 1000 * perSecond * tools.length);
    for (; done < due; done++) tick(tools[done % tools.length]!);
  }, 1);
  return {};
}

function fillFirst(): void {
  while (handlers[0]!.pendingMessages.waiting < FLOOD) tick(tools[0]!);
}

function tick(tool: Equipment<typeof MODEL.definition>): void {
  tool.trigger("Tick", { Triggered: timeOfDay() });
}
