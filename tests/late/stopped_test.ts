// A process that stands still for longer than its timers, while all that they wait for comes in. It is a child on the same
// runtime: this file again, with the ports that it connects to in its environment.

import { spawn } from "node:child_process";
import process from "node:process";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { assertEquals } from "@std/assert";
import { type Endpoint, tcp } from "@secs/hsms";
import { ScriptedPeer } from "@secs/hsms/testing";
import { Log } from "../support/log.ts";
import { SELECT_REQ } from "../support/stage.ts";
import { PAUSE, play, WAITS } from "./child.ts";

const PORTS = "SECS_LATE_PORTS";
const LOOPBACK: Endpoint = { address: "127.0.0.1", port: 0 };
/** When the answers come after the child stands still, in ms. */
const ANSWER = 200;

const CHILD_SELECTS = "0000000a ffff 00 00 00 01 00000100";
const SELECTED = "0000000a ffff 00 00 00 02 00000100";
/** The child answers it with a long synchronous callback. */
const S10F3 = "0000000a 0000 0a 03 00 00 00000007";

const ports = process.env[PORTS];
if (ports !== undefined) await play(ports.split(",").map(Number));
else {
  test("what comes while the process is stopped is in time, though T3, T6, T7 and T8 ran out", {
    timeout: 60_000,
    skip: process.platform === "win32",
  }, () =>
    withChild(async (child, peers) => {
      process.kill(child.pid!, "SIGSTOP");
      await pause(ANSWER);
      answer(peers);
      await pause(PAUSE - ANSWER);
      process.kill(child.pid!, "SIGCONT");
    }));

  test("what comes during a long synchronous callback is in time, though T3, T6, T7 and T8 ran out", {
    timeout: 60_000,
  }, () =>
    withChild(async (_, peers) => {
      peers[0]!.send(S10F3);
      await pause(ANSWER);
      answer(peers);
    }));
}

/** Starts a child, lets it stand still while all of its timers run, and checks that none of them fails anything. */
async function withChild(
  standStill: (child: ReturnType<typeof start>, peers: readonly ScriptedPeer[]) => Promise<void>,
): Promise<void> {
  const listeners = await Promise.all(WAITS.slice(1).map(() => ScriptedPeer.listen(tcp, LOOPBACK)));
  const log = new Log();
  const child = start(listeners.map(({ endpoint }) => endpoint.port), log);
  try {
    const peers = await Promise.all(listeners.map((listener) => listener.accept()));
    await log.saw("port ");
    peers.push(await ScriptedPeer.dial(tcp, { ...LOOPBACK, port: Number(log.lines[0]!.slice(5)) }));
    await begin(peers);
    await standStill(child, peers);
    await Promise.all(WAITS.map((wait) => log.saw(wait)));
    assertEquals(log.lines.slice(1).sort(), WAITS.map((wait) => `${wait}: in time`).sort());
  } finally {
    child.kill("SIGKILL");
    await Promise.all(listeners.map((listener) => listener.close()));
  }
}

function start(ports: readonly number[], log: Log) {
  const run = "Deno" in globalThis ? ["run", "-A", "--no-lock"] : [];
  const child = spawn(process.execPath, [...run, fileURLToPath(import.meta.url)], {
    env: { ...process.env, [PORTS]: ports.join() },
    stdio: ["ignore", "pipe", "inherit"],
  });
  createInterface({ input: child.stdout }).on("line", (line) => log.write(line));
  return child;
}

/** Brings each connection of the child to where it waits for the peer; the last one waits from the beginning. */
async function begin([data, linktest, select, half]: readonly ScriptedPeer[]): Promise<void> {
  await Promise.all([data, linktest, select, half].map((peer) => peer!.expect(CHILD_SELECTS)));
  half!.send(`${SELECTED} 0000000a 0000 06 0b`);
  for (const peer of [data, linktest]) peer!.send(SELECTED);
  await data!.expect("0000000a 0000 81 01 00 00 00000101");
  await linktest!.expect("0000000a ffff 00 00 00 05 00000101");
}

/** Sends what each connection of the child waits for. */
function answer([data, linktest, select, half, passive]: readonly ScriptedPeer[]): void {
  data!.send("0000000a 0000 01 02 00 00 00000101");
  linktest!.send("0000000a ffff 00 00 00 06 00000101");
  select!.send(SELECTED);
  half!.send("00 00 00000009");
  passive!.send(SELECT_REQ);
}

/** Not a wait for a state: the length is what is tested. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
