// A host and a tool of ours on any ground. A scenario waits for events, and never for a time.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  Equipment,
  type EquipmentOptions,
  GemEquipmentHandler,
  type GemEquipmentOptions,
  GemHostHandler,
  type GemHostOptions,
  type GemToolEvent,
  MemoryStore,
} from "../../../src/gem/mod.ts";
import { Log } from "../../support/log.ts";
import { ETCHER } from "../equipment/etcher.ts";
import { type Ground, GROUNDS, OpenGround } from "./grounds.ts";
import { START } from "./tool_stage.ts";

const LOOPBACK = "127.0.0.1";
/** Long, as the clock of the host may be fast; T5 is the shortest that there is. */
const TIMEOUTS = { linktest: 0, t5: 1000, t6: 60_000, t7: 60_000, t8: 120_000 };

type Etcher = typeof ETCHER.definition;

/** What a scenario may change. */
export interface SceneOptions {
  readonly host?: Partial<GemHostOptions<Etcher>>;
  readonly handler?: Partial<GemEquipmentOptions>;
  readonly tool?: EquipmentOptions;
}

/** An etcher that keeps what survives power off, and its host that has its model. */
export class Scene {
  tool!: Equipment<Etcher>;
  handler!: GemEquipmentHandler;
  host!: GemHostHandler<Etcher>;
  /** What came to the host, as lines: `LotDone LotId=A1`, `DoorOpen set`. */
  readonly seen = new Log();
  /** What the host noticed of the spool: `STATE COUNT`. */
  readonly spools = new Log();
  /** What is wrong. */
  readonly log = new Log();
  readonly #options: SceneOptions;
  readonly #ground: OpenGround;
  #store = new MemoryStore();
  #port = 0;

  constructor(ground: Ground, options: SceneOptions) {
    this.#ground = new OpenGround(ground);
    this.#options = options;
  }

  /** Number of events of a scenario that has many. */
  get many(): number {
    return this.#ground.ground.many;
  }

  /** Both sides are enabled, and COMMUNICATING. */
  async open(): Promise<void> {
    const { network, hostClock: clock } = this.#ground;
    await this.powerOn();
    this.#port = this.handler.connection.listeningEndpoint!.port;
    const port = await this.#ground.portTo(this.#port);
    this.host = new GemHostHandler(LOOPBACK, port, true, 0, "etcher", {
      network,
      clock,
      model: ETCHER,
      timeouts: TIMEOUTS,
      time: { now: () => START, zone: 0 },
      ...this.#options.host,
    });
    const { host, seen, spools, log } = this;
    host.on("collection-event", (event) => seen.write(lineOf(event)));
    host.on("alarm", (event) => seen.write(lineOf(event)));
    host.on("spool", ({ state, count }) => spools.write(`${state} ${count}`));
    host.on("error", ({ error }) => log.write(`error ${(error as Error).message}`));
    await host.enable();
    await this.back();
  }

  /** The tool starts, with what it has kept. */
  async powerOn(): Promise<void> {
    const { network, clock } = this.#ground;
    const time = { now: () => START, zone: 0 };
    const { tool, handler } = this.#options;
    this.tool = await Equipment.open(ETCHER, { time, store: this.#store, ...tool });
    this.handler = new GemEquipmentHandler(LOOPBACK, this.#port, false, 0, "host", {
      network,
      clock,
      equipment: this.tool,
      timeouts: { linktest: 0 },
      control: { onlineSubstate: "remote" },
      ...handler,
    });
    await this.handler.enable();
  }

  /** The power of the tool goes: what is not durable is lost. */
  async powerOff(): Promise<void> {
    this.#store = this.#store.powerOff();
    const isLost = this.#hostLost();
    await this.handler.disable();
    await isLost;
  }

  /** The link is lost; resolves once both sides know. They come back by themselves. */
  async lose(): Promise<void> {
    const areLost = Promise.all([
      this.#hostLost(),
      lost((listener) => this.handler.on("not-communicating", listener)),
    ]);
    if (!this.#ground.break()) void this.handler.connection.disconnect(new Error("The cable is out"));
    await areLost;
    assertEquals(this.handler.communicationState, "NOT COMMUNICATING");
  }

  /** Both sides are COMMUNICATING. */
  async back(): Promise<void> {
    await Promise.all([this.host.waitForCommunicating(), this.handler.waitForCommunicating()]);
  }

  /** Resolves once all that the tool has to say has come to the host, and was answered. */
  async rest(): Promise<void> {
    do await this.host.areYouThere().catch(() => {}); while (this.handler.pendingMessages.waiting > 0);
  }

  async close(): Promise<void> {
    await Promise.all([this.host.disable(), this.handler.disable()]);
    await this.tool.close();
    await this.#ground.close();
  }

  #hostLost(): Promise<void> {
    return lost((listener) => this.host.on("not-communicating", listener));
  }
}

/** Resolves when a side is not COMMUNICATING any more. */
function lost(listen: (listener: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    const off = listen(() => {
      off();
      resolve();
    });
  });
}

/** An event as a line. */
export function lineOf(event: GemToolEvent<Etcher>): string {
  if (event.type === "alarm") return `${event.name} ${event.isSet ? "set" : "clear"}`;
  if (event.type !== "collection-event") return event.type;
  return [event.name, ...Object.entries(event.values).map(([key, value]) => `${key}=${value}`)].join(" ");
}

/** Plays a scenario on each ground. */
export function scenario(name: string, options: SceneOptions, play: (scene: Scene) => Promise<void>): void {
  for (const ground of GROUNDS) {
    test(`${name} (${ground.name})`, { timeout: 60_000 }, async () => {
      const scene = new Scene(ground, options);
      try {
        await scene.open();
        await play(scene);
        assertEquals(scene.log.lines, []);
      } finally {
        await scene.close();
      }
    });
  }
}
