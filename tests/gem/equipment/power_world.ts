import { type Network, S1F3, S2F33, S2F35, S2F37, S2F43, S6F11, S6F23 } from "@secs/hsms";
import { assertEquals } from "@std/assert";
import {
  Equipment,
  GemEquipmentHandler,
  type GemEquipmentOptions,
  GemHandler,
  MemoryStore,
} from "../../../src/gem/mod.ts";
import { Log } from "../../support/log.ts";
import { ETCHER } from "./etcher.ts";
import { START } from "./stage.ts";

const NAMES: Readonly<Record<number, string>> = {
  60_313: "Activated",
  60_314: "Deactivated",
  60_315: "Failure",
};

/** A tool with a store, whose power can be cut, and a host that comes and goes; on any network, in real time. */
export class PowerWorld {
  store = new MemoryStore();
  tool!: Equipment<typeof ETCHER.definition>;
  handler!: GemEquipmentHandler;
  host: GemHandler | undefined;
  /** What the host got: the lots, and names of events of the spool. */
  readonly got = new Log();
  /** What the tool told: `lost WHY`, `store-failed`. */
  readonly told = new Log();
  /** Answers S6F11. */
  answer: (line: string) => number | Promise<number> = () => 0;
  /** What was in the spool after each message of the host. */
  readonly #counts = new Log();
  readonly #network: Network;
  readonly #options: Partial<GemEquipmentOptions>;

  constructor(network: Network, options: Partial<GemEquipmentOptions> = {}) {
    this.#network = network;
    this.#options = options;
  }

  /** The tool starts with what its store has. */
  async powerOn(): Promise<void> {
    this.tool = await Equipment.open(ETCHER, { store: this.store, time: { now: () => START, zone: 0 } });
    this.handler = new GemEquipmentHandler("127.0.0.1", 0, false, 0, "host", {
      network: this.#network,
      equipment: this.tool,
      control: { onlineSubstate: "remote" },
      ...this.#options,
    });
    this.handler.on("message-lost", ({ why }) => this.told.write(`lost ${why}`));
    const { handler } = this;
    handler.connection.on("received", () => {
      setTimeout(() => this.#counts.write(`${handler.pendingMessages.spooled} spooled`));
    });
    this.tool.on("store-failed", () => this.told.write("store-failed"));
    await this.handler.enable();
  }

  /** What is not durable is gone. */
  async powerOff(): Promise<void> {
    this.store = this.store.powerOff();
    await Promise.all([this.handler.disable(), this.drop()]);
  }

  /** The host connects. */
  async connect(): Promise<void> {
    const { port } = this.handler.connection.listeningEndpoint!;
    const host = new GemHandler("127.0.0.1", port, true, 0, "tool", { network: this.#network });
    this.host = host;
    host.secs.register(S6F11, ({ CEID, RPT }) => {
      if (this.host !== host) throw new Error("The host has gone");
      const lot = (RPT[0]?.V[0] as { text?: string } | undefined)?.text;
      const line = lot ?? NAMES[Number(CEID)] ?? `${CEID}`;
      this.got.write(line);
      return this.answer(line);
    });
    await host.enable();
    await Promise.all([host.waitForCommunicating(), this.handler.waitForCommunicating()]);
  }

  /** The host goes; resolves once the tool knows. */
  async drop(): Promise<void> {
    const { host } = this;
    this.host = undefined;
    await host?.disable();
    const { handler } = this;
    if (handler.communicationState !== "COMMUNICATING") return;
    await new Promise((resolve) => handler.on("not-communicating", resolve));
  }

  /** Sets up reports, events, and S6F11 for the spool. */
  async setUp(): Promise<void> {
    const { host } = this;
    assertEquals(
      await Promise.all([
        host!.request(S2F33, { DATAID: 1, REPORTS: [{ RPTID: 1, VID: [2001] }] }),
        host!.request(S2F35, { DATAID: 1, LINKS: [{ CEID: 4001, RPTID: [1] }] }),
        host!.request(S2F37, { CEED: true, CEID: [4001, 60_313, 60_314, 60_315] }),
      ]),
      [0, 0, 0],
    );
    assertEquals(await host!.request(S2F43, [{ STRID: 6, FCNID: [11] }]), { RSPACK: 0, STREAMS: [] });
  }

  /** Lots are started, from one number to another. */
  lots(from: number, to: number): void {
    for (let lot = from; lot < to; lot++) this.tool.trigger("LotStarted", { LotId: `${lot}` });
  }

  /** S6F23; RSDA. */
  ask(rsdc: 0 | 1): Promise<number> {
    this.#counts.lines.length = 0;
    return this.host!.request(S6F23, rsdc);
  }

  /** SpoolCountActual and SpoolCountTotal. */
  async counts(): Promise<number[]> {
    const items = await this.host!.request(S1F3, [60_011, 60_012]);
    return items.map((item) => (item as unknown as { values: ArrayLike<number> }).values[0]!);
  }

  /** Resolves once the spool has this number of messages, after a message of the host. */
  rests(spooled: number): Promise<void> {
    return this.#counts.saw(`${spooled} spooled`);
  }

  async end(): Promise<void> {
    await Promise.all([this.handler.disable(), this.host?.disable()]);
    await this.tool.close();
  }
}

/** The numbers from one to another, as lines. */
export function lines(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, i) => `${from + i}`);
}
