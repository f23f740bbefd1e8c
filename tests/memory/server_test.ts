// The memory of a process beside the worst peers. The server is a child on the same runtime: this file again, with what it
// serves in its environment.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assert } from "@std/assert";
import { HsmsProtocol, streamFunction, tcp } from "@secs/hsms";
import { fromHex } from "../support/hex.ts";
import { Log } from "../support/log.ts";
import { SELECT_REQ } from "../support/stage.ts";
import { Client } from "../overload/client.ts";
import { serve } from "./child.ts";
import { request } from "../overload/tool_server.ts";

const SERVED = "SECS_SERVED";
const MIB = 1024 * 1024;
/** What the process may take beside what it keeps for its peers. */
const REST = 96;
/** V8 fills its young generation with garbage before it looks: 64 MiB and more. */
const LEAN = "--max-semi-space-size=1";
/** The same with a small young generation, beside a hundred floods. */
const LEAN_REST = 128;
/** S7F3 of 1 MiB without its last byte. */
const HALF_FRAME = streamFunction(7, 3, new Uint8Array(MIB)).encode().subarray(0, MIB);
const S1F1 = fromHex("0000000a 0000 81 01 00 00 00000001".repeat(2000));
const skip = existsSync("/proc/self/status") ? false : "needs /proc";
/** It takes long; and the heap of Bun grows with the memory of the machine, not with what is kept: docs/limits.md. */
const skipLean = "Bun" in globalThis ? "the garbage of Bun takes more" : process.env.CI ? skip : "runs in CI";

const served = process.env[SERVED];
if (served !== undefined) {
  const [tools, budget] = served.split(",").map(Number);
  await serve(tools!, budget!);
} else {
  test("a peer that floods and never reads: 96 MiB above idle", { timeout: 60_000, skip }, async () => {
    await withServer(2, 64, async (server) => {
      const stop = new AbortController();
      const flooder = await server.dial();
      const flood = flooder.flood(S1F1, stop.signal);
      for (let i = 0; i < 1000; i++) await request(server.host);
      const above = await server.aboveIdle();
      assert(above <= REST, `${above} MiB above idle`);
      stop.abort();
      flooder.transport.abort();
      await flood;
    });
  });

  test(
    "200 peers, 20 floods that never read and 180 half frames of 1 MiB: the budget and 96 MiB above idle",
    { timeout: 120_000, skip },
    () => playCrowd(1024, 10),
  );

  test(
    "200 peers, 100 floods that never read and 100 half frames, little garbage: a budget of 32 MiB and 128 above idle",
    { timeout: 120_000, skip: skipLean },
    () => playCrowd(32, 2, LEAN_REST),
  );
}

/** 200 peers, every so many of them a flood, the others half frames: the budget and a rest hold. */
async function playCrowd(budget: number, every: number, leanRest?: number): Promise<void> {
  const peers = 200;
  await withServer(peers + 1, budget, async (server) => {
    const stop = new AbortController();
    const clients: Client[] = [];
    const floods: Promise<void>[] = [];
    for (let i = 0; i < peers; i++) {
      const client = await server.dial();
      clients.push(client);
      if (i % every === 0) floods.push(client.flood(S1F1, stop.signal));
      else client.transport.write(HALF_FRAME);
      if (i % 20 === 0) await request(server.host);
    }
    for (let i = 0; i < 100; i++) await request(server.host);
    const above = await server.aboveIdle();
    assert(above <= budget + (leanRest ?? REST), `${above} MiB above idle`);
    stop.abort();
    for (const client of clients) client.transport.abort();
    await Promise.all(floods);
  }, leanRest !== undefined);
}

interface Server {
  /** A healthy peer, selected. */
  readonly host: HsmsProtocol;
  /** A peer that has asked to be selected, and reads nothing. */
  dial(): Promise<Client>;
  /** The most memory that the server has taken, less what it took when it was idle, in MiB. */
  aboveIdle(): Promise<number>;
}

/** With `lean` the runtime's young generation is small. */
async function withServer(
  tools: number,
  budget: number,
  play: (server: Server) => Promise<void>,
  lean = false,
): Promise<void> {
  const runtime = "Deno" in globalThis ? ["run", "-A", "--no-check"] : [];
  if (lean) runtime.push("Deno" in globalThis ? `--v8-flags=${LEAN}` : LEAN);
  const child = spawn(process.execPath, [...runtime, fileURLToPath(import.meta.url)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, [SERVED]: `${tools},${budget * MIB}` },
  });
  const log = new Log();
  createInterface({ input: child.stdout! }).on("line", (line) => log.write(line));
  let host: HsmsProtocol | undefined;
  try {
    await log.saw("port ");
    const endpoint = { address: "127.0.0.1", port: Number(log.lines[0]!.slice(5)) };
    host = new HsmsProtocol(endpoint.address, endpoint.port, true, 0, "host", { network: tcp });
    await host.enable();
    await host.whenSelected();
    const idle = await memory(child.pid!, "VmRSS");
    await play({
      host,
      dial: async () => {
        const client = await Client.dial(endpoint);
        client.transport.write(fromHex(SELECT_REQ));
        client.transport.pause();
        return client;
      },
      aboveIdle: async () => Math.round(await memory(child.pid!, "VmHWM") - idle),
    });
  } finally {
    child.kill("SIGKILL");
    await host?.disable();
  }
}

/** Memory of a process in MiB: VmRSS, that it takes now, or VmHWM, the most so far. */
async function memory(pid: number, field: "VmRSS" | "VmHWM"): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`${field}:\\s*(\\d+) kB`).exec(status)?.[1]) / 1024;
}
