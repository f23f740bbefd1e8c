// deno-lint-ignore-file no-console
// One end of one contender in a process of its own: commands from stdin, answers to stdout, one JSON object a line.
//
// Arguments: the contender, the folder in which secs4js is installed, and "views" for a bare end that copies no body.

import process from "node:process";
import { createInterface } from "node:readline";
import { bare } from "./bare.ts";
import type { Contender, Host, Link, Task, Tool } from "./contender.ts";
import { floor } from "./floor.ts";
import { hsms } from "./hsms.ts";
import { loadSecs4js } from "./secs4js.ts";
import type { Name } from "./workloads.ts";

/** What a process can be asked. `name` is the link's. */
export type Command =
  | { readonly do: "listen"; readonly name: string; readonly link: Link }
  | { readonly do: "connect"; readonly name: string; readonly link: Link; readonly port: number }
  | { readonly do: "run"; readonly name: string; readonly task: Task }
  | { readonly do: "usage"; readonly name: string }
  | { readonly do: "close"; readonly name: string };

/** What it used since it began. */
export interface Usage {
  /** CPU time in µs, of the program and of the system for it. */
  readonly cpu: number;
  /** Resident memory in bytes. */
  readonly rss: number;
}

const [kind, folder = "", option] = process.argv.slice(2) as [Name, string, string];
const tools = new Map<string, Tool>();
const hosts = new Map<string, Host>();
const contender = await make();

createInterface({ input: process.stdin })
  .on("line", (line) => void obey(JSON.parse(line)))
  .on("close", () => process.exit(0));
console.log(JSON.stringify({ ready: true }));

async function make(): Promise<Contender> {
  if (kind === "secs4js") return await loadSecs4js(folder);
  if (kind === "floor") return floor;
  return kind === "bare" ? bare(option === "views") : hsms;
}

async function obey(command: Command): Promise<void> {
  try {
    console.log(JSON.stringify(await answer(command)));
  } catch (error) {
    console.log(JSON.stringify({ error: error instanceof Error ? error.stack : String(error) }));
  }
}

async function answer(command: Command): Promise<unknown> {
  const { name } = command;
  switch (command.do) {
    case "listen":
      tools.set(name, await contender.tool(command.link));
      return { port: tools.get(name)!.port };
    case "connect":
      hosts.set(name, await contender.host(command.link, command.port));
      return {};
    case "run": {
      const before = usage();
      const work = await hosts.get(name)!.run(command.task);
      const { cpu, rss } = usage();
      return { ...work, cpu: cpu - before.cpu, rss };
    }
    case "usage":
      return { ...usage(), received: tools.get(name)!.received() };
    case "close":
      await hosts.get(name)?.close();
      await tools.get(name)?.close();
      hosts.delete(name);
      tools.delete(name);
      return {};
  }
}

function usage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpu: user + system, rss: process.memoryUsage().rss };
}
