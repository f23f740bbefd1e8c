// A tool of ours, served by the gateway, on the memory network and in virtual time.

import { test } from "node:test";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import { Equipment, GemEquipmentHandler, MemoryStore } from "../../src/gem/mod.ts";
import type { FabTool } from "../../src/gateway/config/fab_file.ts";
import type { GatewayMessage, Sink, Telemetry } from "../../src/gateway/mod.ts";
import { MemorySink } from "../../src/gateway/sinks/memory.ts";
import { Numbers } from "../../src/gateway/tool/numbers.ts";
import { ServedTool } from "../../src/gateway/tool/served_tool.ts";
import { ETCHER } from "../gem/equipment/etcher.ts";
import { Log } from "../support/log.ts";

export const DATE = new Date("2026-01-02T03:04:05.678Z");

export const WANT = { events: { LotStarted: ["LotId"], LotDone: [] }, alarms: "all" } as const;

/** What a message says. */
export function bodyOf({ body }: GatewayMessage): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(body));
}

/** Messages that are not about a state. */
export function toolMessages(sink: MemorySink): GatewayMessage[] {
  return sink.messages.filter(({ subject }) => !subject.includes(".state."));
}

export class ToolScene {
  readonly clock = new VirtualClock();
  readonly network = new MemoryNetwork({ clock: this.clock });
  readonly sink = new MemorySink();
  /** `S6F12`: what the tool was answered; `unanswered S6F11`; what the gateway tells. */
  readonly log = new Log();
  readonly equipment: Equipment<typeof ETCHER.definition>;
  readonly tool: GemEquipmentHandler;
  readonly numbers: Numbers;
  isOurs = true;
  telemetry: Telemetry | undefined;
  served!: ServedTool;

  private constructor(equipment: Equipment<typeof ETCHER.definition>, numbers: Numbers) {
    const { network, clock, log } = this;
    this.equipment = equipment;
    this.numbers = numbers;
    this.tool = new GemEquipmentHandler("*", 5000, false, 0, "host", {
      network,
      clock,
      equipment,
      timeouts: { linktest: 0, t3: 10_000 },
      control: { onlineSubstate: "remote" },
    });
    this.tool.on("message-unanswered", ({ message: { stream, function: func } }) => {
      log.write(`unanswered S${stream}F${func}`);
    });
    this.tool.on("message-refused", ({ code }) => log.write(`refused ${code}`));
    this.tool.secs.session.on("received", ({ packet: { header } }) => {
      if ([5, 6, 10].includes(header.stream) && header.function % 2 === 0) log.write(header.name);
    });
  }

  static async open(store = new MemoryStore()): Promise<ToolScene> {
    return new ToolScene(await Equipment.open(ETCHER), await Numbers.open(store));
  }

  /** The gateway serves the tool, and has set it up. */
  async serve(tool: Partial<FabTool> = {}, sink: Sink = this.sink): Promise<void> {
    const file = { address: "127.0.0.1", port: 5000, timers: { linktest: 0 }, want: WANT, ...tool };
    this.served = new ServedTool("ETCH-3", file, ETCHER as never, {
      gateway: "gw",
      site: "F1",
      area: "ETCH",
      network: this.network,
      clock: this.clock,
      date: () => DATE,
      sink,
      owner: { mayServe: () => this.isOurs, fenceOf: () => 7 },
      numbers: this.numbers,
      telemetry: this.telemetry,
      tell: (sentence) => this.log.write(`tell ${sentence}`),
    });
    await this.tool.enable();
    const setUp = new Promise<void>((resolve) => this.served.host.on("set-up", () => resolve()));
    await this.served.open();
    await setUp;
    await this.clock.settle();
  }

  async end(): Promise<void> {
    this.sink.release();
    await this.served.cut();
    await this.tool.disable();
    await this.equipment.close();
    await this.numbers.close();
  }
}

/** Plays a scenario with a tool that is served. */
export function toolTest(
  name: string,
  tool: Partial<FabTool>,
  play: (scene: ToolScene) => Promise<void>,
): void {
  test(name, async () => {
    const scene = await ToolScene.open();
    await scene.serve(tool);
    try {
      await play(scene);
    } finally {
      await scene.end();
    }
  });
}
