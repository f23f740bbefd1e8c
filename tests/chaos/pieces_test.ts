// Bytes that come in other pieces than they were sent: neither side may notice.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  coalesce,
  delay,
  type FaultRule,
  formatFaultRule,
  splitAt,
  splitInto,
  splitRandomly,
} from "@secs/hsms/testing";
import { Line } from "./line.ts";

const PATIENT = { t8: 5_000, t3: 10_000 };

const RULES: readonly (readonly FaultRule[])[] = [
  [splitInto(1)],
  [splitInto(1, { gap: 1 })],
  [splitInto(13), splitInto(7, { to: "client" })],
  [coalesce(100, 3)],
  [coalesce(10_000, 2), splitInto(13)],
  [delay(3)],
  [splitInto(5), delay(2), coalesce(64, 2)],
];

for (const rules of RULES) {
  test(`every request is answered and every message arrives: ${rules.map(formatFaultRule).join(", ")}`, {
    timeout: 60_000,
  }, () => allArrives(rules, rules.some(({ parameters }) => parameters.gap === 1) ? 2 : 25));
}

test("every request is answered where the stream is split at any one byte", { timeout: 60_000 }, async () => {
  await Line.play({ timeouts: PATIENT }, async (line) => {
    for (let at = 1; at < 80; at++) {
      await line.underRules([splitAt(at, { gap: 1 })], () => line.exchange(1));
    }
    assertEquals([line.host.outcomes.failed, line.tool.outcomes.failed], [{}, {}]);
  });
});

test(
  "every request is answered where the stream is split at random, by 30 seeds",
  { timeout: 60_000 },
  async () => {
    for (let seed = 1; seed <= 30; seed++) await allArrives([splitRandomly(seed)], 10);
  },
);

/** Nothing is lost: both ways, with and without replies. */
async function allArrives(rules: readonly FaultRule[], count: number): Promise<void> {
  await Line.play({ rules, timeouts: PATIENT }, async (line) => {
    await line.host.protocol.whenSelected({ signal: AbortSignal.timeout(10_000) });
    await line.exchange(count);
    for (const [one, other] of [[line.host, line.tool], [line.tool, line.host]] as const) {
      assertEquals(one.outcomes, { acknowledged: count, failed: {} });
      assertEquals(other.received, Array.from({ length: 2 * count }, (_, i) => i + 1));
    }
    assertEquals(line.log.count("ended"), 0);
  });
}
