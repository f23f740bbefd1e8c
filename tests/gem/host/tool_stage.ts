// Our host and our tool, on the memory network, in virtual time.

import { test } from "node:test";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import {
  Equipment,
  GemEquipmentHandler,
  type GemEquipmentOptions,
  GemHostHandler,
  type GemHostOptions,
} from "../../../src/gem/mod.ts";
import type { EquipmentOptions } from "../../../src/gem/mod.ts";
import { Log } from "../../support/log.ts";
import { ETCHER } from "../equipment/etcher.ts";

/** The time of day of the tool and of the host. */
export const START = Date.UTC(2026, 0, 2, 3, 4, 5);

/** The definition of the etcher. */
export type Etcher = typeof ETCHER.definition;

/** What a test may change. */
export interface HostStageOptions {
  readonly host?: Partial<GemHostOptions<Etcher>>;
  readonly handler?: Partial<GemEquipmentOptions>;
  readonly tool?: EquipmentOptions;
}

/** An etcher, and its host that has its model. */
export class HostStage {
  readonly clock = new VirtualClock();
  readonly network = new MemoryNetwork({ clock: this.clock });
  readonly tool: Equipment<Etcher>;
  readonly handler: GemEquipmentHandler;
  readonly host: GemHostHandler<Etcher>;
  /** What the tool tells of what it sent: `refused S6F11 1`, `unanswered S6F11`; and what goes wrong. */
  readonly log = new Log();

  constructor(tool: Equipment<Etcher>, options: HostStageOptions) {
    const { network, clock, log } = this;
    this.tool = tool;
    this.handler = new GemEquipmentHandler("*", 5000, false, 0, "host", {
      network,
      clock,
      equipment: tool,
      timeouts: { linktest: 0 },
      control: { onlineSubstate: "remote" },
      ...options.handler,
    });
    this.host = new GemHostHandler("127.0.0.1", 5000, true, 0, "etcher", {
      network,
      clock,
      model: ETCHER,
      timeouts: { linktest: 0 },
      time: { now: () => START, zone: 0 },
      ...options.host,
    });
    const nameOf = (m: { stream: number; function: number }): string => `S${m.stream}F${m.function}`;
    this.handler.on(
      "message-refused",
      ({ message, code }) => log.write(`refused ${nameOf(message)} ${code}`),
    );
    this.handler.on("message-unanswered", ({ message }) => log.write(`unanswered ${nameOf(message)}`));
    for (const { secs } of [this.handler, this.host]) {
      secs.on("error", ({ error }) => log.write(`error ${(error as Error).message}`));
      secs.on("fault", ({ error }) => log.write(`fault ${error.message}`));
    }
  }

  /** Both sides are enabled, and COMMUNICATING. */
  async establish(): Promise<void> {
    await this.handler.enable();
    await this.host.enable();
    await Promise.all([this.handler.waitForCommunicating(), this.host.waitForCommunicating()]);
    await this.clock.settle();
  }

  async end(): Promise<void> {
    await Promise.all([this.host.disable(), this.handler.disable()]);
    await this.tool.close();
  }
}

/** Plays a scenario with a tool and its host that communicate. */
export function hostTest(
  name: string,
  options: HostStageOptions,
  play: (stage: HostStage) => Promise<void>,
): void {
  test(name, async () => {
    const tool = await Equipment.open(ETCHER, { time: { now: () => START, zone: 0 }, ...options.tool });
    const stage = new HostStage(tool, options);
    await stage.establish();
    try {
      await play(stage);
    } finally {
      await stage.end();
    }
  });
}
