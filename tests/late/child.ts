// The child of stopped_test.ts: each of its connections waits for one thing, and prints its outcome in a line.

import process from "node:process";
import { HsmsProtocol, type HsmsProtocolOptions, streamFunction, tcp } from "@secs/hsms";

/** The length of T3, T6, T7 and T8, in ms: time enough for the test to bring all of them to run. */
const TIMER = 2_500;
/** How long the child stands still, in ms. */
export const PAUSE = 3_000;
/** What the connections wait for. */
export const WAITS = ["a reply", "Linktest.rsp", "Select.rsp", "half a message", "Select.req"] as const;

const OPTIONS: HsmsProtocolOptions = {
  network: tcp,
  bindAddress: "127.0.0.1",
  firstSystem: 0x100,
  timeouts: { t3: TIMER, t6: TIMER, t7: TIMER, t8: TIMER, linktest: 0 },
  maxLinktestMisses: 1,
};

/** Connects to each of these ports; the connection that is left over listens, and prints its port. */
export async function play(ports: readonly number[]): Promise<void> {
  for (const [i, wait] of WAITS.entries()) {
    const port = ports[i];
    const handler = new HsmsProtocol("127.0.0.1", port ?? 0, port !== undefined, 0, wait, OPTIONS);
    watch(handler, wait);
    await handler.enable();
    if (port === undefined) print(`port ${handler.connection.listeningEndpoint!.port}`);
  }
}

function watch(handler: HsmsProtocol, wait: (typeof WAITS)[number]): void {
  const tell = (outcome: unknown): void => print(`${wait}: ${outcome}`);
  const follow = (reply: Promise<unknown>): unknown => reply.then(() => tell("in time"), tell);
  handler.on("closed", ({ error }) => tell(error));
  handler.on("selected", () => {
    if (wait === "a reply") follow(handler.sendAndWaitForResponse(streamFunction(1, 1)));
    else if (wait === "Linktest.rsp") follow(handler.sendLinktestReq());
    else if (wait !== "half a message") tell("in time");
  });
  handler.on("primary", ({ packet }) => packet.header.name === "S10F3" ? standStill() : tell("in time"));
}

/** A long synchronous callback. */
function standStill(): void {
  const end = performance.now() + PAUSE;
  while (performance.now() < end);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
