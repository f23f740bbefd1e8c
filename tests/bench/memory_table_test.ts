import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { slopeOf } from "../../bench/memory/slope.ts";
import {
  type Counted,
  eachOf,
  formatMemory,
  type Found,
  heapOf,
  missesOf,
} from "../../bench/memory/table.ts";
import { formatTable, grouped } from "../../bench/markdown.ts";

const IDLE: Counted = {
  name: "idle active",
  first: 100,
  more: 1_000,
  before: { heap: 1_000_000, buffers: 500_000, rss: 50_000_000 },
  after: { heap: 5_000_000, buffers: 4_600_000, rss: 70_000_000 },
};

const GROWTH: Found = { name: "growth", batch: 50_000, samples: [], slope: -12.4 };

test("what came in between is divided by how many came", () => {
  assertEquals(eachOf(IDLE), { heap: 4_000, buffers: 4_100, rss: 20_000 });
  assertEquals(heapOf(IDLE), 8_100);
  assertEquals(heapOf(GROWTH), -12.4);
});

test("a target that is missed is named, with its runtime", () => {
  const after = { ...IDLE.after, heap: 5_093_000 };
  assertEquals(missesOf("Node 20", [IDLE, GROWTH, { ...IDLE, name: "bare active", after }]), []);
  assertEquals(missesOf("Node 20", [{ ...IDLE, after }]), [
    "Node 20: idle active takes 8,193 bytes, target 8,192",
  ]);
});

test("a table of memory says what each thing takes, and whether it may", () => {
  assertEquals(formatMemory([IDLE, GROWTH]).split("\n"), [
    "| what                | objects | buffers |  heap | target |    RSS |      |",
    "| ------------------- | ------: | ------: | ----: | -----: | -----: | ---: |",
    "| idle active         |   4,000 |   4,100 | 8,100 |  8,192 | 20,000 | kept |",
    "| 1,000 messages more |         |         |   -12 |  1,024 |        | kept |",
  ]);
});

test("a table is as wide as its longest cells", () => {
  assertEquals(formatTable(["a", "b"], [["long", "1"]], 1), "| a    |  b |\n| ---- | -: |\n| long |  1 |");
  assertEquals([grouped(1234567.4), grouped(-0.2)], ["1,234,567", "0"]);
});

test("the slope is what each step adds, by least squares", () => {
  assertEquals(slopeOf([10, 12, 14, 16]), 2);
  assertEquals(slopeOf([5, 5, 5]), 0);
  assertEquals(slopeOf([1, 3, 2, 4]), 0.8);
  assertEquals(slopeOf([7]), 0);
});
