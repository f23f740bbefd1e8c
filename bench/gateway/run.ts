// deno-lint-ignore-file no-console
// Measures the whole chain: simulated tools, a gateway on NATS JetStream with a lease, and nats-server, all on this machine. The memory of
// the gateway for each tool, its CPU for each event, and how long JetStream takes for a message.
//
// Options: --runtime deno|bun|node   only on this runtime
//          --tools N,N               numbers of tools (20,100,200)
//          --events N                events of each tool (200)
//          --pace MS                 between two events of a tool (100)

import { parseArgs } from "node:util";
import { prepare } from "../../tests/fab/programs.ts";
import { Site } from "../../tests/fab/site.ts";
import { formatTable } from "../markdown.ts";

/** A row of the table. */
interface Row {
  readonly runtime: string;
  readonly tools: number;
  readonly mebibytes: number;
  readonly perSecond: number;
  readonly cpuMicroseconds: number;
  readonly brokerMicroseconds: number;
  readonly meanMs: number;
  readonly maxMs: number;
}

const { values: options } = parseArgs({
  options: {
    runtime: { type: "string" },
    tools: { type: "string", default: "20,100,200" },
    events: { type: "string", default: "200" },
    pace: { type: "string", default: "100" },
  },
});
Deno.chdir(new URL("../..", import.meta.url));
const programs = await prepare();
const rows: Row[] = [];
try {
  for (const gateway of programs.gateways) {
    if (options.runtime !== undefined && gateway.runtime.toLowerCase() !== options.runtime) continue;
    for (const tools of options.tools.split(",").map(Number)) {
      const row = await measure({ ...programs, gateways: [gateway] }, tools);
      rows.push(row);
      console.log(format([row]));
    }
  }
} finally {
  await programs.tidy();
}
console.log(format(rows));

async function measure(chosen: typeof programs, tools: number): Promise<Row> {
  const folder = await Deno.makeTempDir({ prefix: "hsms-fab-" });
  const here = { address: "127.0.0.1", inside: [] };
  const firstPort = 21_000 + Math.floor(Math.random() * 6_000);
  const pagesPort = firstPort - 2;
  const site = new Site({
    tools,
    gateways: 1,
    lease: 10_000,
    broker: here,
    floor: here,
    gatewayPlaces: [here],
    firstPort,
    brokerPort: firstPort - 1,
    model: "tests/fab/counter.json",
    want: { events: { Counted: ["Number"] }, spooled: [6] },
    folder,
    programs: chosen,
    pagesPort,
  });
  try {
    await site.start();
    const [gateway, broker] = [site.gateways[0]!.pid, site.brokerPid];
    const mebibytes = await memory(gateway);
    const [cpu, brokerCpu, start] = [await cpuOf(gateway), await cpuOf(broker), performance.now()];
    await site.send(Number(options.events), Number(options.pace));
    await site.settled();
    const seconds = (performance.now() - start) / 1000;
    const events = site.sent * tools;
    const text = await (await fetch(`http://127.0.0.1:${pagesPort}/metrics`)).text();
    const [sum, count] = [total(text, "ack_seconds_sum"), total(text, "messages_total")];
    return {
      runtime: chosen.gateways[0]!.runtime,
      tools,
      mebibytes,
      perSecond: events / (seconds - 1),
      cpuMicroseconds: ((await cpuOf(gateway)) - cpu) / events * 1e6,
      brokerMicroseconds: ((await cpuOf(broker)) - brokerCpu) / events * 1e6,
      meanMs: sum / count * 1000,
      maxMs: Math.max(...samples(text, "ack_seconds_max")) * 1000,
    };
  } finally {
    await site.end();
    await Deno.remove(folder, { recursive: true }).catch(() => {});
  }
}

function format(of: readonly Row[]): string {
  return formatTable(
    [
      "gateway on",
      "tools",
      "memory, MiB",
      "events a second",
      "CPU an event, µs",
      "CPU of nats-server, µs",
      "mean ack, ms",
      "longest, ms",
    ],
    of.map((row) => [
      row.runtime,
      `${row.tools}`,
      row.mebibytes.toFixed(0),
      row.perSecond.toFixed(0),
      row.cpuMicroseconds.toFixed(0),
      row.brokerMicroseconds.toFixed(0),
      row.meanMs.toFixed(2),
      row.maxMs.toFixed(0),
    ]),
    1,
  );
}

function samples(text: string, name: string): number[] {
  return [...text.matchAll(new RegExp(`^hsms_gateway_${name}(?:\\{.*\\})? (\\S+)$`, "gm"))].map(([, value]) =>
    Number(value)
  );
}

function total(text: string, name: string): number {
  return samples(text, name).reduce((sum, value) => sum + value, 0);
}

/** Resident memory, in MiB. */
async function memory(pid: number): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${pid}/status`);
  return Number(/VmRSS:\s*(\d+) kB/.exec(status)![1]) / 1024;
}

/** CPU so far, in seconds. */
async function cpuOf(pid: number): Promise<number> {
  const stat = await Deno.readTextFile(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
