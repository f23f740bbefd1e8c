// A host and a tool on one runtime, from their start to their end. Who is who:
//
// - Host (handlers of a manager) and Tool (handlers at a server's port) are the two processes that are soaked, both a Side;
//   child.ts runs one of them and obeys the commands of commands.ts.
// - LoadGenerator: makes the traffic of one handler. bodies.ts and order.ts: its numbered messages, and their order.
// - disturbance.ts: what is done to a link on purpose. Line: a connection over a proxy that makes faults.
// - PausableTimer: the waits of generators and disturbances, which stop while memory is measured.
// - hostile/: a third process, with the hostile peers. Victim: what talks to one of them, in the host or in the tool.
// - Counters: what happened. gauge.ts: what the process holds. verdict.ts: what must be so in the end.

import { OrderedProcess } from "../../scripts/ordered_process.ts";
import type { Counts } from "./counters.ts";
import type { Answer, Command, Held } from "./commands.ts";
import type { HostileCounts } from "./hostile/peers.ts";
import type { SoakedRuntime } from "./runtime.ts";

type End = OrderedProcess<Command, Answer>;

/** What a process held at one moment. */
export interface Reading extends Held {
  /** Minutes since the beginning. */
  readonly minutes: number;
}

/** What is known of one process. */
export interface SideRecord {
  readonly readings: readonly Reading[];
  /** Before the exchange that nothing disturbs; and after everything was disabled. */
  readonly disturbed: Counts;
  readonly ended: Counts;
  readonly left: Held;
  /** Why it did not end by itself. */
  readonly stayed: string | undefined;
}

/** What is known of a soak. */
export interface SoakRecord {
  readonly runtime: string;
  readonly seed: number;
  readonly minutes: number;
  readonly host: SideRecord;
  readonly tool: SideRecord;
  /** What each hostile peer did. */
  readonly hostile: readonly HostileCounts[];
}

/** How long a process may take to end once there is nothing left to do, in ms. */
const LEAVE = 5_000;

/** Fewer readings have no slope: on a busy machine a short soak takes longer. */
const LEAST_READINGS = 10;

/** Soaks a runtime for so many minutes, with a reading of both processes each `interval` ms. */
export async function soak(
  runtime: SoakedRuntime,
  options: { seed: number; port: number; minutes: number; interval: number },
): Promise<SoakRecord> {
  const { seed, port, minutes, interval } = options;
  const ends: End[] = [];
  const others: End[] = [];
  try {
    for (const side of ["tool", "host"]) {
      ends.push(await OrderedProcess.start(`The ${side} on ${runtime.name}`, [...runtime.program, side]));
    }
    const [tool, host] = ends as [End, End];
    const hostile: End = await OrderedProcess.start("The hostile peers", runtime.hostile);
    others.push(hostile);
    await tool.ask({ do: "start", seed, port });
    const { hostilePorts } = await hostile.ask({ do: "start", seed, port });
    await host.ask({ do: "start", seed, port, hostilePorts: hostilePorts! });
    const readings: Reading[][] = [[], []];
    const start = performance.now();
    const passed = () => (performance.now() - start) / 60_000;
    const isOver = () => passed() >= minutes && readings[0]!.length >= LEAST_READINGS;
    while (!isOver()) {
      await new Promise((resolve) => setTimeout(resolve, interval));
      // Memory is measured without them; the peak is not.
      await hostile.ask({ do: "pause" });
      await both("pause");
      const held = (await both("sample")).map(({ held }) => held!);
      held.forEach((one, i) => readings[i]!.push({ minutes: passed(), ...one }));
      if (isOver()) break;
      await both("resume");
      await hostile.ask({ do: "resume" });
    }
    const disturbed = await both("report");
    await tool.ask({ do: "stop-disturbing" });
    await host.ask({ do: "stop-disturbing" });
    await both("resume");
    await hostile.ask({ do: "resume" });
    await both("exchange");
    const atHost = await host.ask({ do: "finish" });
    const ended = [await tool.ask({ do: "finish" }), atHost];
    const { hostile: peers } = await hostile.ask({ do: "finish" });
    const stayed = await Promise.all(ends.map((end) => end.leave(LEAVE)));
    const [toolRecord, hostRecord] = [0, 1].map((i) => ({
      readings: readings[i]!,
      disturbed: disturbed[i]!.counts!,
      ended: ended[i]!.counts!,
      left: ended[i]!.held!,
      stayed: stayed[i],
    }));
    return { runtime: runtime.label, seed, minutes, host: hostRecord!, tool: toolRecord!, hostile: peers! };
  } finally {
    await Promise.all([...ends, ...others].map((end) => end.stop()));
  }

  function both(what: "pause" | "sample" | "resume" | "report" | "exchange") {
    return Promise.all(ends.map((end) => end.ask({ do: what })));
  }
}
