import { test } from "node:test";
import { type Item, S10F1, S5F1, S6F1, S6F11, S7F27 } from "@secs/hsms";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import {
  Equipment,
  GemEquipmentHandler,
  type GemEquipmentOptions,
  GemHandler,
} from "../../../src/gem/mod.ts";
import type { EquipmentOptions, GemHandlerOptions } from "../../../src/gem/mod.ts";
import { Log } from "../../support/log.ts";
import { ETCHER } from "./etcher.ts";

/** The time of day at which the tool starts. */
export const START = Date.UTC(2026, 0, 2, 3, 4, 5);

/** What a test may change. */
export interface ToolStageOptions {
  readonly tool?: EquipmentOptions;
  readonly host?: Partial<GemHandlerOptions<"host">>;
  readonly handler?: Partial<GemEquipmentOptions>;
  /** The constants that are set before the host connects. */
  readonly constants?: Readonly<Record<string, unknown>>;
}

/** An etcher and its host on the memory network, in virtual time. */
export class ToolStage {
  readonly clock = new VirtualClock();
  readonly network = new MemoryNetwork({ clock: this.clock });
  readonly tool: Equipment<typeof ETCHER.definition>;
  readonly handler: GemEquipmentHandler;
  readonly host: GemHandler;
  /** What the tool tells. */
  readonly log = new Log();
  /** What the host got: `S6F11 CEID`, `S5F1 ALCD ALID`, `S6F1 …`. */
  readonly got = new Log();
  /** The values of the reports of each S6F11. */
  readonly reports: (readonly Item[])[][] = [];
  /** The DATAIDs of each S6F11. */
  readonly dataIds: unknown[] = [];

  constructor(tool: Equipment<typeof ETCHER.definition>, options: ToolStageOptions, clockOf?: ToolStage) {
    this.tool = tool;
    if (clockOf !== undefined) {
      this.clock = clockOf.clock;
      this.network = clockOf.network;
    }
    const { network, clock } = this;
    this.handler = new GemEquipmentHandler("*", 5000, false, 0, "host", {
      network,
      clock,
      equipment: tool,
      timeouts: { linktest: 0 },
      ...options.handler,
    });
    this.host = new GemHandler("127.0.0.1", 5000, true, 0, "tool", {
      network,
      clock,
      timeouts: { linktest: 0 },
      ...options.host,
    });
    this.#listen();
    this.#serve();
  }

  /** Both sides are enabled, and COMMUNICATING. */
  async establish(): Promise<void> {
    await this.handler.enable();
    await this.host.enable();
    await Promise.all([this.handler.waitForCommunicating(), this.host.waitForCommunicating()]);
    await this.clock.settle();
  }

  /** The host goes, and comes again when `establishAgain` is called. */
  async lose(): Promise<void> {
    await this.host.disable();
    await this.clock.settle();
  }

  async establishAgain(): Promise<void> {
    await this.host.enable();
    await this.clock.advance(10_000); // T5
    await this.host.waitForCommunicating();
    await this.clock.settle();
  }

  async end(): Promise<void> {
    await Promise.all([this.host.disable(), this.handler.disable()]);
    await this.tool.close();
  }

  #listen(): void {
    const { handler, tool, log } = this;
    handler.on("message-lost", ({ message, why }) => log.write(`lost ${nameOf(message)} ${why}`));
    handler.on("message-refused", ({ message, code }) => log.write(`refused ${nameOf(message)} ${code}`));
    handler.on("message-unanswered", ({ message }) => log.write(`unanswered ${nameOf(message)}`));
    handler.on("spooling", ({ state }) => log.write(`spooling ${state}`));
    handler.on("control-state", ({ state }) => log.write(`control ${state}`));
    handler.on("error", ({ error }) => log.write(`secs error ${(error as Error).message}`));
    handler.on("fault", ({ error }) => log.write(`fault ${error.message}`));
    tool.on("error", ({ error }) => log.write(`error ${(error as Error).message}`));
    tool.on("store-failed", ({ what, error }) => log.write(`store-failed ${what} ${error.message}`));
  }

  #serve(): void {
    const { secs } = this.host;
    secs.register(S6F11, ({ CEID, DATAID, RPT }) => {
      this.reports.push(RPT.map(({ V }) => V));
      this.dataIds.push(DATAID);
      this.got.write(`S6F11 ${CEID}`);
      return 0;
    });
    secs.register(S5F1, ({ ALCD, ALID, ALTX }) => (this.got.write(`S5F1 ${ALCD} ${ALID} ${ALTX}`), 0));
    secs.register(
      S6F1,
      ({ TRID, SMPLN, SV }) => (this.got.write(`S6F1 ${TRID} ${SMPLN} ${SV.join(" ")}`), 0),
    );
    secs.register(S10F1, ({ TID, TEXT }) => (this.got.write(`S10F1 ${TID} ${TEXT}`), 0));
    secs.register(S7F27, ({ PPID }) => (this.got.write(`S7F27 ${PPID}`), undefined));
  }
}

/** Plays a scenario with a tool and its host that communicate. */
export function toolTest(
  name: string,
  options: ToolStageOptions,
  play: (stage: ToolStage) => Promise<void>,
): void {
  test(name, async () => {
    const stage = await openStage(options);
    await stage.establish();
    try {
      await play(stage);
    } finally {
      await stage.end();
    }
  });
}

/** A tool and its host, neither of which is enabled. */
export async function openStage(options: ToolStageOptions = {}, clockOf?: ToolStage): Promise<ToolStage> {
  const tool = await Equipment.open(ETCHER, { time: { now: () => START, zone: 0 }, ...options.tool });
  for (const [constant, value] of Object.entries(options.constants ?? {})) {
    await tool.setConstant(constant as "EnableSpooling", value as boolean);
  }
  return new ToolStage(tool, {
    ...options,
    handler: { control: { onlineSubstate: "remote" }, ...options.handler },
  }, clockOf);
}

function nameOf({ stream, function: func }: { stream: number; function: number }): string {
  return `S${stream}F${func}`;
}
