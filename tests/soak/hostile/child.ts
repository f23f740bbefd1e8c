// deno-lint-ignore-file no-console
// The process with the hostile peers of a soak: commands from stdin, answers to stdout, as in ../child.ts. It runs on Node
// whatever is soaked: it needs an address of its own for its dials, and a RST that it can send.

import process from "node:process";
import { createInterface } from "node:readline";
import type { Answer, Command } from "../commands.ts";
import { PausableTimer } from "../pausable_timer.ts";
import { DiallingPeer, ListeningPeer } from "./peers.ts";
import { DIALLING, LISTENING } from "./ways.ts";

const timer = new PausableTimer();
let dialling: DiallingPeer[] = [];
let listening: ListeningPeer[] = [];
let running: Promise<void>[] = [];

createInterface({ input: process.stdin }).on("line", async (line) => {
  try {
    console.log(JSON.stringify(await carryOut(JSON.parse(line))));
  } catch (error) {
    console.log(JSON.stringify({ error: error instanceof Error ? error.stack : String(error) }));
  }
});
console.log(JSON.stringify({}));

async function carryOut(command: Command): Promise<Answer> {
  switch (command.do) {
    case "start":
      return { hostilePorts: await start(command.seed, command.port) };
    case "pause":
      timer.pause();
      await leave();
      return {};
    case "resume":
      for (const peer of [...dialling, ...listening]) peer.isPaused = false;
      timer.resume();
      return {};
    case "finish":
      timer.end();
      await leave();
      await Promise.all([...running, ...listening.map((peer) => peer.stop())]);
      return { hostile: [...dialling, ...listening].map(({ counts }) => counts) };
    default:
      throw new Error(`A hostile peer cannot ${command.do}`);
  }
}

async function start(seed: number, port: number): Promise<number[]> {
  dialling = DIALLING.map((way, i) => new DiallingPeer(way, seed * 5003 + i));
  listening = LISTENING.map((way, i) => new ListeningPeer(way, seed * 6007 + i));
  running = dialling.map((peer) => peer.run(port, timer));
  return await Promise.all(listening.map((peer) => peer.listen()));
}

async function leave(): Promise<void> {
  await Promise.all([...dialling, ...listening].map((peer) => peer.leave()));
}
