import { test } from "node:test";
import { SecsHandler, type SecsHandlerOptions, type SecsRole } from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { Log } from "../support/log.ts";

/** A handler whose peer is in the hands of the test, in SELECTED. */
export interface Stage {
  readonly clock: VirtualClock;
  readonly handler: SecsHandler<SecsRole>;
  readonly peer: ScriptedPeer;
  /** `unhandled NAME`, `fault MESSAGE`, `error MESSAGE`. */
  readonly log: Log;
}

/** Plays a scenario with a passive handler; its own messages begin with system bytes 0x100. */
export function secsTest(
  name: string,
  options: Partial<SecsHandlerOptions>,
  play: (stage: Stage) => Promise<void>,
): void {
  test(name, async () => {
    const clock = new VirtualClock();
    const network = new MemoryNetwork({ clock });
    const handler = new SecsHandler("*", 5000, false, 0, "peer", {
      network,
      clock,
      firstSystem: 0x100,
      timeouts: { linktest: 0 },
      ...options,
    });
    const log = new Log();
    handler.on("unhandled", ({ message }) => log.write(`unhandled ${message.header.name}`));
    handler.on("fault", ({ error }) => log.write(`fault ${error.message}`));
    handler.on("error", ({ error }) => log.write(`error ${(error as Error).message}`));
    await handler.enable();
    const peer = await ScriptedPeer.dial(network, { address: "127.0.0.1", port: 5000 });
    peer.send("0000000a ffff 00 00 00 01 00000001");
    await peer.expect("0000000a ffff 00 00 00 02 00000001");
    try {
      await play({ clock, handler, peer, log });
    } finally {
      peer.end();
      await handler.disable();
    }
  });
}

/** Two handlers on one network, host and equipment, both selected. */
export function pairTest(
  name: string,
  play: (host: SecsHandler, equipment: SecsHandler<"equipment">) => Promise<void>,
): void {
  test(name, async () => {
    const network = new MemoryNetwork();
    const equipment = new SecsHandler("127.0.0.1", 5000, false, 0, "tool", { network, role: "equipment" });
    const host = new SecsHandler("127.0.0.1", 5000, true, 0, "host", { network });
    await equipment.enable();
    await host.enable();
    await Promise.all([host.whenSelected(), equipment.whenSelected()]);
    try {
      await play(host, equipment);
    } finally {
      await Promise.all([host.disable(), equipment.disable()]);
    }
  });
}
