// A peer that reads slowly, or not at all.

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import { HsmsOverflowError, HsmsTimeoutError, streamFunction } from "@secs/hsms";
import { type FaultDirection, splitInto, stall } from "@secs/hsms/testing";
import { Line } from "./line.ts";

const DIRECTIONS: readonly FaultDirection[] = ["target", "client"];
const LARGE = new Uint8Array(256 * 1024).fill(7);

for (const to of DIRECTIONS) {
  test(
    `a line to the ${to} that takes nothing any more: the queue is bounded, the link is dropped and comes back`,
    {
      timeout: 60_000,
    },
    async () => {
      const timeouts = { writeStall: 200, t8: 5_000 };
      await Line.play({ timeouts, proxy: { maxHeldBytes: 1024, maxLogBytes: 4096 } }, async (line) => {
        await line.works();
        const [side, other] = to === "target" ? [line.host, line.tool] : [line.tool, line.host];
        const before = side.log.count("disconnected");
        await line.underRules([stall(14 + 22, { to })], async () => {
          let refusal: unknown;
          try {
            for (let i = 0; i < 400; i++) side.protocol.sendStreamFunction(streamFunction(7, 3, LARGE));
          } catch (error) {
            refusal = error;
          }
          assertInstanceOf(refusal, HsmsOverflowError);
          assert(refusal.held <= refusal.limit, refusal.message);
          await side.log.saw("disconnected", before + 2);
          await other.protocol.connection.disconnect();
        });
        const error = side.errors.find((one) => one instanceof HsmsTimeoutError);
        assertInstanceOf(error, HsmsTimeoutError);
        assertEquals(error.timer, "writeStall");
      });
    },
  );

  test(`a line to the ${to} that is slow: requests wait for room, and every one is answered`, {
    timeout: 60_000,
  }, async () => {
    const rules = [splitInto(64 * 1024, { to, gap: 1 })];
    const timeouts = { writeStall: 10_000, t8: 10_000, t3: 20_000, linktest: 50, t6: 10_000 };
    await Line.play({ rules, timeouts, proxy: { maxHeldBytes: 4096, maxLogBytes: 4096 } }, async (line) => {
      await line.works();
      const [side, other] = to === "target" ? [line.host, line.tool] : [line.tool, line.host];
      for (let i = 0; i < 40; i++) {
        await side.protocol.connection.sendPacketWhenRoom(streamFunction(7, 3, LARGE));
        side.send();
      }
      await line.exchange(5);
      assertEquals(other.large, 40);
      assertEquals([line.host.outcomes.failed, line.tool.outcomes.failed], [{}, {}]);
      assertEquals(line.log.count("ended"), 0);
    });
  });
}
