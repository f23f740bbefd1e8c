// A disk that is full or fails: at every operation once, from every operation on, and with power off after it.

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertRejects } from "@std/assert";
import { type FileStoreNotice, GemStoreError } from "@secs/hsms/files";
import { keptOn, play, put, storeOn, Written } from "./scene.ts";
import { type Plan, SimulatedDisk, TEARINGS } from "./simulated_disk.ts";

/** The operations of opening a store for the first time: read, create, write, sync, rename, sync of the folder. */
const OPENING = 6;

for (const code of ["ENOSPC", "EIO"]) {
  test(`${code} at any one operation: writes that fail are typed, and all others are kept`, async () => {
    const all = await allOperations();
    let failures = 0;
    for (let at = OPENING; at < all; at++) {
      const { disk, written } = await run({ fail: (now) => now === at ? code : undefined });
      failures += written.errors.length;
      check(written, code);
      for (const tearing of TEARINGS) {
        written.check(await keptOn(disk.after(disk.pendingNames, tearing)), `${at} ${tearing}`);
        written.check(await keptOn(disk.after(0, tearing)), `${at} ${tearing}, names lost`);
      }
      // The last write succeeded: nothing of one that failed is left.
      assertEquals(await keptOn(disk), written.kept, `${at}`);
    }
    assert(failures > 10, `${failures}`);
  });

  test(`${code} for a time: the store goes on when it is over, and has nothing of what was refused`, async () => {
    const all = await allOperations();
    for (let from = OPENING; from < all; from++) {
      for (const count of [2, 3, 5]) {
        const { disk, written } = await run({
          fail: (now) => now >= from && now < from + count ? code : undefined,
        });
        check(written, code);
        assertEquals(await keptOn(disk), written.kept, `${from}`);
      }
    }
  });

  test(`${code} from any operation on: what was acknowledged is there after power off`, async () => {
    const all = await allOperations();
    for (let from = OPENING; from < all; from++) {
      const disk = new SimulatedDisk({ fail: (now) => now >= from ? code : undefined });
      const written = new Written();
      const store = storeOn(disk);
      await store.open();
      await play(store, written);
      await store.close();
      for (const tearing of TEARINGS) {
        written.check(await keptOn(disk.after(disk.pendingNames, tearing)), `${from} ${tearing}`);
        written.check(await keptOn(disk.after(0, tearing)), `${from} ${tearing}, names lost`);
      }
    }
  });
}

test(
  "power off at any operation after any failure: what was acknowledged is there",
  { timeout: 120_000 },
  async () => {
    const all = await allOperations();
    for (let at = OPENING; at < all; at += 3) {
      for (let cut = at + 1; cut < all; cut++) {
        const plan: Plan = { fail: (now) => now === at ? "EIO" : undefined, cut: { at: cut, bytes: 5 } };
        const { disk, written } = await run(plan);
        for (const tearing of TEARINGS) {
          written.check(
            await keptOn(disk.after(disk.pendingNames, tearing)),
            `${at}, cut at ${cut}, ${tearing}`,
          );
        }
      }
    }
  },
);

test("a full disk is store-full, with the path, what is safe, and what to do", async () => {
  const { written } = await run({
    fail: (now, kind) => now >= OPENING && kind === "write" ? "ENOSPC" : undefined,
  });
  const [error] = written.errors as GemStoreError[];
  assertEquals([error!.code, error!.path], ["store-full", "gem.store"]);
  assertEquals(
    error!.message,
    "Cannot write to gem.store: the disk is full. Make room on it (ENOSPC). These changes, and those that waited behind " +
      "them, are not stored; what was stored before is safe. The next write tries again",
  );
});

test("after a sync that failed, the error says that the changes may be there", async () => {
  const { written } = await run({
    fail: (now, kind) => now >= OPENING && kind === "sync" ? "EIO" : undefined,
  });
  const [error] = written.errors as GemStoreError[];
  assertEquals(error!.code, "store-failed");
  assert(error!.message.includes("may be there after a restart or not"), error!.message);
});

test("of a write that failed the file has nothing, also before the next write", async () => {
  let failing = false;
  const disk = new SimulatedDisk({ fail: (_, kind) => failing && kind === "write" ? "ENOSPC" : undefined });
  const store = storeOn(disk);
  await store.open();
  await store.write([put("a", 1)]);
  const before = disk.bytes("gem.store");
  failing = true;
  await assertRejects(() => store.write([put("a", 2)]), GemStoreError);
  assertEquals(disk.bytes("gem.store"), before);
  await store.close();
});

test("a write that fails takes those with it that wait behind it, and none that comes later", async () => {
  let failing = true;
  const disk = new SimulatedDisk({
    fail: (now, kind) => failing && now >= OPENING && kind === "write" ? "ENOSPC" : undefined,
  });
  const store = storeOn(disk);
  await store.open();
  const large = { key: "a", value: new Uint8Array(9 * 1024 * 1024) }; // fills a record of its own
  const results = await Promise.allSettled([store.write([large]), store.write([put("b", 1)])]);
  assertEquals(results.map(({ status }) => status), ["rejected", "rejected"]);
  failing = false;
  await store.write([put("c", 1)]);
  await store.close();
  assertEquals(await keptOn(disk), { c: [1] });
});

test("a file that cannot be written anew is told, goes on growing, and is tried again later", async () => {
  const notices: FileStoreNotice[] = [];
  let failing = true;
  const disk = new SimulatedDisk({
    fail: (now, kind) => failing && now >= OPENING && kind === "create" ? "ENOSPC" : undefined,
  });
  const store = storeOn(disk, { onNotice: (notice) => notices.push(notice) });
  await store.open();
  for (let n = 0; n < 40; n++) await store.write([put("a", n)]);
  const told = notices.map((notice) => notice.type === "not-compacted" ? notice.error.code : notice.type);
  assert(told.length >= 2 && told.length <= 5 && told.every((code) => code === "store-full"), `${told}`);
  const grown = disk.bytes("gem.store")!.length;
  failing = false;
  for (let n = 0; n < 80; n++) await store.write([put("a", n)]);
  assert(disk.bytes("gem.store")!.length < grown);
  await store.close();
});

/** Plays on a new disk that fails, and writes twice more when it fails no longer. */
async function run({ fail, cut }: Plan): Promise<{ disk: SimulatedDisk; written: Written }> {
  let isOver = false;
  const disk = new SimulatedDisk({
    fail: (now, kind) => isOver ? undefined : fail?.(now, kind),
    ...cut === undefined ? {} : { cut },
  });
  const written = new Written();
  const store = storeOn(disk);
  await store.open();
  await play(store, written);
  isOver = true;
  await written.write(store, [put("last", 1)]);
  await written.write(store, [put("last", 2)]);
  await store.close();
  return { disk, written };
}

function check(written: Written, code: string): void {
  for (const error of written.errors) {
    assertInstanceOf(error, GemStoreError);
    assertEquals(error.code, code === "ENOSPC" ? "store-full" : "store-failed");
  }
}

/** The operations of the play, if nothing fails. */
async function allOperations(): Promise<number> {
  return (await run({})).disk.operations.length;
}
