import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { FolderPrograms } from "../../src/files/mod.ts";
import { assertSame, formatted, unformatted } from "../gem/programs/bench.ts";
import type { ProcessProgram } from "../../src/gem/mod.ts";
import { CutDisk, PowerCut } from "./cut_disk.ts";

/** What is done with a folder: a process program is written, or some are removed. */
type Step = ProcessProgram | readonly string[];

const STEPS: readonly Step[] = [
  unformatted("A", "first"),
  formatted("B", 1),
  unformatted("A", "second"),
  unformatted("C", "third"),
  ["A", "B", "C"],
  unformatted("A", "fourth"),
  formatted("B", 2),
  ["A"],
  ["B", "X"],
  unformatted("A", "fifth"),
  unformatted("B", "sixth"),
  ["B", "A"],
  unformatted("B", "seventh"),
];

/** What is there after each number of steps. */
const STATES = STEPS.reduce<ReadonlyMap<string, ProcessProgram>[]>((states, step) => {
  const state = new Map(states.at(-1));
  if ("PPID" in step) state.set(step.PPID as string, step);
  else for (const ppid of step) state.delete(ppid);
  return [...states, state];
}, [new Map()]);

function folderOn(disk: CutDisk): FolderPrograms {
  return new FolderPrograms("recipes", () => Promise.resolve(disk));
}

/** Does the steps until power goes off; how many are done. */
async function play(folder: FolderPrograms): Promise<number> {
  for (const [done, step] of STEPS.entries()) {
    try {
      await ("PPID" in step ? folder.write(step) : folder.remove(step));
    } catch (error) {
      assert(error instanceof PowerCut, String(error));
      return done;
    }
  }
  return STEPS.length;
}

/** Whether a folder has what is in a state. */
async function has(folder: FolderPrograms, state: ReadonlyMap<string, ProcessProgram>): Promise<boolean> {
  const ppids = (await folder.list()).map(({ PPID }) => PPID).sort();
  if (String(ppids) !== String([...state.keys()].sort())) return false;
  for (const [ppid, program] of state) {
    const stored = await folder.read(ppid);
    try {
      assertSame(stored, program);
    } catch {
      return false;
    }
  }
  return true;
}

test("after a power cut at any operation all that was done is there, and what was being done is there or not", async () => {
  let cuts = 0;
  for (let operations = 0;; operations++) {
    const disk = new CutDisk(new Map(), operations);
    const done = await play(folderOn(disk));
    for (const platter of disk.platters()) {
      cuts++;
      const after = new CutDisk(platter);
      const folder = folderOn(after);
      const states = [STATES[done]!, STATES[Math.min(done + 1, STEPS.length)]!];
      const found = await Promise.all(states.map((state) => has(folder, state)));
      assert(found.includes(true), `after ${operations} operations, ${done} steps: ${[...platter.keys()]}`);
      assertEquals(await folder.listDamaged(), []);
      // What was left half done cannot come back later.
      await folder.write(unformatted("A", "after"));
      for (const last of after.platters()) {
        assertSame(await folderOn(new CutDisk(last)).read("A"), unformatted("A", "after"));
      }
    }
    if (done === STEPS.length) break;
  }
  assert(cuts > 100, `${cuts}`);
});

test("after a second power cut, while the folder is read again, all is still there", async () => {
  const middle = STEPS.findIndex((step) => !("PPID" in step));
  for (let operations = 0; operations < 120; operations++) {
    const disk = new CutDisk(new Map(), operations);
    const done = await play(folderOn(disk));
    if (done !== middle) continue;
    for (const platter of disk.platters()) {
      for (let more = 0; more < 12; more++) {
        const second = new CutDisk(platter, more);
        await folderOn(second).list().catch((error) => assert(error instanceof PowerCut));
        for (const last of second.platters()) {
          const folder = folderOn(new CutDisk(last));
          const found = [await has(folder, STATES[done]!), await has(folder, STATES[done + 1]!)];
          assert(found.includes(true), `${operations} ${more}: ${[...last.keys()]}`);
        }
      }
    }
  }
});
