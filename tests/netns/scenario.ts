import type { HsmsTimeoutOptions } from "@secs/hsms";
import { assertEquals } from "@std/assert";
import type { Machine, Station, TestNetwork } from "./network.ts";
import type { StationSetup } from "./station.ts";
import type { Arrivals, Outcomes } from "./traffic.ts";

/** Something that happens to a network, and what has to come of it. */
export interface Scenario {
  readonly name: string;
  run(network: TestNetwork): Promise<void>;
}

/** Timers so short that a scenario takes seconds. */
export const TIMEOUTS = {
  t3: 2_000,
  t5: 500,
  t6: 1_000,
  t7: 2_000,
  t8: 1_000,
  linktest: 1_000,
  connect: 800, // less than the second after which the kernel asks again
  writeStall: 2_000,
  allowShort: true,
} satisfies HsmsTimeoutOptions;

/** The timers of a factory, but for linktests: what a bad line has to do with them is to be seen soon. */
export const DEFAULTS: HsmsTimeoutOptions = { linktest: 1_000 };

/** What two busy cores and three processes may add to any time, in ms. */
export const MARGIN = 500;

/** A silent link is seen: the linktest comes, and gets no answer. */
export const SEEN = TIMEOUTS.linktest + TIMEOUTS.t6 + MARGIN;

/** A good line is used again: the attempt that is under way fails, T5 passes, the next one succeeds. */
export const BACK = TIMEOUTS.connect + TIMEOUTS.t5 + MARGIN;

export const HOST = "10.77.0.1";
export const TOOL = "10.77.0.2";

/** A host and a tool that are selected. */
export interface Pair {
  /** The active side. */
  readonly host: Station;
  /** The passive side. */
  readonly tool: Station;
}

/** Brings a host and a tool up, and waits until both are selected. */
export async function connect(
  network: TestNetwork,
  timeouts: HsmsTimeoutOptions = TIMEOUTS,
  toolOptions: Partial<StationSetup> = {},
  hostTimeouts: HsmsTimeoutOptions = timeouts,
): Promise<Pair> {
  const tool = await startTool(network, await network.plug(TOOL), timeouts, toolOptions);
  const host = await startHost(network, await network.plug(HOST), hostTimeouts);
  for (const station of [tool, host]) await station.log.saw("selected");
  return { host, tool };
}

/** The active side on a machine of the network. */
export function startHost(
  network: TestNetwork,
  machine: Machine,
  timeouts: HsmsTimeoutOptions = TIMEOUTS,
): Promise<Station> {
  return network.station(machine, { active: true, peer: TOOL, timeouts });
}

/** The passive side on a machine of the network. */
export function startTool(
  network: TestNetwork,
  machine: Machine,
  timeouts: HsmsTimeoutOptions = TIMEOUTS,
  options: Partial<StationSetup> = {},
): Promise<Station> {
  return network.station(machine, { active: false, peer: HOST, timeouts, ...options });
}

/** Both sides see after the action that the link is gone. */
export async function isLost(
  network: TestNetwork,
  { host, tool }: Pair,
  action: () => Promise<unknown>,
): Promise<void> {
  await network.after(action, {
    "host sees the end": [host.next("closed"), SEEN],
    "tool sees the end": [tool.next("closed"), SEEN],
  });
}

/** Both sides are selected once more, each within `allowed` ms after the action. */
export async function comesBack(
  network: TestNetwork,
  { host, tool }: Pair,
  action: () => Promise<unknown>,
  allowed = BACK,
): Promise<void> {
  await network.after(action, {
    "host selected again": [host.next("selected"), allowed],
    "tool selected again": [tool.next("selected"), allowed],
  });
}

/** Requests in both directions, one after the other and at once, are all answered. */
export async function works({ host, tool }: Pair): Promise<void> {
  for (const station of [host, tool]) {
    const { sent, replied } = await burst(station, 10);
    assertEquals({ sent, replied }, { sent: 10, replied: 10 }, `${station.name}'s requests`);
  }
  for (const station of [host, tool]) await inOrder(station);
}

/** Requests at once, with bodies of so many bytes. */
export async function burst(station: Station, count: number, size = 4): Promise<Outcomes> {
  return await station.command("burst", { count, size }) as unknown as Outcomes;
}

/** Nothing came twice, and nothing came before what was sent before it. */
export async function inOrder(station: Station): Promise<void> {
  const { disorder } = await station.command("arrivals") as unknown as Arrivals;
  assertEquals(disorder, 0, `numbers that ${station.name} got twice or too late`);
}

/** What a side counted, as far as it says what happened. */
export async function counted(station: Station): Promise<Record<string, unknown>> {
  const { timeouts, reconnects, lastClose, openTransactions } = await station.command("stats");
  return { timeouts, reconnects, lastClose, openTransactions };
}

/** Both sides send one request after the other, and some have been answered. */
export async function isBusy(pair: Pair): Promise<void> {
  for (const station of [pair.host, pair.tool]) await station.command("start");
  await milestones(pair);
}

/** More of them have been answered. */
export async function milestones({ host, tool }: Pair): Promise<void> {
  await Promise.all([host.next("milestone"), tool.next("milestone")]);
}

/** No more requests; every one ended, and what came in came once and in order. */
export async function settle({ host, tool }: Pair): Promise<readonly Outcomes[]> {
  const outcomes: Outcomes[] = [];
  for (const station of [host, tool]) outcomes.push(await station.command("stop") as unknown as Outcomes);
  for (const one of outcomes) onlyTheLine(one, one.sent);
  for (const station of [host, tool]) await inOrder(station);
  return outcomes;
}

/** Requests ended with their own reply, or with what became of the line. */
export function onlyTheLine({ sent, replied, strays, failed }: Outcomes, expected: number): void {
  const { T3 = 0, "connection-lost": lost = 0, ...others } = failed;
  assertEquals(others, {});
  assertEquals(strays, 0);
  assertEquals([sent, replied + T3 + lost], [expected, expected]);
}
