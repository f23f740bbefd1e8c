// A host and a tool on one runtime, from their start to their end.

import { OrderedProcess } from "../../scripts/ordered_process.ts";
import type { Account } from "./ledger.ts";
import type { Answer, Command, Held } from "./commands.ts";
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
  /** Before the calm, when everybody was hushed; and after everything was disabled. */
  readonly stormed: Account;
  readonly ended: Account;
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
}

/** How long a process may take to end once there is nothing left to do, in ms. */
const LEAVE = 5_000;

/** Soaks a runtime for so many minutes, with a reading of both processes each `interval` ms. */
export async function soak(
  runtime: SoakedRuntime,
  options: { seed: number; port: number; minutes: number; interval: number },
): Promise<SoakRecord> {
  const { seed, port, minutes, interval } = options;
  const ends: End[] = [];
  try {
    for (const side of ["tool", "host"]) {
      ends.push(await OrderedProcess.start(`The ${side} on ${runtime.name}`, [...runtime.program, side]));
    }
    const [tool, host] = ends as [End, End];
    for (const end of ends) await end.ask({ do: "start", seed, port });
    const readings: Reading[][] = [[], []];
    const start = performance.now();
    for (const passed = () => (performance.now() - start) / 60_000; passed() < minutes;) {
      await new Promise((resolve) => setTimeout(resolve, interval));
      await both("hush");
      const held = (await both("sample")).map(({ held }) => held!);
      held.forEach((one, i) => readings[i]!.push({ minutes: passed(), ...one }));
      if (passed() < minutes) await both("resume");
    }
    const stormed = await both("report");
    await tool.ask({ do: "calm" });
    await host.ask({ do: "calm" });
    await both("resume");
    await both("exchange");
    const atHost = await host.ask({ do: "finish" });
    const ended = [await tool.ask({ do: "finish" }), atHost];
    const stayed = await Promise.all(ends.map((end) => end.leave(LEAVE)));
    const [toolRecord, hostRecord] = [0, 1].map((i) => ({
      readings: readings[i]!,
      stormed: stormed[i]!.account!,
      ended: ended[i]!.account!,
      left: ended[i]!.held!,
      stayed: stayed[i],
    }));
    return { runtime: runtime.label, seed, minutes, host: hostRecord!, tool: toolRecord! };
  } finally {
    await Promise.all(ends.map((end) => end.stop()));
  }

  function both(what: "hush" | "sample" | "resume" | "report" | "exchange") {
    return Promise.all(ends.map((end) => end.ask({ do: what })));
  }
}
