import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertEquals } from "@std/assert";
import { tcp } from "@secs/hsms";
import { GemHostHandler } from "@secs/hsms/gem";
import type { CheckedRow } from "../../src/cli/check/verdict.ts";
import { HOST_ROWS } from "../../src/cli/check/rows/host_rows.ts";
import { TOOL_ROWS } from "../../src/cli/check/rows/tool_rows.ts";
import { runProcess } from "../../src/cli/main.ts";
import { inFolder } from "./captures.ts";
import { CommandProcess, isCommand } from "./command_process.ts";

// The processes that these tests start run this file too, as the command.
if (isCommand) await runProcess();

const path = fileURLToPath(import.meta.url);
/** Pipes with a name. */
const skip = existsSync("/proc/self/status") ? false : "needs mkfifo";
/** Lines go to stdout, which nobody reads here: they have room in the pipe. */
const REPORT = ["--timeout", "2s", "--format", "json", "--out"];
const options = { timeout: 60_000, skip };

/** Starts commands, each as a process of its own, and ends those that are left. */
async function withCommands(
  play: (start: (...args: string[]) => Promise<CommandProcess>, folder: string) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    const started: CommandProcess[] = [];
    try {
      await play(async (...args) => {
        const own = join(folder, `${started.length}`);
        await mkdir(own);
        const command = await CommandProcess.start(path, own, ...args);
        started.push(command);
        return command;
      }, folder);
    } finally {
      await Promise.all(started.map((command) => command.close()));
    }
  });
}

async function rowsIn(report: string): Promise<readonly CheckedRow[]> {
  return JSON.parse(await readFile(report, "utf8")).rows;
}

function notPassed(rows: readonly CheckedRow[]): string[] {
  return rows.filter(({ result }) => result !== "pass").map(({ id, result, saw }) =>
    `${result} ${id}: ${saw}`
  );
}

if (!isCommand) {
  test("hsms check passes every row of hsms simulate, as processes over TCP", options, async () => {
    await withCommands(async (start, folder) => {
      const simulate = await start("simulate", "--port", "0", "--bind", "127.0.0.1");
      const port = await simulate.stderr.match(/ on port (\d+) of /);
      const report = join(folder, "report.json");
      const check = await start("check", "127.0.0.1", port, "--destructive", ...REPORT, report);
      const code = await check.ended;
      const rows = await rowsIn(report);
      assertEquals(notPassed(rows), []);
      assertEquals([code, rows.length], [0, TOOL_ROWS.length]);
    });
  });

  test(
    "hsms check finds what hsms simulate does not have, and the fault that it was given",
    options,
    async () => {
      await withCommands(async (start, folder) => {
        const given = ["inspection", "--port", "0", "--bind", "127.0.0.1", "--fault", "wrong-format S1F11"];
        const simulate = await start("simulate", ...given);
        const port = await simulate.stderr.match(/ on port (\d+) of /);
        const report = join(folder, "report.json");
        const check = await start("check", "127.0.0.1", port, ...REPORT, report);
        assertEquals(await check.ended, 1);
        const read = (await rowsIn(report)).filter(({ level }) => level === "read");
        assertEquals(notPassed(read), [
          "fail S1F11: the answer to S1F11 is not as E5 has it: S1F12: expected a list, got A[19]",
          "fail S1F11-unknown: the answer to S1F11 is not as E5 has it: S1F12: expected a list, got A[19]",
          "not tried S1F3: the tool lists no status variables",
          "not supported S7F19: S7F19 was answered with S9F3",
          "not supported S7F5-unknown: S7F5 was answered with S9F3",
        ]);
      });
    },
  );

  test("hsms check --listen passes every row of our own host, over TCP", options, async () => {
    await withCommands(async (start, folder) => {
      const report = join(folder, "report.json");
      const check = await start("check", "--listen", "0", "--role", "host", ...REPORT, report);
      const port = await check.stderr.match(/Waiting for the host on port (\d+), /);
      const host = new GemHostHandler("127.0.0.1", Number(port), true, 0, "tool", { network: tcp });
      host.on("terminal", () => {});
      host.on("process-program", () => {});
      await host.enable();
      try {
        const code = await check.ended;
        const rows = await rowsIn(report);
        assertEquals(notPassed(rows), []);
        assertEquals([code, rows.length], [0, HOST_ROWS.length]);
      } finally {
        await host.disable();
      }
    });
  });
}
