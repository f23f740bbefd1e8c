// deno-lint-ignore-file no-console
// One process of a soak, `host` or `tool`: commands from stdin, answers to stdout, one JSON object a line. It ends by itself
// once it has finished and stdin is closed.

import process from "node:process";
import { createInterface } from "node:readline";
import { settle } from "../../bench/memory/gauge.ts";
import type { Answer, Command, Held } from "./commands.ts";
import { countFiles, handles, peakMemory } from "./gauge.ts";
import { Host } from "./host.ts";
import { Tool } from "./tool.ts";

/** Longest wait for the system to let sockets go, in ms. */
const PATIENCE = 3_000;

const side = process.argv[2] === "host" ? new Host() : new Tool();
for (const what of ["unhandledRejection", "uncaughtException"]) {
  process.on(what, (error) => side.counters.uncaught(what, error));
}
/** Counted with the first command: the runtime opens some for stdin. */
let before: number | undefined;

createInterface({ input: process.stdin }).on("line", (line) => void obey(JSON.parse(line)));
console.log(JSON.stringify({}));

async function obey(command: Command): Promise<void> {
  try {
    console.log(JSON.stringify(await carryOut(command)));
  } catch (error) {
    console.log(JSON.stringify({ error: error instanceof Error ? error.stack : String(error) }));
  }
}

async function carryOut(command: Command): Promise<Answer> {
  switch (command.do) {
    case "start":
      before = countFiles()?.sockets;
      await side.start(command.seed, command.port, command.hostilePorts ?? []);
      return {};
    case "pause":
      await side.pause();
      return {};
    case "sample":
      return { held: await hold() };
    case "resume":
      side.resume();
      return {};
    case "stop-disturbing":
      await side.stopDisturbing();
      return {};
    case "exchange":
      await side.exchange();
      return {};
    case "report":
      return { counts: side.counters.counts };
    case "finish":
      await side.finish();
      await letGo();
      return { held: await hold(), counts: side.counters.counts };
  }
}

async function hold(): Promise<Held> {
  const memory = await settle();
  const { files, sockets } = countFiles() ?? {};
  return {
    ...memory,
    peak: peakMemory(),
    files,
    sockets,
    timers: side.clock.armed,
    connected: side.connected,
    handles: handles(),
    messages: side.counters.messages,
  };
}

/** Every socket is gone that was not there in the beginning. */
async function letGo(): Promise<void> {
  const least = before ?? 0;
  const end = performance.now() + PATIENCE;
  while ((countFiles()?.sockets ?? 0) > least) {
    if (performance.now() > end) {
      const left = JSON.stringify(handles());
      return side.counters.problem(`${countFiles()!.sockets - least} sockets are left: ${left}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
