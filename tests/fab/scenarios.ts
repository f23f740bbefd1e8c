import { isClean, judge, sentence } from "./judge.ts";
import { type Site, T5 } from "./site.ts";

/** What a scenario can do to the network: nothing without namespaces. */
export interface Cuts {
  /** Whether a gateway and the broker hear each other. */
  broker(gateway: number, passes: boolean): Promise<unknown>;
  /** Whether a gateway and the tools hear each other. */
  tools(gateway: number, passes: boolean): Promise<unknown>;
}

/** What a scenario has. */
export interface Scene {
  readonly site: Site;
  /** In ms. */
  readonly lease: number;
  readonly cuts: Cuts | undefined;
  /** Between two events of a tool, in ms. */
  readonly pace: number;
}

/** Something that happens to a fab while its tools send numbered events. */
export interface Scenario {
  readonly name: string;
  readonly needsCuts?: true;
  /** Returns what is to be said about times, a line each. */
  run(scene: Scene): Promise<readonly string[]>;
}

/** How a scenario went. */
export interface Result {
  readonly name: string;
  readonly lines: readonly string[];
  readonly isGood: boolean;
}

/** What a busy machine with two cores may add to any time, in ms. */
const MARGIN = 3_000;

/** All of them, in the order in which they are played on one site. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: "SIGKILL of a gateway",
    run: async ({ site, lease, pace }) => {
      const sending = site.send(seconds(lease * 2 + 4_000, pace), pace);
      await pause(1_000);
      const at = Date.now();
      await site.gateways[0]!.kill();
      await sending;
      const line = takeOver(site, 0, at, lease * 1.1 + T5 + MARGIN);
      await site.startGateway(0);
      return [line];
    },
  },
  {
    name: "a gateway joins, another one leaves (SIGTERM)",
    run: async ({ site, lease, pace }) => {
      const sending = site.send(seconds(lease + 8_000, pace), pace);
      await pause(1_000);
      const at = Date.now();
      site.gateways[1]!.signal("SIGTERM");
      const code = await site.gateways[1]!.ended;
      await sending;
      const line = takeOver(site, 1, at, T5 + MARGIN + 2_000);
      await site.startGateway(1);
      if (code !== 0) throw new Error(`The gateway ended with ${code}`);
      return [line];
    },
  },
  {
    name: "SIGSTOP of a gateway for longer than its lease",
    run: async ({ site, lease, pace }) => {
      const sending = site.send(seconds(lease * 3 + 6_000, pace), pace);
      await pause(1_000);
      const at = Date.now();
      site.gateways[1]!.signal("SIGSTOP");
      await pause(lease * 2 + 3_000);
      site.gateways[1]!.signal("SIGCONT");
      await sending;
      // The tool sees a silent host by its linktest (1 s) and T6 (1 s); only then it lets another one in.
      const line = takeOver(site, 1, at, lease * 1.1 + T5 + 2_000 + MARGIN);
      return [line];
    },
  },
  {
    name: "the broker is killed, and is back before the leases end",
    run: async ({ site, lease, pace }) => {
      const sending = site.send(seconds(lease + 6_000, pace), pace);
      await pause(1_000);
      await site.killBroker();
      await pause(lease / 5);
      await site.startBroker();
      await sending;
      return [];
    },
  },
  {
    name: "the broker is away for longer than the leases",
    run: async ({ site, lease, pace }) => {
      const sending = site.send(seconds(lease * 2 + 8_000, pace), pace);
      await pause(1_000);
      await site.killBroker();
      await pause(lease * 2);
      await site.startBroker();
      await sending;
      return [];
    },
  },
  {
    name: "a gateway is cut off from the broker",
    needsCuts: true,
    run: async ({ site, lease, cuts, pace }) => {
      const sending = site.send(seconds(lease * 3 + 8_000, pace), pace);
      await pause(1_000);
      const at = Date.now();
      await cuts!.broker(2, false);
      await pause(lease * 2 + 2_000);
      const line = takeOver(site, 2, at, lease * 1.1 + T5 + MARGIN);
      await cuts!.broker(2, true);
      await sending;
      return [line];
    },
  },
  {
    name: "a gateway is cut off from the tools",
    needsCuts: true,
    run: async ({ site, lease, cuts, pace }) => {
      const sending = site.send(seconds(lease + 14_000, pace), pace);
      await pause(1_000);
      await cuts!.tools(0, false);
      await pause(lease + 4_000);
      await cuts!.tools(0, true);
      await sending;
      return [];
    },
  },
];

/** Plays a scenario on a site, and judges what came of its events. */
export async function play(scenario: Scenario, scene: Scene): Promise<Result> {
  const { site } = scene;
  const first = site.sent + 1;
  try {
    const said = await scenario.run(scene);
    await site.settled();
    await site.balanced();
    const verdict = judge(site.toolNames, first, site.sent, site.messages);
    const isGood = isClean(verdict) && said.every((line) => !line.includes("TOO LATE"));
    return { name: scenario.name, lines: [sentence(verdict), ...said], isGood };
  } catch (error) {
    return {
      name: scenario.name,
      lines: [error instanceof Error ? error.message : String(error)],
      isGood: false,
    };
  }
}

/** How long the tools of a gateway were without one, by what their next one said first. */
function takeOver(site: Site, gateway: number, at: number, allowed: number): string {
  const had = new Map<string, string>();
  const firsts = new Map<string, number>();
  for (const { body: { tool, kind, name, state, time, gateway } } of site.messages) {
    const when = Date.parse(time);
    if (when <= at) had.set(tool, gateway);
    else if (kind === "state" && name === "communication" && state === "communicating" && !firsts.has(tool)) {
      firsts.set(tool, when - at);
    }
  }
  const lost = [...had].filter(([, owner]) => owner === `gw-${gateway + 1}`).map(([tool]) => tool);
  const times = lost.map((tool) => firsts.get(tool) ?? Infinity);
  if (times.length === 0) return "TOO LATE: the gateway had no tool";
  const longest = Math.max(...times);
  return `${times.length} tools were taken over, the last one after ${longest} ms; ${allowed} ms are allowed` +
    (longest > allowed ? ": TOO LATE" : "");
}

function seconds(ms: number, pace: number): number {
  return Math.ceil(ms / pace);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
