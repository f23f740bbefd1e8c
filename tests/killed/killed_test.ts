// A process that writes to a store is killed (SIGKILL) at random points. It is a child on the same runtime: this file again,
// with the path of the store in its environment. SECS_KILLS is the number of kills; it is 48 if nothing is said.

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "@std/assert";
import { Log } from "../support/log.ts";
import { batchIn, play, storeAt } from "./child.ts";

const STORE = "SECS_KILLED_STORE";
const KILLS = Number(process.env.SECS_KILLS ?? 48);
/** How many children run at once, each with a store of its own. */
const LANES = 4;
/** The longest time from what a child prints to its end, in ms. */
const LONGEST = 25;

const path = process.env[STORE];
if (path !== undefined) await play(path);
else {
  test(
    `killed ${KILLS} times while it writes, a store has all that was acknowledged, and no batch is half there`,
    {
      timeout: 60_000 + KILLS * 1_000,
    },
    async () => {
      const lanes = await Promise.all(Array.from({ length: LANES }, () => lane(Math.ceil(KILLS / LANES))));
      // It was killed while it wrote, and the stores did grow.
      for (const batches of lanes) assert(batches > 10, `${lanes}`);
    },
  );
}

/** Kills a child, looks what is there, and again; the last number that is there. */
async function lane(kills: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "hsms-killed-"));
  const path = join(folder, "gem.store");
  let least = 0;
  try {
    for (let kill = 0; kill < kills; kill++) {
      // Every third one while it opens the store.
      least = Math.max(least, await killOne(path, kill % 3 === 0 ? "begins" : "open "));
      // Every other store is opened by the next child and not here.
      if (kill % 2 === 0) continue;
      const store = storeAt(path);
      const found = batchIn(await store.open());
      await store.close();
      assert(found >= least, `batch ${least} was acknowledged, and ${found} is there`);
      least = found;
      assertEquals(readdirSync(folder).filter((name) => name !== "gem.store" && !isDraft(name)), []);
    }
    return least;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Starts a child and kills it a random time after a line; the last number that it said is durable. */
async function killOne(path: string, after: string): Promise<number> {
  const run = "Deno" in globalThis ? ["run", "-A", "--no-lock", "--no-check"] : [];
  const child = spawn(process.execPath, [...run, fileURLToPath(import.meta.url)], {
    env: { ...process.env, [STORE]: path },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const log = new Log();
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => log.write(line));
  const ended = new Promise((resolve) => lines.once("close", resolve));
  const exited = new Promise((resolve) => child.once("exit", resolve));
  await log.saw(after);
  // Not a wait for a state: the time is what is tested.
  await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST));
  child.kill("SIGKILL");
  await Promise.all([ended, exited]);
  const open = log.lines.find((line) => line.startsWith("open "));
  const numbers = log.lines.map(Number).filter((number) => number > 0);
  return Math.max(0, Number(open?.slice(5) ?? 0), ...numbers);
}

/** A lock that was not placed yet when its maker was killed, or one that was taken away. */
function isDraft(name: string): boolean {
  return /^gem\.store\.lock\.\d+\.\w+(\.old)?$/.test(name);
}
