// A contender's two ends, and what one slice of them is.

import { OrderedProcess } from "../../scripts/ordered_process.ts";
import type { Command as Program } from "../../scripts/run.ts";
import type { Command } from "./child.ts";
import type { Link } from "./contender.ts";
import type { Quantiles } from "./statistics.ts";
import type { Workload } from "./workloads.ts";

/** One end; it answers with numbers. */
type End = OrderedProcess<Command, Readonly<Record<string, number>> & { readonly error?: never }>;

/** What was seen in one slice. */
export interface Sample {
  readonly messages: number;
  readonly ms: number;
  /** CPU time of both processes in µs. */
  readonly cpu: number;
  /** Resident memory of the larger process, in bytes. */
  readonly rss: number;
  /** What timed requests took. */
  readonly times?: Quantiles;
}

/** A host and a tool. Links between them live as long as they do, unless they are made of many connections. */
export class Pair {
  readonly #label: string;
  readonly #host: End;
  readonly #tool: End;
  /** Sends bare frames to the tool as fast as it reads; started when a workload first has it. */
  #neighbour: End | undefined;
  readonly #flooder: Program;
  readonly #links = new Set<string>();

  private constructor(label: string, host: End, tool: End, flooder: Program) {
    this.#label = label;
    this.#flooder = flooder;
    this.#host = host;
    this.#tool = tool;
  }

  /** `flooder` is a bare end, for a neighbour that floods. */
  static async start(label: string, program: Program, flooder: Program): Promise<Pair> {
    const tool: End = await OrderedProcess.start(`The tool of ${label}`, program);
    try {
      return new Pair(label, await OrderedProcess.start(`The host of ${label}`, program), tool, flooder);
    } catch (error) {
      await tool.stop();
      throw error;
    }
  }

  /** Runs a workload for `ms`, over a link that is made where there is none yet. */
  async run(workload: Workload, ms: number): Promise<Sample> {
    const { way, body, open, timed = false } = workload;
    const name = await this.#link(workload);
    const before = await this.#tool.ask({ do: "usage", name });
    const flood = way === "beside"
      ? this.#neighbour!.ask({ do: "run", name, task: { way: "stream", body: 0, open: 1, ms, timed: false } })
      : undefined;
    const working = this.#host.ask({ do: "run", name, task: { way, body, open, ms, timed } });
    const work = await Promise.race([working, this.#tool.gone]);
    const flooded = (await flood)?.["messages"] ?? 0;
    const after = await this.#tool.ask({ do: "usage", name });
    const received = after["received"]! - before["received"]! - flooded;
    const messages = work["messages"]!;
    if (way !== "connect" && received !== messages) {
      throw new Error(`${this.#label}, ${workload.name}: the host counts ${messages}, the tool ${received}`);
    }
    const cpu = work["cpu"]! + after["cpu"]! - before["cpu"]!;
    const { p50, p99, p999 } = work;
    return {
      messages,
      ms: work["ms"]!,
      cpu,
      rss: Math.max(work["rss"]!, after["rss"]!),
      ...(p50 !== undefined && { times: { p50, p99: p99!, p999: p999! } }),
    };
  }

  /** Closes the link of a workload, unless it is the plain one. */
  async leave(workload: Workload): Promise<void> {
    const name = nameOf(workload);
    if (name === PLAIN || !this.#links.delete(name)) return;
    await this.#host.ask({ do: "close", name });
    if (workload.way === "beside") await this.#neighbour?.ask({ do: "close", name });
    await this.#tool.ask({ do: "close", name });
  }

  /** Ends both processes. */
  async stop(): Promise<void> {
    await Promise.all([this.#host.stop(), this.#neighbour?.stop(), this.#tool.stop()]);
  }

  async #link(workload: Workload): Promise<string> {
    const name = nameOf(workload);
    if (this.#links.has(name)) return name;
    const { way, connections, passive } = workload;
    const link: Link = { way, connections, passive };
    const { port } = await this.#tool.ask({ do: "listen", name, link });
    await this.#host.ask({ do: "connect", name, link, port: port! });
    if (way === "beside") {
      this.#neighbour ??= await OrderedProcess.start(`The neighbour of ${this.#label}`, this.#flooder);
      await this.#neighbour.ask({ do: "connect", name, link: { ...link, way: "stream" }, port: port! });
    }
    this.#links.add(name);
    return name;
  }
}

const PLAIN = "ask over 1 by handler";

function nameOf({ way, connections, passive }: Workload): string {
  return `${way} over ${connections} by ${passive}`;
}
