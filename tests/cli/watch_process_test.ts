import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertEquals } from "@std/assert";
import { runProcess } from "../../src/cli/main.ts";
import { inFolder } from "./captures.ts";
import { CommandProcess, isCommand } from "./command_process.ts";

// The processes that this test starts run this file too, as the command.
if (isCommand) await runProcess();

/** Pipes with a name. */
const skip = existsSync("/proc/self/status") ? false : "needs /proc";
const path = fileURLToPath(import.meta.url);

/** The command as a process with a folder of its own. */
async function start(folder: string, name: string, ...args: string[]): Promise<CommandProcess> {
  const own = join(folder, name);
  await mkdir(own);
  return await CommandProcess.start(path, own, ...args);
}

/** The etcher as a process, and the port on which it listens. */
async function startTool(
  folder: string,
  name: string,
  port: string,
): Promise<{ readonly tool: CommandProcess; readonly port: string }> {
  const tool = await start(folder, name, "simulate", "etcher", "--port", port, "--bind", "127.0.0.1");
  return { tool, port: (await tool.stderr.match(/listens on port (\d+)/))! };
}

/** The samples of traces that a process prints, one JSON object a line. */
async function* samplesOf(watch: CommandProcess): AsyncGenerator<number, never> {
  const decoder = new TextDecoder();
  for (let rest = "";;) {
    const lines = (rest + decoder.decode(await watch.read(), { stream: true })).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      const { type, lastSample } = JSON.parse(line);
      if (type === "trace") yield lastSample;
    }
  }
}

if (!isCommand) {
  test(
    "hsms simulate and hsms watch over TCP: the tool ends and comes back, and its trace goes on",
    { skip },
    async () => {
      await inFolder(async (folder) => {
        const processes: CommandProcess[] = [];
        try {
          const first = await startTool(folder, "first", "0");
          processes.push(first.tool);
          const traced = ["--trace", "ChamberPressure", "--every", "100ms"];
          const args = ["127.0.0.1", first.port, ...traced, "--t5", "100ms", "--json"];
          const watch = await start(folder, "watch", "watch", ...args);
          processes.push(watch);
          const samples = samplesOf(watch);
          assertEquals((await samples.next()).value, 1);
          assertEquals((await samples.next()).value, 2);

          first.tool.interrupt();
          assertEquals(await first.tool.ended, 0);
          const second = await startTool(folder, "second", first.port);
          processes.push(second.tool);
          // A tool counts the samples of each trace from 1.
          while ((await samples.next()).value !== 1);

          watch.interrupt();
          assertEquals(await watch.ended, 0);
          second.tool.interrupt();
          assertEquals(await second.tool.ended, 0);
        } finally {
          for (const started of processes) await started.close();
        }
      });
    },
  );
}
