// A run that nobody understood must never count as a good one.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  formatTally,
  judge,
  readBunSummary,
  readDenoSummary,
  readNodeSummary,
  readTally,
  sum,
} from "../../scripts/summary.ts";

test("readDenoSummary() reads good and bad runs", () => {
  assertEquals(readDenoSummary("\nok | 23 passed | 0 failed (172ms)\n"), { passed: 23, failed: 0 });
  const bad = "FAILED | 6 passed (2 steps) | 2 failed | 4 ignored (318ms)";
  assertEquals(readDenoSummary(bad), { passed: 6, failed: 2 });
  assertEquals(readDenoSummary("error: Type checking failed."), undefined);
});

test("readBunSummary() reads good and bad runs", () => {
  const good = " 23 pass\n 0 fail\n 60 expect() calls\nRan 23 tests across 2 files. [136.00ms]\n";
  assertEquals(readBunSummary(good), { passed: 23, failed: 0 });
  const bad = " 6 pass\n 2 skip\n 2 fail\n 1 error\nRan 12 tests across 4 files. [136.00ms]\n";
  assertEquals(readBunSummary(bad), { passed: 6, failed: 2 });
  assertEquals(readBunSummary(" 6 pass\n 0 fail\n"), undefined);
});

test("readNodeSummary() counts a cancelled test as failed", () => {
  const bad = "ℹ tests 7\nℹ suites 0\nℹ pass 4\nℹ fail 1\nℹ cancelled 2\nℹ skipped 1\n";
  assertEquals(readNodeSummary(bad), { passed: 4, failed: 3 });
  assertEquals(readNodeSummary("SyntaxError: Unexpected identifier"), undefined);
});

test("judge() believes a summary that fits how the run ended", () => {
  assertEquals(judge(true, { passed: 3, failed: 0 }), { passed: 3, failed: 0 });
  assertEquals(judge(false, { passed: 3, failed: 2 }), { passed: 3, failed: 2 });
});

test("judge() counts a run without a summary, without tests or with a bad end as failed", () => {
  assertEquals(judge(true, undefined).failed, 1);
  assertEquals(judge(true, { passed: 0, failed: 0 }).failed, 1);
  assertEquals(judge(false, { passed: 3, failed: 0 }).failed, 1);
});

test("sum() and formatTally() make the last line", () => {
  assertEquals(formatTally(sum([{ passed: 1, failed: 0 }, { passed: 2, failed: 3 }])), "3 passed, 3 failed");
  assertEquals(formatTally(sum([])), "0 passed, 0 failed");
});

test("readTally() reads the last line that formatTally() made", () => {
  assertEquals(readTally("3 passed, 1 failed\nok\n12 passed, 0 failed\n"), { passed: 12, failed: 0 });
  assertEquals(readTally("ok"), undefined);
});
