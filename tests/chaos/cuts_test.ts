// A connection that ends, or stands still, at every byte of a conversation, in both directions.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { closeAt, type FaultDirection, type FaultRule, resetAt, stall } from "@secs/hsms/testing";
import { Line } from "./line.ts";

/** Select, a message, a request and a reply in each direction. */
const CONVERSATION = 14 + 22 + 22 + 22;
const DIRECTIONS: readonly FaultDirection[] = ["target", "client"];

for (const [name, rule] of [["closed", closeAt], ["reset", resetAt]] as const) {
  for (const to of DIRECTIONS) {
    test(`a connection that is ${name} at any byte to the ${to} comes back, and every request ends`, {
      timeout: 60_000,
    }, () => endAtEveryByte((at) => rule(at, { to, gap: at % 2 })));
  }
}

async function endAtEveryByte(rule: (at: number) => FaultRule): Promise<void> {
  await Line.play({}, async (line) => {
    await line.works();
    for (let at = 0; at < CONVERSATION; at++) {
      const ended = line.log.count("ended");
      await line.underRules([rule(at)], () => line.exchange(1));
      assert(line.log.count("ended") >= ended + 2, `${at}: the one before and this one have ended`);
    }
  });
}

for (const to of DIRECTIONS) {
  test(`a frame to the ${to} that stands still at any of its bytes ends the connection with T8`, {
    timeout: 60_000,
  }, async () => {
    await Line.play({}, async (line) => {
      await line.works();
      const side = to === "target" ? line.tool : line.host;
      for (let at = 15; at < 14 + 22; at++) {
        const before = side.errors.length;
        await line.underRules([stall(at, { to })], () => line.exchange(1));
        const [error] = side.errors.slice(before).filter(({ message }) => message.includes("T8"));
        assert(error !== undefined, `${at}: ${side.errors.slice(before).map(String)}`);
        assert(
          error.message.includes(at < 18 ? `${at - 14} of 4 bytes` : `${at - 18} of 18 bytes`),
          error.message,
        );
      }
    });
  });
}

test("a frame that stands still for less than T8 is only late", { timeout: 60_000 }, async () => {
  await Line.play({ timeouts: { t8: 5_000 } }, async (line) => {
    await line.works();
    for (const to of DIRECTIONS) {
      for (let at = 0; at < CONVERSATION; at += 5) {
        const { failed } = line.host.outcomes;
        const before = { ...failed };
        await line.underRules([stall(at, { to, ms: 2 })], () => line.exchange(1));
        assertEquals(failed, before);
      }
    }
  });
});
