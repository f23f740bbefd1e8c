import { assertEquals } from "@std/assert";
import type { TestNetwork } from "./network.ts";
import {
  burst,
  connect,
  counted,
  DEFAULTS,
  inOrder,
  isBusy,
  milestones,
  type Pair,
  type Scenario,
  settle,
} from "./scenario.ts";
import { MILESTONE } from "./traffic.ts";

const KIB = 1024;

/** What a bad line does, which is no reason to give a link up. */
export const LINE_SCENARIOS: readonly Scenario[] = [
  {
    name: "one frame in twenty lost",
    async run(network) {
      const pair = await connect(network, DEFAULTS);
      await network.line({ loss: 0.05, seed: 37 });
      await holds(network, pair, 10, 10_000);
    },
  },
  {
    name: "300 ms each way",
    async run(network) {
      const pair = await connect(network, DEFAULTS);
      await network.line({ delay: 0.3 });
      await holds(network, pair, 2, 8_000);
    },
  },
  {
    name: "300 ms each way, from the first SYN, one frame in twenty lost",
    async run(network) {
      await network.line({ delay: 0.3, loss: 0.05, seed: 6 });
      const pair = await connect(network, DEFAULTS);
      await holds(network, pair, 2, 20_000);
    },
  },
  {
    name: "1 MiB over 128 KiB a second",
    async run(network) {
      // A linktest of the sender would wait after the message in the kernel, which may take longer than T6.
      const { host, tool } = await connect(network, DEFAULTS, {}, { linktest: 0 });
      await network.line({ rate: 128 * KIB });
      const big = burst(host, 1, 1024 * KIB);
      await network.after(() => big, { "message answered": [big, 12_000] });
      assertEquals((await big).replied, 1);
      await isUp({ host, tool });
    },
  },
];

/** Requests in both directions are answered, all of them, and the link is the same as before. */
async function holds(network: TestNetwork, pair: Pair, rounds: number, allowed: number): Promise<void> {
  const answered = (async () => {
    await isBusy(pair);
    for (let round = 1; round < rounds; round++) await milestones(pair);
  })();
  await network.after(() => answered, { [`${rounds * MILESTONE} requests each way`]: [answered, allowed] });
  for (const { sent, replied } of await settle(pair)) assertEquals(replied, sent);
  await isUp(pair);
}

async function isUp({ host, tool }: Pair): Promise<void> {
  for (const station of [host, tool]) {
    const { timeouts, reconnects } = await counted(station);
    assertEquals({ timeouts, reconnects }, { timeouts: {}, reconnects: 0 }, station.name);
    await inOrder(station);
  }
}
