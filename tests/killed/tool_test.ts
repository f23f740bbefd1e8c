// A tool is killed (SIGKILL) at random points, while its host changes what it has set up and takes events over TCP. The tool
// is a child on the same runtime: this file again, with the path of its store in its environment. SECS_KILL_SECONDS is the
// time for it; if nothing is said, 15 in CI and 8 elsewhere.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assert, assertEquals } from "@std/assert";
import { Log } from "../support/log.ts";
import { Random } from "../support/random.ts";
import { play } from "./tool.ts";
import { ToolHost } from "./tool_host.ts";

const STORE = "SECS_KILLED_TOOL";
const FIRST_LOT = "SECS_KILLED_LOT";
const SECONDS = Number(process.env.SECS_KILL_SECONDS ?? (process.env.CI ? 15 : 8));
/** Tools at once, each with a store of its own. */
const LANES = 3;
/** The longest life of a tool once it listens, in ms. */
const LONGEST = 250;

const path = process.env[STORE];
if (path !== undefined) await play(path, process.env[FIRST_LOT]!);
else {
  test(
    "killed at random points, a tool has all that was acknowledged and all that was spooled, and sends one message at most twice",
    {
      timeout: 60_000 + SECONDS * 1_000,
    },
    async (t) => {
      const seed = Date.now() % 2 ** 31;
      const lanes = await Promise.all(
        Array.from({ length: LANES }, (_, i) => new Lane(new Random(seed + i)).run()),
      );
      const sum = (of: (lane: Lane) => number): number => lanes.reduce((all, lane) => all + of(lane), 0);
      t.diagnostic?.(
        `${sum((lane) => lane.kills)} kills, ${sum((lane) => lane.changes)} changes (seed ${seed})`,
      );
      assert(sum((lane) => lane.changes) > 0 && sum((lane) => lane.spooled.size) > 0, "Nothing happened");
    },
  );
}

/** One tool, its store, and its host. */
class Lane {
  kills = 0;
  /** Number of changes that were acknowledged. */
  changes = 0;
  /** The lots that were durable in the spool. */
  readonly spooled = new Set<number>();
  readonly #random: Random;
  readonly #host: ToolHost;
  #lot = 0;

  constructor(random: Random) {
    this.#random = random;
    this.#host = new ToolHost(random);
  }

  async run(): Promise<this> {
    const folder = mkdtempSync(join(tmpdir(), "hsms-killed-tool-"));
    const path = join(folder, "gem.store");
    const end = performance.now() + SECONDS * 1_000;
    try {
      await this.#live(path, "set up");
      while (performance.now() < end) await this.#live(path, "until killed");
      await this.#live(path, "unload");
      this.#checkLots();
    } finally {
      rmSync(folder, { recursive: true });
    }
    return this;
  }

  /** One life of the tool. */
  async #live(path: string, how: "set up" | "until killed" | "unload"): Promise<void> {
    const log = new Log();
    const child = this.#spawn(path, log, how !== "unload");
    const dead = new AbortController();
    const exited = new Promise((resolve) => child.once("close", resolve));
    try {
      // Every fourth tool is killed while it opens its store.
      const isEarly = how === "until killed" && this.#random.below(4) === 0;
      await log.saw(isEarly ? "begins" : "port ");
      const work = isEarly ? undefined : this.#work(log, how, dead.signal).catch((error) => {
        if (!dead.signal.aborted) throw error;
      });
      if (how === "until killed") {
        // Not a wait for a state: the time is what is tested.
        await new Promise((resolve) => setTimeout(resolve, this.#random.below(isEarly ? 40 : LONGEST)));
        this.kills++;
        dead.abort();
        child.kill("SIGKILL");
        await exited;
      }
      await work;
    } finally {
      child.kill("SIGKILL");
      await exited;
      await this.#host.disconnect();
    }
    this.#read(log);
  }

  async #work(log: Log, how: string, signal: AbortSignal): Promise<void> {
    const host = this.#host;
    const port = Number(await log.match(/^port (\d+)/));
    await host.connect(port, signal);
    if (how === "set up") return await host.setUp();
    await host.check();
    if (how === "unload") return await host.empty();
    while (!signal.aborted) {
      await host.change();
      this.changes++;
      const choice = this.#random.below(10);
      if (choice < 4) await host.unload();
      if (choice !== 9) continue;
      await host.disconnect();
      await host.connect(port, signal);
    }
  }

  #read({ lines }: Log): void {
    for (const line of lines) {
      const [word, number] = line.split(" ") as [string, string];
      if (word === "lot") this.#lot = Number(number) + 1;
      if (word === "spooled") this.spooled.add(Number(number));
      assert(word !== "failed", line);
    }
  }

  /** In one connection no lot comes twice; the first one may be the last one of the connection before. */
  #checkLots(): void {
    const came = new Set<number>();
    let last = -1;
    for (const lots of this.#host.lots) {
      for (const [i, lot] of lots.entries()) {
        assert(lot > last || (i === 0 && lot === last), `${lot} came after ${last}`);
        last = lot;
        came.add(lot);
      }
    }
    assertEquals([...this.spooled].filter((lot) => !came.has(lot)), []);
  }

  #spawn(path: string, log: Log, startsLots: boolean): ReturnType<typeof spawn> {
    const run = "Deno" in globalThis ? ["run", "-A", "--no-lock", "--no-check"] : [];
    const child = spawn(process.execPath, [...run, fileURLToPath(import.meta.url)], {
      env: { ...process.env, [STORE]: path, [FIRST_LOT]: startsLots ? `${this.#lot}` : "" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    createInterface({ input: child.stdout! }).on("line", (line) => log.write(line));
    return child;
  }
}
