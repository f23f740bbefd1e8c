import { HsmsProtocol, type HsmsProtocolOptions, streamFunction } from "@secs/hsms";
import { MemoryNetwork, type VirtualClock } from "@secs/hsms/testing";
import { FadingNetwork } from "./fading_network.ts";
import { Random } from "../support/random.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What happened to one pair, or to all. */
export interface Diary {
  /** Requests of both sides, and how they ended. */
  asked: number;
  replied: number;
  failed: Record<string, number>;
  /** TCP connections as both sides saw them begin and end, and selections. */
  connected: number;
  disconnected: number;
  selected: number;
  deselected: number;
}

/** A host and a tool that talk once in a while, over a cable that is pulled out now and then. */
export class Pair {
  readonly host: HsmsProtocol;
  readonly tool: HsmsProtocol;
  readonly diary: Diary = {
    asked: 0,
    replied: 0,
    failed: {},
    connected: 0,
    disconnected: 0,
    selected: 0,
    deselected: 0,
  };
  readonly #clock: VirtualClock;
  readonly #network: FadingNetwork;
  readonly #port: number;
  readonly #random: Random;
  /** Ends what will happen next. */
  readonly #cancel = new Set<() => void>();

  constructor(clock: VirtualClock, port: number) {
    const network = new FadingNetwork(new MemoryNetwork({ clock }));
    const timeouts = { linktest: 20 * MINUTE };
    const options: HsmsProtocolOptions = { network, clock, timeouts, firstSystem: 2 ** 32 - 500 };
    this.#clock = clock;
    this.#network = network;
    this.#port = port;
    this.#random = new Random(port);
    this.tool = new HsmsProtocol("127.0.0.1", port, false, 0, "tool", {
      ...options,
      bindAddress: "127.0.0.1",
    });
    this.host = new HsmsProtocol("127.0.0.1", port, true, 0, "host", options);
    this.#listen(this.tool);
    this.#listen(this.host);
  }

  /** Begins to talk. */
  async start(): Promise<void> {
    await this.tool.enable();
    await this.host.enable();
    this.#often(7 * MINUTE, () => this.#ask(this.host));
    this.#often(31 * MINUTE, () => this.#ask(this.tool));
    this.#often(11 * 60 * MINUTE, () => this.#network.reset(this.#port));
    this.#often(37 * 60 * MINUTE, () => this.#swallow());
    this.#often(53 * 60 * MINUTE, () => void this.#pause());
  }

  /** Falls silent. */
  async stop(): Promise<void> {
    for (const cancel of this.#cancel) cancel();
    this.#cancel.clear();
    await Promise.all([this.host.disable(), this.tool.disable()]);
  }

  #listen(handler: HsmsProtocol): void {
    const { diary } = this;
    handler.on("connected", () => diary.connected++);
    handler.on("closed", () => diary.disconnected++);
    handler.on("selected", () => diary.selected++);
    handler.on("deselected", () => diary.deselected++);
    handler.on("primary", ({ packet: primary }) => {
      const answer = this.#random.below(50);
      if (answer === 0) return;
      handler.sendResponse(streamFunction(1, answer === 1 ? 0 : 2), primary);
    });
  }

  #ask(handler: HsmsProtocol): void {
    const { diary } = this;
    diary.asked++;
    handler.sendAndWaitForResponse(streamFunction(1, 1)).then(
      () => diary.replied++,
      ({ name }: Error) => diary.failed[name] = (diary.failed[name] ?? 0) + 1,
    );
  }

  /** The cable is dead for a quarter of an hour. */
  #swallow(): void {
    this.#later(15 * MINUTE, this.#network.swallow(this.#port));
  }

  /** The tool is switched off for a minute. */
  async #pause(): Promise<void> {
    await this.tool.disable();
    this.#later(MINUTE, () => void this.tool.enable());
  }

  /** Again and again, at about this interval. */
  #often(interval: number, action: () => void): void {
    this.#later(interval / 2 + this.#random.below(interval), () => {
      action();
      this.#often(interval, action);
    });
  }

  #later(delay: number, action: () => void): void {
    const cancel = this.#clock.schedule(() => {
      this.#cancel.delete(cancel);
      action();
    }, delay);
    this.#cancel.add(cancel);
  }
}

/** The diaries of several pairs in one. */
export function sumOf(pairs: readonly Pair[]): Diary {
  const sum: Diary = { ...pairs[0]!.diary, failed: { ...pairs[0]!.diary.failed } };
  for (const { diary } of pairs.slice(1)) {
    for (const key of ["asked", "replied", "connected", "disconnected", "selected", "deselected"] as const) {
      sum[key] += diary[key];
    }
    for (const [name, count] of Object.entries(diary.failed)) {
      sum.failed[name] = (sum.failed[name] ?? 0) + count;
    }
  }
  return sum;
}
