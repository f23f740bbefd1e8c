import { test } from "node:test";
import type { SecsRole } from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { GemHandler, type GemHandlerOptions } from "../../../src/gem/mod.ts";
import { Log } from "../../support/log.ts";

/** S1F13 W of the equipment "M", "1", but for its system bytes. */
export const S1F13_OUT = (system: string): string =>
  `00000012 0000 81 0d 00 00 ${system} 0102 4101 4d 4101 31`;
/** S1F13 W of a host, and how the equipment answers it. */
export const S1F13_IN = "0000000c 0000 81 0d 00 00 00000020 0100";
export const S1F14_OUT = "00000017 0000 01 0e 00 00 00000020 0102 2101 00 0102 4101 4d 4101 31";
/** S1F14 of a host with a COMMACK, but for its system bytes. */
export const S1F14_IN = (system: string, commack = "00"): string =>
  `00000011 0000 01 0e 00 00 ${system} 0102 2101 ${commack} 0100`;
/** S1F2 of the equipment "M", "1", for the S1F1 of `isThere`. */
export const S1F2_OUT = "00000012 0000 01 02 00 00 000000aa 0102 4101 4d 4101 31";

const TOOL = { address: "127.0.0.1", port: 5000 };

/** A handler on the memory network, in virtual time, whose peer is in the hands of the test. */
export class Stage {
  readonly clock = new VirtualClock();
  readonly network: MemoryNetwork;
  readonly handler: GemHandler<SecsRole>;
  /**
   * `communicating [MDLN SOFTREV]`, `not-communicating WHY`, `failed ERROR [in MS]`, `control STATE WHY`, `unhandled NAME`,
   * `fault MESSAGE`, `error MESSAGE`.
   */
  readonly log = new Log();
  peer!: ScriptedPeer;

  constructor(options: Partial<GemHandlerOptions>) {
    const { clock, log } = this;
    this.network = new MemoryNetwork({ clock });
    this.handler = new GemHandler<SecsRole>("*", TOOL.port, false, 0, "peer", {
      network: this.network,
      clock,
      firstSystem: 0x100,
      timeouts: { linktest: 0 },
      mdln: "M",
      softrev: "1",
      ...options,
    });
    record(this.handler, log);
  }

  /** A peer connects and selects. */
  async select(): Promise<ScriptedPeer> {
    const peer = await ScriptedPeer.dial(this.network, TOOL);
    peer.send("0000000a ffff 00 00 00 01 00000001");
    await peer.expect("0000000a ffff 00 00 00 02 00000001");
    return this.peer = peer;
  }

  /** The peer closes TCP; resolves once the handler knows. */
  async lose(): Promise<void> {
    const closed = new Promise((resolve) => this.handler.connection.on("closed", resolve));
    this.peer.end();
    await closed;
  }

  /** A peer connects, selects, and accepts the equipment's S1F13. */
  async establish(): Promise<ScriptedPeer> {
    const peer = await this.select();
    await peer.expect(S1F13_OUT("00000100"));
    peer.send(S1F14_IN("00000100"));
    await this.log.saw("communicating");
    return peer;
  }

  /** S1F1 W of the peer, which an equipment that is COMMUNICATING answers: what came before it has been handled then. */
  async isThere(): Promise<void> {
    this.peer.send("0000000a 0000 81 01 00 00 000000aa");
    await this.peer.expect(S1F2_OUT);
    this.peer.expectSilence();
  }
}

/** Writes down what a handler tells. */
export function record(handler: GemHandler<SecsRole>, log: Log, name = ""): void {
  const write = (...words: unknown[]): void =>
    log.write(name + words.filter((word) => word !== "").join(" "));
  handler.on("communicating", ({ identity }) => {
    write("communicating", identity === undefined ? "" : `${identity.MDLN} ${identity.SOFTREV}`);
  });
  handler.on("not-communicating", ({ why }) => write("not-communicating", why));
  handler.on("communication-failed", ({ error, retryIn }) => {
    write("failed", error.message, retryIn === undefined ? "" : `in ${retryIn}`);
  });
  handler.on("control-state", ({ state, why }) => write("control", state, why));
  handler.on("unhandled", ({ message }) => write("unhandled", message.header.name));
  handler.on("fault", ({ error }) => write("fault", error.message));
  handler.on("error", ({ error }) => write("error", (error as Error).message));
}

/** Plays a scenario with an enabled handler: an equipment "M", "1", unless the options say otherwise. */
export function gemTest(
  name: string,
  options: Partial<GemHandlerOptions>,
  play: (stage: Stage) => Promise<void>,
): void {
  test(name, async () => {
    const stage = new Stage({ role: "equipment", ...options });
    await stage.handler.enable();
    try {
      await play(stage);
    } finally {
      stage.peer?.end();
      await stage.handler.disable();
    }
  });
}
