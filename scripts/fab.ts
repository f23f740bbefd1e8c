// deno-lint-ignore-file no-console
// A fab on this machine: a nats-server, 3 gateways and 60 simulated etchers, all on loopback, until ^C. Prints the address of the page
// of all tools.
//
// Options: --tools N      number of tools (60)
//          --gateways N   (3)
//          --port N       of the page of the first gateway (9100); the others have the ones after it

import { parseArgs } from "node:util";
import { prepare } from "../tests/fab/programs.ts";
import { Site } from "../tests/fab/site.ts";
import { run } from "./run.ts";

const { values: options } = parseArgs({
  options: {
    tools: { type: "string", default: "60" },
    gateways: { type: "string", default: "3" },
    port: { type: "string", default: "9100" },
  },
});
Deno.chdir(new URL("..", import.meta.url));
if (!(await run(["nats-server", "--version"])).ok) {
  console.log("nats-server is not installed: apt-get install nats-server, or https://nats.io/download");
  Deno.exit(1);
}
const [tools, gateways, pagesPort] = [options.tools, options.gateways, options.port].map(Number) as [
  number,
  number,
  number,
];
const folder = await Deno.makeTempDir({ prefix: "hsms-fab-" });
const here = { address: "127.0.0.1", inside: [] };
const firstPort = 21_000 + Math.floor(Math.random() * 6_000);
const programs = await prepare();
const site = new Site({
  programs,
  tools,
  gateways,
  lease: 10_000,
  broker: here,
  floor: here,
  gatewayPlaces: Array.from({ length: gateways }, () => here),
  firstPort,
  brokerPort: firstPort - 1,
  model: "etcher",
  want: {
    events: { LotStarted: ["LotId", "PPExecName"], LotDone: ["LotId"] },
    alarms: "all",
    spooled: [5, 6],
  },
  folder,
  pagesPort,
});
const ended = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, resolve);
});
try {
  console.log(`Starting a nats-server, ${gateways} gateways and ${tools} simulated tools …`);
  await site.start();
  for (let at = 0; at < gateways; at++) {
    console.log(
      `  gw-${at + 1}: http://127.0.0.1:${pagesPort + at}/   metrics: http://127.0.0.1:${
        pagesPort + at
      }/metrics`,
    );
  }
  console.log(`All ${tools} tools have a gateway. The page of all of them: http://127.0.0.1:${pagesPort}/`);
  console.log(`Messages: nats sub -s nats://127.0.0.1:${firstPort - 1} 'FAB.>'   (files in ${folder})`);
  console.log("Kill a gateway, and see its tools move. ^C ends");
  let isEnded = false;
  ended.then(() => isEnded = true);
  for (let lot = 1; !isEnded; lot++) {
    await site.panel(`event LotStarted LotId=LOT-${lot}`);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 2_000))]);
  }
} finally {
  await site.end();
  await programs.tidy();
  await Deno.remove(folder, { recursive: true }).catch(() => {});
}
