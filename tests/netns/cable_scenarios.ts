import { assert, assertEquals } from "@std/assert";
import type { Station, TestNetwork } from "./network.ts";
import {
  BACK,
  burst,
  comesBack,
  connect,
  counted,
  inOrder,
  isBusy,
  isLost,
  MARGIN,
  milestones,
  onlyTheLine,
  type Pair,
  type Scenario,
  SEEN,
  settle,
  TIMEOUTS,
  works,
} from "./scenario.ts";

const NOTHING = { sends: false, hears: false };
const EVERYTHING = { sends: true, hears: true };

/** So that T3 ends no request before a loose cable is fast again. */
const LONGER_T3 = { ...TIMEOUTS, t3: 5_000 };

/** An address that does not answer is given up by the kernel after three questions, a second apart. */
const ARP = 3_000;

/** What happens to a cable. */
export const CABLE_SCENARIOS: readonly Scenario[] = [
  {
    name: "cable pulled, idle",
    async run(network) {
      const { host, tool } = await connect(network);
      await isLost(network, { host, tool }, () => network.set(host.machine, NOTHING));
      await failsToConnect(network, host);
      await failsToConnect(network, host);
      await comesBack(network, { host, tool }, () => network.set(host.machine, EVERYTHING));
      await works({ host, tool });
      for (const station of isBun(network) ? [host] : [host, tool]) {
        assertEquals(await counted(station), {
          timeouts: { T6: 1 },
          reconnects: 1,
          lastClose: "T6",
          openTransactions: 0,
        });
      }
    },
  },
  {
    name: "cable out of the host's own card",
    async run(network) {
      const { host, tool } = await connect(network, { ...TIMEOUTS, connect: 5_000 });
      await isLost(network, { host, tool }, () => network.carrier(host.machine, false));
      await network.after(() => Promise.resolve(), {
        "address given up": [
          host.next(isBun(network) ? "failed refused" : "failed unreachable"),
          TIMEOUTS.t5 + ARP + 2 * MARGIN,
        ],
      });
      await comesBack(network, { host, tool }, () => network.carrier(host.machine, true), ARP + BACK);
      await works({ host, tool });
    },
  },
  {
    name: "cable loose for half a second, eight requests open",
    async run(network) {
      const { host, tool } = await connect(network, LONGER_T3);
      await network.set(host.machine, NOTHING);
      const bursts = Promise.all([burst(host, 8), burst(tool, 8)]);
      await network.after(async () => {
        await pass(500); // that long it is loose
        await network.set(host.machine, EVERYTHING);
      }, { "requests answered": [bursts, 2_000] });
      for (const { replied } of await bursts) assertEquals(replied, 8);
      for (const station of [host, tool]) {
        assertEquals((await counted(station)).reconnects, 0);
        await inOrder(station);
      }
    },
  },
  {
    name: "cable pulled, requests under way",
    async run(network) {
      const { host, tool } = await connect(network);
      await isBusy({ host, tool });
      await isLost(network, { host, tool }, () => network.set(host.machine, NOTHING));
      await comesBack(network, { host, tool }, () => network.set(host.machine, EVERYTHING));
      await milestones({ host, tool });
      await settle({ host, tool });
    },
  },
  {
    name: "requests sent into a pulled cable",
    async run(network) {
      const { host, tool } = await connect(network);
      await network.set(tool.machine, NOTHING);
      const bursts = [burst(host, 8), burst(tool, 8)] as const;
      const allowed = Math.max(TIMEOUTS.t3, TIMEOUTS.linktest + TIMEOUTS.t6) + MARGIN;
      await network.after(() => Promise.resolve(), {
        "host's requests ended": [bursts[0], allowed],
        "tool's requests ended": [bursts[1], allowed],
      });
      for (const outcomes of await Promise.all(bursts)) onlyTheLine(outcomes, 8);
      await comesBack(network, { host, tool }, () => network.set(tool.machine, EVERYTHING), SEEN + BACK);
      await works({ host, tool });
    },
  },
  oneWay(
    "host is not heard",
    (network, { host }, passes) => network.set(host.machine, { sends: passes, hears: true }),
  ),
  oneWay(
    "host is deaf",
    (network, { host }, passes) => network.set(host.machine, { sends: true, hears: passes }),
  ),
];

function oneWay(
  name: string,
  set: (network: TestNetwork, pair: Pair, passes: boolean) => Promise<unknown>,
): Scenario {
  return {
    name: `one way only: ${name}`,
    async run(network) {
      const pair = await connect(network);
      await isBusy(pair);
      await isLost(network, pair, () => set(network, pair, false));
      await failsToConnect(network, pair.host);
      // The worst moment: the next attempt has begun, and its SYN is lost.
      await pair.host.next("dialling");
      await pass(100);
      await comesBack(network, pair, () => set(network, pair, true));
      await milestones(pair);
      await settle(pair);
    },
  };
}

/** One attempt to connect ends by itself, and the kernel goes on with no more than the one after it. */
async function failsToConnect(network: TestNetwork, host: Station): Promise<void> {
  await host.next("dialling");
  await network.after(() => Promise.resolve(), {
    "attempt given up": [host.next("failed connect"), TIMEOUTS.connect + MARGIN],
  });
  if (isBun(network)) return;
  const { count } = await host.command("dials") as unknown as { count: number };
  assert(count <= 1, `${count} attempts to connect are under way at once`);
}

/**
 * Bun cannot give an attempt to connect up: the kernel goes on with it for two minutes, and the tool may see it come in
 * late and go again. And it says of every attempt that fails that it was refused (oven-sh/bun#37093).
 */
function isBun(network: TestNetwork): boolean {
  return network.runtime.name === "bun";
}

/** What happens to a cable happens at a time; nothing is waited for in this way. */
function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
