import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { runProcess } from "../../src/cli/main.ts";
import { ROOT } from "../architecture/root.ts";
import { inFolder } from "./captures.ts";
import { CommandProcess, isCommand } from "./command_process.ts";

// The processes that this test starts run this file too, as the command.
if (isCommand) await runProcess();

/** Pipes with a name. */
const skip = existsSync("/proc/self/status") ? false : "needs /proc";
const path = fileURLToPath(import.meta.url);
const scenario = (name: string): string => join(ROOT, "scenarios", "gem", name);

/** `hsms run` as a process: its exit code, and what it has printed. */
async function run(folder: string, ...args: string[]): Promise<readonly [code: number | null, text: string]> {
  const out = join(folder, "out.txt");
  const process = CommandProcess.startInto(out, path, "run", ...args);
  try {
    const code = await process.ended;
    return [code, `${await readFile(out, "utf8")}${process.stderr.lines.join("\n")}`];
  } finally {
    await process.close();
  }
}

if (!isCommand) {
  test(
    "hsms run as a process: a tool that it simulates itself, over TCP",
    { skip },
    () =>
      inFolder(async (folder) => {
        const [code, text] = await run(folder, scenario("programs.yaml"), scenario("constants.yaml"));
        assertEquals([code, text.trim().split("\n").at(-1)], [0, "6 pass, 0 fail, 0 skip"]);
      }),
  );

  test(
    "hsms run as a process against hsms simulate as another, over TCP",
    { skip },
    () =>
      inFolder(async (folder) => {
        const args = ["simulate", "etcher", "--port", "0", "--bind", "127.0.0.1"];
        const tool = await CommandProcess.start(path, folder, ...args);
        try {
          const port = await tool.stderr.match(/listens on port (\d+)/);
          const xml = join(folder, "report.xml");
          const target = ["--target", `127.0.0.1:${port}`, "--report", xml];
          const [code, text] = await run(folder, scenario("constants.yaml"), ...target);
          assertStringIncludes(text, "2 pass, 0 fail, 1 skip");
          assertEquals(code, 0);
          assertStringIncludes(await readFile(xml, "utf8"), 'tests="3" failures="0" errors="0" skipped="1"');
        } finally {
          await tool.close();
        }
      }),
  );

  test(
    "hsms run as a process in virtual time: a scenario of minutes is done at once",
    { skip },
    () =>
      inFolder(async (folder) => {
        const [code, text] = await run(folder, scenario("communications.yaml"), "--time", "virtual");
        assertEquals([code, text.trim().split("\n").at(-1)], [0, "6 pass, 0 fail, 0 skip"]);
      }),
  );
}
