import { test } from "node:test";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { Equipment, GemEquipmentHandler } from "../../../src/gem/mod.ts";
import { record } from "../handler/stage.ts";
import { Log } from "../../support/log.ts";
import { ETCHER } from "./etcher.ts";
import { START, type ToolStageOptions } from "./stage.ts";

/** S1F1 W of the host, and S1F0 for it. */
export const S1F1 = frame("8101", "000000aa");
export const S1F0 = frame("0100", "000000aa");
/** S1F2 of the etcher, for the same. */
export const S1F2 = frame("0102", "000000aa", "0102 4106 455443482d33 4105 312e322e30");
/** S1F13 W of the host, and S1F14 of the etcher for it. */
export const S1F13 = frame("810d", "00000020", "0100");
export const S1F14 = frame("010e", "00000020", "0102 210100 0102 4106 455443482d33 4105 312e322e30");

/** A frame of a message: stream and function as in the header (W is bit 8 of the stream), system bytes, the body. */
export function frame(head: string, system: string, body = ""): string {
  const length = 10 + body.replace(/\s/g, "").length / 2;
  return `${length.toString(16).padStart(8, "0")} 0000 ${head} 0000 ${system} ${body}`;
}

/** An etcher whose host is in the hands of the test, on the memory network, in virtual time. */
export class WireStage {
  readonly clock = new VirtualClock();
  readonly network = new MemoryNetwork({ clock: this.clock });
  readonly log = new Log();
  readonly tool: Equipment<typeof ETCHER.definition>;
  readonly handler: GemEquipmentHandler;
  peer!: ScriptedPeer;

  constructor(tool: Equipment<typeof ETCHER.definition>, { handler }: ToolStageOptions) {
    this.tool = tool;
    const { network, clock, log } = this;
    this.handler = new GemEquipmentHandler("*", 5000, false, 0, "host", {
      network,
      clock,
      equipment: tool,
      firstSystem: 0x100,
      passive: true,
      timeouts: { linktest: 0 },
      ...handler,
      control: { onlineSubstate: "remote", ...handler?.control },
    });
    record(this.handler as never, log);
    tool.on("error", ({ error }) => log.write(`tool error ${(error as Error).message}`));
    this.handler.on("message-lost", ({ message: { stream, function: func }, why }) => {
      log.write(`lost S${stream}F${func} ${why}`);
    });
    this.handler.on("message-refused", ({ message: { stream, function: func }, code }) => {
      log.write(`refused S${stream}F${func} ${code}`);
    });
    this.handler.on("message-unanswered", ({ message: { stream, function: func }, error }) => {
      log.write(`unanswered S${stream}F${func} ${error.name}`);
    });
  }

  /** The peer connects, selects, and sends S1F13. */
  async establish(): Promise<void> {
    this.peer = await ScriptedPeer.dial(this.network, { address: "127.0.0.1", port: 5000 });
    this.peer.send("0000000a ffff 00 00 00 01 00000001");
    await this.peer.expect("0000000a ffff 00 00 00 02 00000001");
    this.peer.send(S1F13);
    await this.peer.expect(S1F14);
    await this.log.saw("communicating");
    await this.clock.settle();
  }

  /** Sends a message, and waits for its answer. */
  async ask(request: string, answer: string): Promise<void> {
    this.peer.send(request);
    await this.peer.expect(answer);
  }

  /** Nothing more has come. */
  async silence(): Promise<void> {
    await this.clock.settle();
    this.peer.expectSilence();
  }

  /** The peer enables all events: S2F37. */
  async enableAll(): Promise<void> {
    await this.ask(
      frame("8225", "00000025", "0102 250101 0100"),
      frame("0226", "00000025", "210100"),
    );
  }
}

/** Plays a scenario with an etcher that communicates with a host in the hands of the test; it is REMOTE, if nothing else is said. */
export function wireTest(
  name: string,
  options: ToolStageOptions,
  play: (stage: WireStage) => Promise<void>,
): void {
  test(name, async () => {
    const tool = await Equipment.open(ETCHER, { time: { now: () => START, zone: 0 }, ...options.tool });
    const stage = new WireStage(tool, options);
    await stage.handler.enable();
    try {
      await stage.establish();
      await play(stage);
    } finally {
      stage.peer?.reset();
      await stage.handler.disable();
      await tool.close();
    }
  });
}
