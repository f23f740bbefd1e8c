import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { runProcess } from "../../src/cli/main.ts";
import { inFolder } from "./captures.ts";
import { CommandProcess, isCommand } from "./command_process.ts";

// The processes that this test starts run this file too, as the command.
if (isCommand) await runProcess();

/** Pipes with a name. */
const skip = existsSync("/proc/self/status") ? false : "needs /proc";

/** `hsms simulate` of a model as a process, and what `hsms explore` says of it as another one. */
async function exploreSimulated(
  folder: string,
  model: string,
  ...args: string[]
): Promise<{ readonly code: number | null; readonly text: string }> {
  const path = fileURLToPath(import.meta.url);
  const at = async (name: string): Promise<string> => {
    const own = join(folder, name);
    await mkdir(own);
    return own;
  };
  const simulate = ["simulate", model, "--port", "0", "--bind", "127.0.0.1"];
  const tool = await CommandProcess.start(path, await at("tool"), ...simulate);
  try {
    const port = await tool.stderr.match(/listens on port (\d+)/);
    const host = await CommandProcess.start(
      path,
      await at("host"),
      "explore",
      "127.0.0.1",
      port!,
      ...args,
      "--json",
    );
    try {
      let text = "";
      const decoder = new TextDecoder();
      while (!text.includes("\n")) text += decoder.decode(await host.read(), { stream: true });
      const code = await host.ended;
      tool.interrupt();
      assertEquals(await tool.ended, 0);
      return { code, text };
    } finally {
      await host.close();
    }
  } finally {
    await tool.close();
  }
}

if (!isCommand) {
  test(
    "hsms simulate and hsms explore over TCP: the double of the double is the same",
    { skip },
    async () => {
      await inFolder(async (folder) => {
        const run = async (name: string, model: string): Promise<{ file: string; definition: unknown }> => {
          const file = join(folder, `${name}.json`);
          await mkdir(join(folder, name));
          const { code, text } = await exploreSimulated(join(folder, name), model, "--out", file);
          assertEquals(code, 0);
          const { peer, definition } = JSON.parse(text);
          assertStringIncludes(peer, "127.0.0.1:");
          return { file, definition };
        };
        const first = await run("first", "inspection");
        const second = await run("second", first.file);
        const third = await run("third", second.file);
        assertEquals(second.definition, third.definition);
        assertEquals(second.definition, first.definition);
      });
    },
  );
}
