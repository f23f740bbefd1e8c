// What the scenarios need of the computer.

import { BUN, type Command, DENO, run } from "../../scripts/run.ts";
import { type Launcher, TestNetwork } from "./network.ts";

/** The station as one file of JavaScript. */
export const BUNDLE = ".scratch/netns/station.js";

/** Why this machine cannot make namespaces; undefined: it can. */
export async function whyNot(): Promise<string | undefined> {
  if (Deno.build.os !== "linux") return `they are a thing of Linux, and this is ${Deno.build.os}`;
  if (Deno.uid() !== 0) return "making them takes root";
  for (const program of ["python3", "nsenter"]) {
    if (!(await run([program, "--version"])).ok) return `there is no ${program}`;
  }
  const network = await TestNetwork.begin({ name: "none", command: ["true"] });
  try {
    await network.plug("10.77.0.1");
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await network.end();
  }
}

/** The runtimes by themselves: what starts them would ask the network, and would not hand a kill on. */
export async function launchers(): Promise<Launcher[]> {
  return [
    { name: "deno", command: [DENO, "run", "-A", "--no-check", BUNDLE] },
    { name: "bun", command: [await pathOf(BUN), BUNDLE] },
    { name: "node", command: ["node", BUNDLE] },
  ];
}

async function pathOf(command: Command): Promise<string> {
  const { ok, output } = await run([...command, "-e", "console.log(process.execPath)"]);
  if (!ok) throw new Error(`Cannot run Bun:\n${output}`);
  return output.split("\n")[0]!;
}
