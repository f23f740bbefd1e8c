import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { AllRows, ChosenRows, CompactAxis, GAP, ROW, ScaledAxis } from "../../../src/view/diagram/mod.ts";

const TIMES = [0, 10, 10, 500, 60_500];
const SOURCE = { rows: new AllRows(TIMES.length), at: (entry: number) => TIMES[entry]!, extraOf: () => 0 };

test("a compact axis gives each row its height, and a long pause the height of a mark", () => {
  const axis = new CompactAxis(SOURCE);
  const steps = TIMES.slice(1).map((_, i) => axis.yOfRow(i + 1) - axis.yOfRow(i));
  assertEquals(steps[1], ROW, "no time between");
  assert(steps[2]! > ROW && steps[2]! < ROW + GAP, "a pause that is not long");
  assertEquals(steps[3], ROW + GAP, "a minute");
});

test("a compact axis tells how long a gap is, and of other rows that there is none", () => {
  const axis = new CompactAxis(SOURCE);
  assertEquals(TIMES.map((_, row) => axis.gapBefore(row)), [
    undefined,
    undefined,
    undefined,
    undefined,
    60_000,
  ]);
});

test("a compact axis leaves room for what is written below a row", () => {
  const axis = new CompactAxis({ ...SOURCE, extraOf: (entry) => entry === 1 ? 50 : 0 });
  assertEquals(axis.yOfRow(2) - axis.yOfRow(1), ROW + 50);
});

test("a time between two rows lies between them, and the place tells the time", () => {
  const axis = new CompactAxis(SOURCE);
  const y = axis.yOfTime(30_500);
  assertEquals(y, (axis.yOfRow(3) + axis.yOfRow(4)) / 2);
  assertEquals(Math.round(axis.timeOfY(y)), 30_500);
});

test("times before the first row and after the last are at the ends", () => {
  for (const axis of [new CompactAxis(SOURCE), new ScaledAxis(SOURCE, 0.1)]) {
    assertEquals(axis.yOfTime(-1000), axis.yOfRow(0));
    assertEquals(axis.yOfTime(1e9), axis.yOfRow(4));
  }
});

test("the row that is nearest to a place is found, and the first from a place on", () => {
  for (const axis of [new CompactAxis(SOURCE), new ScaledAxis(SOURCE, 0.1)]) {
    const y = axis.yOfRow(3);
    assertEquals(axis.rowAtY(y + 4), 3);
    assertEquals(axis.rowFromY(y - 1), 3);
    assertEquals(axis.rowFromY(y + 1), 4);
    assertEquals(axis.rowAtY(1e9), 4);
  }
});

test("an axis to scale gives each ms the same px, and has no gaps", () => {
  const axis = new ScaledAxis(SOURCE, 0.1);
  assertEquals(axis.yOfRow(4) - axis.yOfRow(3), 6000);
  assertEquals(axis.gapBefore(), undefined);
});

test("an axis without rows has a height, and no row anywhere", () => {
  for (
    const axis of [
      new CompactAxis({ ...SOURCE, rows: new AllRows(0) }),
      new ScaledAxis({ ...SOURCE, rows: new AllRows(0) }, 1),
    ]
  ) {
    assert(axis.height > 0);
    assertEquals(axis.rowAtY(10), -1);
  }
});

test("chosen rows know their entries, and where an entry would be", () => {
  const rows = new ChosenRows(Uint32Array.of(2, 5, 9));
  assertEquals([rows.length, rows.entryAt(1)], [3, 5]);
  assertEquals([rows.rowOf(5), rows.rowOf(6)], [1, undefined]);
  assertEquals([rows.rowFrom(0), rows.rowFrom(6), rows.rowFrom(10)], [0, 2, 3]);
});
