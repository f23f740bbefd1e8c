// One side of a conversation, in a process and a namespace of its own: commands from stdin, events to stdout, one JSON
// object in a line. Runs on each runtime; its argument is a StationSetup.

import {
  type HsmsBusyPolicy,
  HsmsMultiPassiveServer,
  HsmsProtocol,
  type HsmsTimeoutOptions,
  tcp,
} from "@secs/hsms";
import { readFileSync } from "node:fs";
import process from "node:process";
import { createInterface } from "node:readline";
import { nameOf, Traffic } from "./traffic.ts";

/** What a station is. */
export interface StationSetup {
  /** Connects to the peer; otherwise it listens. */
  readonly active: boolean;
  /** The peer's address. */
  readonly peer: string;
  readonly timeouts: HsmsTimeoutOptions;
  /** Listens as a server for many peers, which tells a second client this. */
  readonly server?: HsmsBusyPolicy;
}

const PORT = 5000;

/** How the kernel writes the state of a socket that waits for the answer to its SYN. */
const SYN_SENT = "02";

const setup: StationSetup = JSON.parse(process.argv[2]!);
const { active, peer, timeouts } = setup;
const server = setup.server === undefined
  ? undefined
  : new HsmsMultiPassiveServer(PORT, { network: tcp, timeouts, busy: setup.server });
const handler = new HsmsProtocol(peer, PORT, active, 0, active ? "host" : "tool", {
  network: tcp,
  timeouts,
  ...(server && { server }),
  trace: (event) => {
    if (event.type === "connecting") tell("dialling");
    if (event.type === "failed") tell(`failed ${nameOf(event.error)}`);
  },
});
const traffic = new Traffic(handler, tell);
handler.on("selected", () => tell("selected"));
handler.on("closed", ({ error }) => tell(`closed ${error === undefined ? "here" : nameOf(error)}`));

const COMMANDS: Record<string, (command: { count: number; size: number }) => unknown> = {
  enable: async () => {
    await server?.start();
    await handler.enable();
  },
  burst: ({ count, size }) => traffic.burst(count, size),
  start: () => traffic.start(),
  stop: () => traffic.stop(),
  arrivals: () => traffic.arrivals,
  stats: () => {
    const { lastClose, ...stats } = handler.stats();
    return { ...stats, lastClose: lastClose && nameOf(lastClose) };
  },
  dials: () => ({ count: openDials() }),
};

createInterface({ input: process.stdin })
  .on("line", (line) => void obey(line))
  .on("close", () => process.exit(0));
tell("ready");

async function obey(line: string): Promise<void> {
  const { id, command, ...fields } = JSON.parse(line);
  try {
    tell("result", { id, ...await COMMANDS[command]!(fields) as object });
  } catch (error) {
    tell("result", { id, error: String(error) });
  }
}

function tell(event: string, fields: object = {}): void {
  process.stdout.write(`${JSON.stringify({ event, ...fields })}\n`);
}

/** How many attempts to connect the kernel has under way for this machine. */
function openDials(): number {
  const sockets = readFileSync("/proc/self/net/tcp", "utf8").trimEnd().split("\n").slice(1);
  return sockets.filter((line) => line.trim().split(/\s+/)[3] === SYN_SENT).length;
}
