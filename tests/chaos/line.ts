// Two handlers of ours over real TCP that misbehaves. Who is who:
//
// - Side: a handler with its counts: it sends numbered messages, and checks those of the other side.
// - Line: a host and a tool (both a Side), and the fault proxy between them, whose rules say what goes wrong.
// - Totals: the sum of many lines.

import { type HsmsTimeoutOptions, type Network, tcp } from "@secs/hsms";
import { FaultProxy, type FaultProxyOptions, type FaultRule, formatFaultLog } from "@secs/hsms/testing";
import { assertEquals, AssertionError } from "@std/assert";
import { nodeTcp } from "../../src/transports/node/mod.ts";
import { CountingClock } from "../support/counting_clock.ts";
import { Log } from "../support/log.ts";
import { Side } from "./side.ts";

const LISTEN = { address: "127.0.0.1", port: 0 };

/** Deno's own sockets cannot reset. */
const RESETTING: Network = "Deno" in globalThis ? nodeTcp() : tcp;

/** Short if a fault has to be found, long if only a defect would wait. */
const TIMEOUTS: HsmsTimeoutOptions = { t3: 2_000, t5: 1, t6: 1_000, t7: 1_000, t8: 25, linktest: 0 };

/** What a line can be told. */
export interface LineOptions {
  readonly timeouts?: HsmsTimeoutOptions;
  /** Rules of the first connection too. */
  readonly rules?: readonly FaultRule[];
  readonly proxy?: Partial<FaultProxyOptions>;
  /** What rules do that HSMS cannot notice. */
  readonly changes?: "repeats" | "alters";
}

/** A host, a tool, and real TCP with a fault proxy between them. */
export class Line {
  readonly host: Side;
  readonly tool: Side;
  readonly proxy: FaultProxy;
  /** What the proxy does: `joined`, `refused`, `ended`, `acted`. */
  readonly log = new Log();
  readonly #clock: CountingClock;
  readonly #changes: LineOptions["changes"];
  /** The rules of the next connection that reaches the tool. */
  #next: readonly FaultRule[] | undefined;

  private constructor(host: Side, tool: Side, proxy: FaultProxy, clock: CountingClock, options: LineOptions) {
    this.host = host;
    this.tool = tool;
    this.proxy = proxy;
    this.#clock = clock;
    this.#changes = options.changes;
  }

  /** Plays on a line, then ends both sides and checks what always holds. */
  static async play(options: LineOptions, play: (line: Line) => Promise<void>): Promise<void> {
    const clock = new CountingClock();
    const timeouts = { ...TIMEOUTS, ...options.timeouts };
    const tool = new Side("tool", 0, false, clock, timeouts);
    await tool.protocol.enable();
    const target = tool.protocol.connection.listeningEndpoint!;
    const proxy: FaultProxy = new FaultProxy(RESETTING, {
      listen: LISTEN,
      target,
      clock,
      rules: options.rules ?? [],
      ...options.proxy,
      onLog: (entry) => line.#onLog(entry.type),
    });
    await proxy.start();
    const host = new Side("host", proxy.endpoint.port, true, clock, timeouts);
    const line = new Line(host, tool, proxy, clock, options);
    try {
      await host.protocol.enable();
      await play(line);
    } catch (error) {
      throw new AssertionError(`${error instanceof Error ? error.message : error}\n${line.#describe()}`);
    } finally {
      await Promise.all([host.protocol.disable(), tool.protocol.disable(), proxy.stop()]);
    }
    line.#check();
  }

  /** One connection under these rules, from its first byte to its end and the next good one; `traffic` goes on meanwhile. */
  async underRules(rules: readonly FaultRule[], traffic: () => Promise<unknown>): Promise<void> {
    const joined = this.log.count("joined");
    this.#next = rules;
    this.proxy.rules = rules;
    this.proxy.breakAll("close");
    await this.log.saw("joined", joined + 1);
    await this.host.protocol.whenSelected({ signal: AbortSignal.timeout(10_000) });
    await traffic();
    await this.works();
  }

  /**
   * The same, again until a rule has acted, at most ten times: for rules that look for a message. On a busy machine T6 may end their
   * connection before it is selected.
   */
  async untilActed(rules: readonly FaultRule[], traffic: () => Promise<unknown>): Promise<void> {
    const acted = this.log.count("acted");
    for (let left = 10; left > 0 && this.log.count("acted") === acted; left--) {
      await this.underRules(rules, traffic);
    }
    if (this.log.count("acted") === acted) throw new Error("no rule has acted");
  }

  /** A request each way is answered, at once or after the link has come back. */
  async works(): Promise<void> {
    await this.host.requestUntilAnswered();
    await this.tool.requestUntilAnswered();
  }

  /** Each side sends `count` messages and as many requests in one go; resolves when every request has ended. */
  async exchange(count: number): Promise<void> {
    const requests: Promise<boolean>[] = [];
    for (const side of [this.host, this.tool]) {
      for (let i = 0; i < count; i++) {
        side.send();
        requests.push(side.request());
      }
    }
    await Promise.all(requests);
  }

  /** The rules are for one connection that reaches the tool; what comes after it is left alone. */
  #onLog(type: string): void {
    if (type === "joined" && this.#next !== undefined) this.proxy.rules = [];
    if (type !== "came" && type !== "left") this.log.write(type);
  }

  #check(): void {
    this.host.requireOrder(this.tool, this.#changes);
    this.tool.requireOrder(this.host, this.#changes);
    for (const { protocol, log } of [this.host, this.tool]) {
      assertEquals(protocol.stats().openTransactions, 0);
      assertEquals(log.count("connected"), log.count("disconnected"), log.lines.join());
    }
    assertEquals([this.proxy.open, this.#clock.armed], [0, 0], "connections and timers that are left");
  }

  #describe(): string {
    const last = this.proxy.log.slice(-40).map((entry) => `    ${formatFaultLog(entry)}`);
    const sides = [this.host, this.tool].map(({ protocol, log, outcomes }) =>
      `  ${protocol.name}: ${JSON.stringify(outcomes)} ${log.lines.slice(-12).join(", ")}`
    );
    return [...sides, "  the proxy:", ...last].join("\n");
  }
}
