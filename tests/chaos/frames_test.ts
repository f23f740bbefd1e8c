// Frames that are lost, changed or repeated, and linktests that are.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { HsmsTimeoutError } from "@secs/hsms";
import {
  corruptFrames,
  dropFrames,
  duplicateFrames,
  eatLinktests,
  type FaultDirection,
} from "@secs/hsms/testing";
import { Line } from "./line.ts";

const DIRECTIONS: readonly FaultDirection[] = ["target", "client"];
/** What a byte of a header becomes: near, far, and every SType that E37 knows. */
const STYPES = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 200, 255];

test("a reply that is lost ends its request with T3, and no other one", { timeout: 60_000 }, async () => {
  for (const to of DIRECTIONS) {
    const rules = [dropFrames("S2F26", { to, skip: 2, times: 1 })];
    await Line.play({ rules, timeouts: { t3: 150 } }, async (line) => {
      await line.host.protocol.whenSelected({ signal: AbortSignal.timeout(10_000) });
      await line.exchange(5);
      const requester = to === "client" ? line.host : line.tool;
      assertEquals(requester.outcomes, { acknowledged: 4, failed: { "timeout T3": 1 } });
      await line.works();
      assertEquals(line.log.count("ended"), 0);
    });
  }
});

test("a message that is repeated is received twice, and breaks nothing", { timeout: 60_000 }, async () => {
  const rules = [duplicateFrames("data")];
  await Line.play({ rules, changes: "repeats" }, async (line) => {
    await line.host.protocol.whenSelected({ signal: AbortSignal.timeout(10_000) });
    await line.exchange(10);
    await line.works();
    assertEquals([line.host.outcomes.failed, line.tool.outcomes.failed], [{}, {}]);
    assertEquals(line.log.count("ended"), 0);
  });
});

for (const which of ["req", "rsp"] as const) {
  test(`a line that eats Linktest.${which} is declared dead by T6, and the next one is tested again`, {
    timeout: 60_000,
  }, async () => {
    await Line.play({ timeouts: { linktest: 20, t6: 60 } }, async (line) => {
      await line.works();
      const before = line.host.log.count("disconnected");
      // Anything that comes in forgives a miss; so the host hears nothing at all.
      const rules = [eatLinktests({ which }), eatLinktests({ to: "client" })];
      await line.underRules(rules, () => line.host.log.saw("disconnected", before + 2));
      const timeouts = [...line.host.errors, ...line.tool.errors]
        .filter((error) => error instanceof HsmsTimeoutError);
      assert(timeouts.length > 0);
      for (const { timer, request } of timeouts) assertEquals([timer, request?.name], ["T6", "Linktest.req"]);
    });
  });
}

test("a line that eats the answers of one side is alive as long as something else comes", {
  timeout: 60_000,
}, async () => {
  for (const to of DIRECTIONS) {
    const rules = [eatLinktests({ which: "rsp", to })];
    await Line.play({ rules, timeouts: { linktest: 10, t6: 1_000 } }, async (line) => {
      const side = to === "client" ? line.host : line.tool;
      await side.protocol.whenSelected({ signal: AbortSignal.timeout(10_000) });
      side.protocol.timeouts.t6 = 50;
      await line.log.saw("acted", 5);
      await line.works();
      assertEquals(line.log.count("ended"), 0);
    });
  }
});

for (const frames of ["S2F25", "S2F26"]) {
  test(
    `any byte of the head of an ${frames} may change: every request ends, and the link works on or comes back`,
    {
      timeout: 60_000,
    },
    async () => {
      for (const to of DIRECTIONS) {
        await Line.play(
          { timeouts: { t3: 30, t6: 100, t7: 200, t8: 15 }, changes: "alters" },
          async (line) => {
            await line.works();
            for (const [offset, value] of changes()) {
              const rule = corruptFrames(frames, offset, { to, times: 1, ...value });
              await line.untilActed([rule], () => line.exchange(1));
            }
          },
        );
      }
    },
  );
}

/** Where, and what becomes of the byte there. */
function changes(): [offset: number, value: { xor?: number; value?: number }][] {
  const bytes = Array.from({ length: 14 }, (_, offset) => offset);
  return [
    ...bytes.map((offset): [number, { xor: number }] => [offset, { xor: 0x01 }]),
    ...bytes.map((offset): [number, { xor: number }] => [offset, { xor: 0x80 }]),
    ...STYPES.map((value): [number, { value: number }] => [9, { value }]),
    [3, { value: 0 }],
    [3, { value: 9 }],
    [3, { value: 10 }],
    [3, { value: 255 }],
  ];
}
