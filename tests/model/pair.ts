import { HsmsProtocol, type HsmsProtocolOptions, streamFunction } from "@secs/hsms";
import { MemoryNetwork, type VirtualClock } from "@secs/hsms/testing";
import { FaultyNetwork } from "./faulty_network.ts";
import { Random } from "../support/random.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** What happened to one pair, or to all. */
export interface Counters {
  /** Requests of both sides, and how they ended. */
  requests: number;
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
  readonly counters: Counters = {
    requests: 0,
    replied: 0,
    failed: {},
    connected: 0,
    disconnected: 0,
    selected: 0,
    deselected: 0,
  };
  readonly #clock: VirtualClock;
  readonly #network: FaultyNetwork;
  readonly #port: number;
  readonly #random: Random;
  /** Ends what will happen next. */
  readonly #cancel = new Set<() => void>();

  constructor(clock: VirtualClock, port: number) {
    const network = new FaultyNetwork(new MemoryNetwork({ clock }));
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
    this.#often(7 * MINUTE, () => this.#request(this.host));
    this.#often(31 * MINUTE, () => this.#request(this.tool));
    this.#often(11 * 60 * MINUTE, () => this.#network.reset(this.#port));
    this.#often(37 * 60 * MINUTE, () => this.#silence());
    this.#often(53 * 60 * MINUTE, () => void this.#pause());
  }

  /** Falls silent. */
  async stop(): Promise<void> {
    for (const cancel of this.#cancel) cancel();
    this.#cancel.clear();
    await Promise.all([this.host.disable(), this.tool.disable()]);
  }

  #listen(handler: HsmsProtocol): void {
    const { counters } = this;
    handler.on("connected", () => counters.connected++);
    handler.on("closed", () => counters.disconnected++);
    handler.on("selected", () => counters.selected++);
    handler.on("deselected", () => counters.deselected++);
    handler.on("primary", ({ packet: primary }) => {
      const answer = this.#random.below(50);
      if (answer === 0) return;
      handler.sendResponse(streamFunction(1, answer === 1 ? 0 : 2), primary);
    });
  }

  #request(handler: HsmsProtocol): void {
    const { counters } = this;
    counters.requests++;
    handler.sendAndWaitForResponse(streamFunction(1, 1)).then(
      () => counters.replied++,
      ({ name }: Error) => counters.failed[name] = (counters.failed[name] ?? 0) + 1,
    );
  }

  /** The cable is dead for a quarter of an hour. */
  #silence(): void {
    this.#later(15 * MINUTE, this.#network.silence(this.#port));
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

/** The counters of several pairs in one. */
export function sumOf(pairs: readonly Pair[]): Counters {
  const sum: Counters = { ...pairs[0]!.counters, failed: { ...pairs[0]!.counters.failed } };
  for (const { counters } of pairs.slice(1)) {
    for (
      const key of ["requests", "replied", "connected", "disconnected", "selected", "deselected"] as const
    ) {
      sum[key] += counters[key];
    }
    for (const [name, count] of Object.entries(counters.failed)) {
      sum.failed[name] = (sum.failed[name] ?? 0) + count;
    }
  }
  return sum;
}
