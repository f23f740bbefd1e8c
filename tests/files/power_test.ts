// Power off at every operation of the disk and at every byte of a write, with unsynced bytes lost, kept or torn.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { keptOn, play, put, storeOn, Written } from "./scene.ts";
import { type Operation, type Plan, SimulatedDisk, TEARINGS } from "./simulated_disk.ts";

const SLOW = { timeout: 120_000 };

test("the play writes the file anew several times, and keeps what is written", async () => {
  const { disk, written } = await run({});
  assert(disk.operations.filter(({ kind }) => kind === "rename").length >= 3);
  assertEquals(written.errors, []);
  assertEquals(await keptOn(disk), written.kept);
});

test(
  "after power off at any operation and any byte, everything acknowledged is there and no write is half there",
  SLOW,
  async () => {
    const { operations } = (await run({})).disk;
    let found = 0;
    for (const cut of cutsOf(operations)) {
      const { disk, written } = await run({ cut });
      for (let names = 0; names <= disk.pendingNames; names++) {
        for (const tearing of TEARINGS) {
          const where = `cut at ${JSON.stringify(cut)}, ${names} names, ${tearing}`;
          const after = disk.after(names, tearing);
          written.check(await keptOn(after), where);
          found++;
        }
      }
    }
    assert(found > 5_000, `${found}`);
  },
);

test(
  "after power off at any operation, and again while the store is opened and written, nothing is lost",
  SLOW,
  async () => {
    const { operations } = (await run({})).disk;
    for (let at = 0; at < operations.length; at++) {
      const { disk, written } = await run({ cut: { at, bytes: operations[at]!.bytes >> 1 } });
      for (const tearing of TEARINGS) {
        const names = disk.pendingNames;
        const whole = await again(disk.after(names, tearing), written);
        for (let next = 0; next < whole.disk.operations.length; next++) {
          const cut = { at: next, bytes: whole.disk.operations[next]!.bytes >> 1 };
          const second = await again(disk.after(names, tearing, { cut }), written);
          for (const nextTearing of TEARINGS) {
            const where = `cut at ${at}, ${tearing}, then at ${next}, ${nextTearing}`;
            const kept = await keptOn(second.disk.after(second.disk.pendingNames, nextTearing));
            second.check(kept, where);
          }
        }
      }
    }
  },
);

test("bytes that a system takes in parts are written whole", async () => {
  const { disk, written } = await run({ short: true });
  assertEquals(await keptOn(disk), written.kept);
});

/** Plays on a new disk; the power may go while the store is opened. */
async function run(plan: Plan): Promise<{ disk: SimulatedDisk; written: Written }> {
  const disk = new SimulatedDisk(plan);
  const written = new Written();
  const store = storeOn(disk);
  try {
    await store.open();
  } catch (error) {
    if (plan.cut === undefined) throw error;
    return { disk, written };
  }
  await play(store, written);
  await store.close();
  return { disk, written };
}

/** Opens the store after the power was off, writes, and closes it; the power may go again. */
async function again(disk: SimulatedDisk, before: Written) {
  const written = new Written();
  const store = storeOn(disk);
  let isOpen = false;
  try {
    const kept = await store.open();
    isOpen = true;
    written.issued.push([...kept].map(([key, value]) => ({ key, value })));
    written.acknowledged.push(0);
    await written.write(store, [put("again", 1)]);
  } catch (error) {
    if (disk.plan.cut === undefined) throw error;
  }
  await store.close();
  return { disk, check: isOpen ? written.check.bind(written) : before.check.bind(before) };
}

/** Every operation, and every byte of each write. */
function cutsOf(operations: readonly Operation[]): { at: number; bytes: number }[] {
  return operations.flatMap(({ bytes }, at) =>
    Array.from({ length: bytes + 1 }, (_, done) => ({ at, bytes: done }))
  );
}
