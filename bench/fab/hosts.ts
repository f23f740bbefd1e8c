// The hosts of all tools, in one process: what a fab's program is.

import process from "node:process";
import { HsmsConnectionManager, tcp } from "@secs/hsms";
import { GemHostHandler } from "@secs/hsms/gem";
import { settle, total } from "../memory/gauge.ts";
import { MODEL, REPORT } from "./model.ts";
import { obey, timeOfDay } from "./obey.ts";
import type { Counted, HostsOrder } from "./orders.ts";

/** The histogram's steps, in ms, and where it ends. */
const STEP = 0.05;
const STEPS = 20_000;

const Host = GemHostHandler<typeof MODEL.definition>;
const manager = new HsmsConnectionManager({ network: tcp });

/** Events of each tool, and times of all but the first, since the last `count`. */
let counts: number[] = [];
const times = new Uint32Array(STEPS);
let longest = 0;
let dawdle = 0;

obey<HostsOrder>(async (order) => {
  switch (order.do) {
    case "connect":
      counts = order.ports.map(() => 0);
      await Promise.all(order.ports.map(connect));
      return {};
    case "dawdle":
      dawdle = order.ms;
      return {};
    case "count":
      return await count(order.ms);
    case "weigh":
      return { heap: total(await settle()), rss: process.memoryUsage.rss() };
  }
});

async function connect(port: number, index: number): Promise<void> {
  const host = manager.addPeer(`tool ${index}`, "127.0.0.1", port, true, 0, { handler: Host, model: MODEL });
  await host.waitForCommunicating();
  await host.subscribeCollectionEvent("Tick", REPORT);
  void read(host.events(), index);
}

async function read(events: ReturnType<InstanceType<typeof Host>["events"]>, index: number): Promise<void> {
  for await (const event of events) {
    if (event.type !== "collection-event") continue;
    counts[index]!++;
    if (index === 0) {
      if (dawdle > 0) await new Promise((resolve) => setTimeout(resolve, dawdle));
    } else note(timeOfDay() - (event.values as { Triggered: number }).Triggered);
  }
}

function note(ms: number): void {
  longest = Math.max(longest, ms);
  times[Math.min(STEPS - 1, Math.max(0, Math.floor(ms / STEP)))]!++;
}

async function count(ms: number): Promise<Counted> {
  counts.fill(0);
  times.fill(0);
  longest = 0;
  await new Promise((resolve) => setTimeout(resolve, ms));
  const [first = 0, ...others] = counts;
  const all = others.reduce((sum, one) => sum + one, 0);
  const share = all / others.length;
  const behind = others.filter((one) => one < share / 2).length;
  const at = (part: number): number => timeAt(part * all);
  return { first, others: all, behind, p50: at(0.5), p99: at(0.99), p999: at(0.999), longest };
}

/** The time that so many events did not exceed. */
function timeAt(many: number): number {
  let seen = 0;
  for (let i = 0; i < STEPS; i++) {
    seen += times[i]!;
    if (seen >= many) return (i + 1) * STEP;
  }
  return STEPS * STEP;
}
