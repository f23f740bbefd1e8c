import { test } from "node:test";
import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { SystemTable, type TableEntry } from "../../../../src/core/hsms/machine/system_table.ts";
import { seeded } from "../../../../src/testing/random.ts";

interface Entry extends TableEntry<Entry> {
  readonly system: number;
}

function entry(system: number): Entry {
  return { system, inSlot: undefined };
}

function tableOf(entries: readonly Entry[]): SystemTable<Entry> {
  const table = new SystemTable<Entry>();
  for (const one of entries) table.add(one);
  return table;
}

test("SystemTable: finds what it has, from 0 to the largest system bytes, and nothing else", () => {
  const entries = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1].map(entry);
  const table = tableOf(entries);
  for (const one of entries) assertStrictEquals(table.get(one.system), one);
  assertEquals([table.size, table.get(2), table.get(2 ** 31 + 1)], [5, undefined, undefined]);
});

test("SystemTable: those of one slot are taken out in any order, and let go of each other", () => {
  for (const order of [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]]) {
    const entries = [7, 7 + 1024, 7 + 4096].map(entry);
    const table = tableOf(entries);
    for (const [i, index] of order.entries()) {
      assert(table.delete(entries[index]!));
      assertEquals([table.size, entries[index]!.inSlot], [2 - i, undefined]);
      const left = order.slice(i + 1);
      for (const other of left) assertStrictEquals(table.get(entries[other]!.system), entries[other]);
    }
  }
});

test("SystemTable: what is not there is not taken out, also if another one has its system bytes", () => {
  const table = tableOf([entry(3)]);
  assert(!table.delete(entry(3)));
  assert(!table.delete(entry(4)));
  assertEquals(table.size, 1);
});

test("SystemTable: is what a Map is, over 20,000 random steps between none and 3,000 entries", () => {
  const random = seeded(7);
  const table = new SystemTable<Entry>();
  const map = new Map<number, Entry>();
  for (let step = 0; step < 20_000; step++) {
    const grows = Math.floor(step / 4_000) % 2 === 0;
    if (random(10) < (grows ? 9 : 1)) {
      const one = entry(random(2 ** 32));
      if (map.has(one.system)) continue;
      map.set(one.system, one);
      table.add(one);
    } else {
      const [one] = map.values();
      if (one === undefined) continue;
      map.delete(one.system);
      assert(table.delete(one));
    }
    assert(table.size === map.size);
  }
  assert(table.values().every((one) => map.get(one.system) === one));
  assert(table.values().length === map.size);
  for (const [system, one] of map) assertStrictEquals(table.get(system), one);
});
