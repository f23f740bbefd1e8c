// Measures a fab: 200 tools with ten events a second each, all their hosts in one process, on Deno, Bun and Node.
//
// Options: --runtime deno|bun|node   only on this runtime
//          --tools N                 number of tools (200)
//          --seconds N               how long each row is counted (20)
//          --json                    print JSON
//          --save                    keep the results in bench/results

import { parseArgs } from "node:util";
import { OrderedProcess } from "../../scripts/ordered_process.ts";
import { formatTable, grouped } from "../markdown.ts";
import { bundle, type MeasuredRuntime, runtimesNamed } from "../micro/launch.ts";
import { report, type RuntimeResults } from "../micro/results.ts";
import type { Counted, HostsOrder, ToolsOrder } from "./orders.ts";

/** What an order is answered with. */
interface Answer extends Partial<Counted> {
  readonly error?: string;
  readonly ports?: readonly number[];
  readonly heap?: number;
  readonly rss?: number;
}

/** A row of the table. */
interface Row extends Counted {
  readonly what: string;
  readonly perSecond: number;
  readonly heap: number;
  readonly rss: number;
}

const PER_SECOND = 10;

const { values: options } = parseArgs({
  options: {
    runtime: { type: "string" },
    tools: { type: "string", default: "200" },
    seconds: { type: "string", default: "20" },
    json: { type: "boolean", default: false },
    save: { type: "boolean", default: false },
  },
});
const ms = Number(options.seconds) * 1000;

Deno.chdir(new URL("../..", import.meta.url));
const programs = { tools: await bundle("bench/fab/tools.ts"), hosts: await bundle("bench/fab/hosts.ts") };
const results: RuntimeResults<Row>[] = [];
for (const runtime of runtimesNamed(options.runtime)) {
  results.push({ runtime: await runtime.label(), rows: await measure(runtime) });
}
await report(results, formatFab, { ...options, what: "fab", title: `${options.tools} tools in one process` });

async function measure({ name, command }: MeasuredRuntime): Promise<Row[]> {
  const start = <Order extends ToolsOrder | HostsOrder>(what: keyof typeof programs) =>
    OrderedProcess.start<Order, Answer>(`The ${what} on ${name}`, [...command, programs[what]]);
  const tools = await start<ToolsOrder>("tools");
  const hosts = await start<HostsOrder>("hosts");
  const rows: Row[] = [];
  const row = async (what: string): Promise<void> => {
    const counted = await hosts.ask({ do: "count", ms }) as Counted;
    const { heap, rss } = await hosts.ask({ do: "weigh" });
    rows.push({
      what,
      ...counted,
      perSecond: (counted.first + counted.others) * 1000 / ms,
      heap: heap!,
      rss: rss!,
    });
  };
  try {
    const { ports } = await tools.ask({ do: "open", count: Number(options.tools) });
    await hosts.ask({ do: "connect", ports: ports! });
    await tools.ask({ do: "pace", perSecond: PER_SECOND });
    await row("begin");
    await row("quiet");
    await hosts.ask({ do: "dawdle", ms: 1000 });
    await row("the reader of one tool takes a second for each event");
    await hosts.ask({ do: "dawdle", ms: 0 });
    await tools.ask({ do: "flood", on: true });
    await row("one tool sends as fast as it can");
    await tools.ask({ do: "flood", on: false });
    await row("quiet again");
  } finally {
    await Promise.all([hosts.stop(), tools.stop()]);
  }
  return rows;
}

/** Milliseconds, and mebibytes of heap after a collection. */
function formatFab(rows: readonly Row[]): string {
  const head = [
    "",
    "events/s",
    "of the first",
    "p50",
    "p99",
    "p99.9",
    "longest",
    "heap MiB",
    "RSS MiB",
    "behind",
  ];
  return formatTable(
    head,
    rows.map((row) => [
      row.what,
      grouped(row.perSecond),
      grouped(row.first * 1000 / ms),
      ...[row.p50, row.p99, row.p999, row.longest].map((time) => time.toFixed(2)),
      ...[row.heap, row.rss].map((bytes) => (bytes / 2 ** 20).toFixed(1)),
      grouped(row.behind),
    ]),
    1,
  );
}
