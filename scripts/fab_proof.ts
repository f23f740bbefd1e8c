// deno-lint-ignore-file no-console
// Proves what the gateway promises: 3 gateways, simulated tools with numbered events, and a real nats-server; gateways are killed and
// stopped, the broker too, and, as root on Linux, the cable between them is cut. Ends with the sum: `N passed, N failed`.
//
// Options: --short                     fewer tools and shorter leases, for the CI
//          --tools N                   number of tools (60)
//          --lease MS                  (10000)
//          --pace MS                   between two events of a tool (250)
//          --ids counter|bytes|new     what tells messages apart (counter)
//          --filter TEXT               only the scenarios with TEXT in their name

import { parseArgs } from "node:util";
import { whyNot } from "../tests/netns/needs.ts";
import { proveDisk } from "../tests/fab/disk.ts";
import { play, SCENARIOS } from "../tests/fab/scenarios.ts";
import { prepare } from "../tests/fab/programs.ts";
import { openSite } from "../tests/fab/open.ts";
import { run } from "./run.ts";
import { formatTally } from "./summary.ts";

const { values: options } = parseArgs({
  options: {
    short: { type: "boolean", default: false },
    tools: { type: "string" },
    lease: { type: "string" },
    pace: { type: "string" },
    ids: { type: "string", default: "counter" },
    filter: { type: "string", default: "" },
  },
});
const tools = Number(options.tools ?? (options.short ? 12 : 60));
const lease = Number(options.lease ?? (options.short ? 3_000 : 10_000));
const pace = Number(options.pace ?? 250);

Deno.chdir(new URL("..", import.meta.url));
if (!(await run(["nats-server", "--version"])).ok) {
  console.log(
    "SKIPPED: nats-server is not installed, so nothing of a fab is proved (apt-get install nats-server)",
  );
  console.log(formatTally({ passed: 0, failed: 0 }));
  Deno.exit(0);
}
const problem = await whyNot();
if (problem !== undefined) console.log(`SKIPPED: what needs network namespaces: ${problem}`);
const programs = await prepare();
const folder = await Deno.makeTempDir({ prefix: "hsms-fab-" });
const wanted = SCENARIOS.filter(({ name, needsCuts }) =>
  name.includes(options.filter) && (problem === undefined || needsCuts !== true)
);
let [passed, failed] = [0, 0];
const report = (name: string, lines: readonly string[], isGood: boolean, ms: number): void => {
  console.log(`${name}: ${isGood ? "ok" : "FAILED"} (${(ms / 1000).toFixed(0)} s)`);
  for (const line of lines) console.log(`  ${line}`);
  if (isGood) passed++;
  else failed++;
};
if (wanted.length > 0) {
  const runtimes = programs.gateways.map(({ runtime }) => runtime).join(", ");
  console.log(
    `3 gateways (${runtimes}), ${tools} tools with an event each ${pace} ms, a lease of ${lease} ms`,
  );
  const { site, cuts, end } = await openSite({
    tools,
    lease,
    folder,
    hasCuts: problem === undefined,
    ids: options.ids,
    programs,
  });
  try {
    await site.start();
    for (const scenario of wanted) {
      const start = performance.now();
      const { name, lines, isGood } = await play(scenario, { site, lease, cuts, pace });
      report(
        name,
        isGood ? lines : [...lines, ...site.troubles.slice(-30), ...site.describe().split("\n")],
        isGood,
        performance.now() - start,
      );
    }
  } catch (error) {
    report("the site", [error instanceof Error ? error.message : String(error)], false, 0);
  } finally {
    await end();
  }
}
if ("the disk of the messages is full".includes(options.filter)) {
  const start = performance.now();
  const { name, lines, isGood } = await proveDisk(`${folder}/disk`, Math.min(tools, 20), programs);
  report(name, lines, isGood, performance.now() - start);
}
await programs.tidy();
await Deno.remove(folder, { recursive: true }).catch(() => {});
console.log(formatTally({ passed, failed }));
Deno.exit(failed === 0 ? 0 : 1);
