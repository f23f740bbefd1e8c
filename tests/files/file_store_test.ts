// On the file system of the runtime.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { FileStore, type FileStoreNotice, type FileStoreOptions, GemStoreError } from "@secs/hsms/files";
import { FileLock } from "../../src/files/file_lock.ts";
import { writeAll } from "../../src/files/disk.ts";
import { NodeDisk } from "../../src/files/node_disk.ts";
import { nodeFs } from "../../src/files/node_fs.ts";
import { toStoreError } from "../../src/files/store_error.ts";
import { put, remove, shown } from "./scene.ts";

interface Place {
  readonly path: string;
  readonly notices: FileStoreNotice[];
  store(options?: FileStoreOptions): FileStore;
}

/** A test with a folder of its own. */
function inFolder(name: string, play: (place: Place) => Promise<void>): void {
  test(name, async () => {
    const folder = mkdtempSync(join(tmpdir(), "hsms-store-"));
    const path = join(folder, "gem.store");
    const notices: FileStoreNotice[] = [];
    const onNotice = (notice: FileStoreNotice): void => void notices.push(notice);
    try {
      await play({ path, notices, store: (options) => new FileStore(path, { onNotice, ...options }) });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

inFolder(
  "what is written is there when the store is opened again, and nothing lies beside the file",
  async ({ path, store, notices }) => {
    const first = store();
    assertEquals(shown(await first.open()), {});
    await first.write([put("a", 1, 2), put("b"), put("ключ", 3)]);
    await Promise.all([first.write([put("a", 4)]), first.write([remove("b"), put("c", 5)])]);
    await first.close();
    assertEquals(readdirSync(join(path, "..")), ["gem.store"]);
    const second = store();
    assertEquals(shown(await second.open()), { a: [4], "ключ": [3], c: [5] });
    await second.close();
    assertEquals(notices, []);
  },
);

inFolder("the bytes of the file are those of docs/store.md", async ({ path, store }) => {
  const writer = store();
  await writer.open();
  await writer.write([put("k", 0xaa, 0xbb), remove("x")]);
  await writer.close();
  const bytes = [...readFileSync(path)];
  assertEquals(bytes.slice(0, 8), [0x53, 0x45, 0x43, 0x53, 0x47, 0x45, 0x4d, 0x31]);
  assertEquals(bytes.slice(16, 24), [0, 0, 0, 20, 0, 0, 0, 0]);
  assertEquals(bytes.slice(32), [
    ...[0, 0, 0, 1, 0, 0, 0, 2, 0x6b, 0xaa, 0xbb],
    ...[0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0x78],
  ]);
});

inFolder(
  "bytes that the caller changes after the call are stored as they were, also those of a Buffer",
  async ({ path, store }) => {
    const writer = store();
    await writer.open();
    writeFileSync(`${path}.value`, new Uint8Array([7, 8]));
    const values = [new Uint8Array([1, 2]), readFileSync(`${path}.value`)];
    const writing = writer.write(values.map((value, n) => ({ key: `${n}`, value })));
    for (const value of values) value.fill(0);
    await writing;
    await writer.close();
    assertEquals(shown(await writer.open()), { 0: [1, 2], 1: [7, 8] });
    await writer.close();
  },
);

inFolder("the file is written anew when more than half of it is no longer there", async ({ path, store }) => {
  const writer = store({ compactAbove: 10_000 });
  await writer.open();
  for (let n = 0; n < 200; n++) await writer.write([{ key: "a", value: new Uint8Array(500).fill(n) }]);
  await writer.close();
  assert(statSync(path).size < 12_000, `${statSync(path).size}`);
  assertEquals((await writer.open()).get("a"), new Uint8Array(500).fill(199));
  await writer.close();
});

inFolder(
  "a new file that was not finished when the process was killed is removed",
  async ({ path, store }) => {
    const writer = store();
    await writer.open();
    await writer.write([put("a", 1)]);
    await writer.close();
    writeFileSync(`${path}.new`, "half");
    assertEquals(shown(await writer.open()), { a: [1] });
    assert(!existsSync(`${path}.new`));
    await writer.close();
  },
);

inFolder("a torn end is cut off and told; the store goes on", async ({ path, store, notices }) => {
  const writer = store();
  await writer.open();
  await writer.write([put("a", 1)]);
  await writer.write([put("a", 2), put("b", 2)]);
  await writer.close();
  const whole = readFileSync(path);
  writeFileSync(path, whole.subarray(0, whole.length - 3));
  assertEquals(shown(await writer.open()), { a: [1] });
  await writer.write([put("c", 3)]);
  await writer.close();
  assertEquals(shown(await writer.open()), { a: [1], c: [3] });
  await writer.close();
  assertEquals(notices, [{ type: "tail-cut", path, offset: 42, bytes: whole.length - 45 }]);
});

inFolder(
  "a file that is damaged before its end is refused, with the byte and what to do, and stays as it is",
  async ({ path, store }) => {
    const writer = store();
    await writer.open();
    for (const key of ["a", "b", "c"]) await writer.write([put(key, 1)]);
    await writer.close();
    const whole = readFileSync(path);
    // Any byte of the second record: of its length, its number, its CRCs, its body.
    for (let at = 42; at < 68; at++) {
      const bad = new Uint8Array(whole);
      bad[at]! ^= 0x10;
      writeFileSync(path, bad);
      const error = await assertRejects(
        () => writer.open(),
        GemStoreError,
        "at byte 42 of 94 record 1 is damaged",
      );
      assertEquals([error.code, error.path, error.offset], ["store-corrupt", path, 42], `${at}`);
      assertEquals(new Uint8Array(readFileSync(path)), bad);
      assert(!existsSync(`${path}.lock`));
    }
  },
);

inFolder(
  'with whenCorrupt "continue" the store has what was before the damage, and keeps every bad file',
  async ({ path, store, notices }) => {
    const writer = store({ whenCorrupt: "continue" });
    for (const round of [1, 2]) {
      await writer.open();
      for (const key of ["a", "b", "c"]) await writer.write([put(key, round)]);
      await writer.close();
      const bad = readFileSync(path);
      bad[bad.length - 30]! ^= 1;
      writeFileSync(path, bad);
      const kept = shown(await writer.open());
      await writer.close();
      assertEquals(kept.a, [round]);
      assertEquals(readFileSync(`${path}.corrupt-${round}`), bad);
      const notice = notices.at(-1)!;
      assertEquals(notice.type === "continued" && notice.keptAs, `${path}.corrupt-${round}`);
    }
  },
);

inFolder("a file of something else is refused, and not touched", async ({ path, store }) => {
  for (const text of ["", "SECS", "a letter to nobody in particular"]) {
    writeFileSync(path, text);
    const error = await assertRejects(() => store().open(), GemStoreError, "at byte 0");
    assertEquals([error.code, error.offset], ["store-corrupt", 0]);
    assertEquals(readFileSync(path, "utf8"), text);
  }
});

inFolder(
  "a second owner is refused while the first has the store open, and not after it",
  async ({ path, store }) => {
    const [first, second] = [store(), store()];
    await first.open();
    const error = await assertRejects(
      () => second.open(),
      GemStoreError,
      `process ${process.pid} has it open`,
    );
    assertEquals([error.code, error.path], ["store-locked", path]);
    await first.write([put("a", 1)]);
    await first.close();
    assertEquals(shown(await second.open()), { a: [1] });
    await second.close();
  },
);

inFolder("of several owners that open the store at once, one gets it", async ({ store }) => {
  for (let round = 0; round < 20; round++) {
    const stores = Array.from({ length: 8 }, () => store());
    const results = await Promise.allSettled(stores.map((one) => one.open()));
    assertEquals(results.filter(({ status }) => status === "fulfilled").length, 1);
    for (const one of stores) await one.close();
  }
});

const LINUX = process.platform === "linux";
const ENDED: Readonly<Record<string, string>> = {
  "a process that has ended": JSON.stringify({ pid: 2 ** 22 + 1 }),
  "nobody, as power off left it empty": "",
  // A container gives the same number to each start of a program.
  ...LINUX && {
    "an earlier process with this process's number": JSON.stringify({ pid: process.pid, started: "1" }),
    "a process before this start of the system": JSON.stringify({ pid: process.pid, boot: "another" }),
  },
};
for (const [owner, text] of Object.entries(ENDED)) {
  inFolder(`the lock of ${owner} is taken over and told`, async ({ path, store, notices }) => {
    const writer = store();
    await writer.open();
    await writer.write([put("a", 1)]);
    await writer.close();
    writeFileSync(`${path}.lock`, text);
    assertEquals(shown(await writer.open()), { a: [1] });
    await writer.close();
    assertEquals(notices.map(({ type }) => type), ["lock-taken"]);
    assertEquals(readdirSync(join(path, "..")), ["gem.store"]);
  });
}

inFolder(
  "a lock that somebody removed is taken again; one that another owner has taken stops the writes",
  async ({ path, store }) => {
    const writer = store();
    await writer.open();
    rmSync(`${path}.lock`);
    await writer.write([put("a", 1)]);
    assert(existsSync(`${path}.lock`));
    rmSync(`${path}.lock`);
    const other = store();
    await other.open();
    const error = await assertRejects(() => writer.write([put("a", 2)]), GemStoreError);
    assertEquals(error.code, "store-locked");
    await writer.close();
    await other.write([put("b", 2)]);
    await other.close();
    assertEquals(shown(await other.open()), { a: [1], b: [2] });
    await other.close();
  },
);

inFolder("a file system without links has locks too", async ({ path }) => {
  const link = () => Promise.reject(Object.assign(new Error("no links"), { code: "EPERM" }));
  const fs = Object.assign(Object.create(nodeFs()), { link });
  const [first, second] = [new FileLock(fs, path), new FileLock(fs, path)];
  assertEquals(await first.acquire(), undefined);
  await assertRejects(() => second.acquire(), GemStoreError, "has it open");
  await first.check();
  await first.release();
  assertEquals(await second.acquire(), undefined);
  await second.release();
});

inFolder(
  "a folder that is not there, and a path that is a folder, are errors that say so",
  async ({ path }) => {
    const missing = await assertRejects(
      () => new FileStore(join(path, "no", "gem.store")).open(),
      GemStoreError,
    );
    assertEquals([missing.code, missing.message.includes("the folder is not there")], ["store-failed", true]);
    const folder = await assertRejects(() => new FileStore(join(path, "..")).open(), GemStoreError);
    assertEquals(folder.code, "store-failed");
  },
);

test("the runtime's error of a full disk is store-full", { skip: !existsSync("/dev/full") }, async () => {
  const file = await new NodeDisk(nodeFs()).open("/dev/full");
  try {
    const error = await writeAll(file, new Uint8Array(9), 0).catch((error: unknown) => error);
    const { code, message } = toStoreError(error, "write to", "/dev/full");
    assertEquals(code, "store-full");
    assertEquals(message, "Cannot write to /dev/full: the disk is full. Make room on it (ENOSPC)");
  } finally {
    await file.close();
  }
});

inFolder(
  "each limit refuses what is larger, names its option, and stores nothing of the write",
  async ({ store }) => {
    const limited = store({ maxValueBytes: 10, maxBatchBytes: 200, maxWaitingBytes: 300, maxBytes: 400 });
    await limited.open();
    const [nine, ten, eleven] = [9, 10, 11].map((length) => new Uint8Array(length));
    const refused = async (changes: Parameters<FileStore["write"]>[0], code: string, option: string) => {
      const error = await assertRejects(() => limited.write(changes), GemStoreError, option);
      assertEquals(error.code, code);
    };
    await refused([put("a"), { key: "b", value: eleven }], "store-too-large", "maxValueBytes permits 10");
    await refused(
      ["a", "b", "c"].map((key) => ({ key, value: nine })),
      "store-too-large",
      "maxBatchBytes permits 200",
    );
    const waiting = ["a", "b", "c", "d"].map((key) => limited.write([{ key, value: ten }]));
    await refused([{ key: "e", value: ten }], "store-overflow", "maxWaitingBytes permits 300");
    await Promise.all(waiting);
    await limited.write([{ key: "e", value: ten }]);
    await refused([{ key: "f", value: ten }], "store-too-large", "maxBytes permits 400");
    await limited.write([remove("e"), { key: "d", value: nine }]);
    await limited.write([{ key: "f", value: ten }]);
    await limited.close();
    assertEquals([...(await limited.open()).keys()], ["a", "b", "c", "d", "f"]);
    await limited.close();
  },
);

inFolder("keys and values that are none are misuse", async ({ store }) => {
  const writer = store();
  await writer.open();
  const key = (key: unknown, value: unknown = new Uint8Array()) => () =>
    writer.write([{ key, value } as never]);
  await assertRejects(key(""), RangeError, "1 to 1024 bytes");
  await assertRejects(key("é".repeat(513)), RangeError, "got 1026");
  await assertRejects(key("\ud800"), RangeError, "not well-formed");
  await assertRejects(key(1), TypeError, "key must be a string");
  await assertRejects(key("a", [1]), TypeError, "must be a Uint8Array or undefined");
  await key("é".repeat(512))();
  await writer.close();
  assertThrows(() => store({ maxValueBytes: 0 }), RangeError, "maxValueBytes");
  assertThrows(() => store({ compactAbove: -1 }), RangeError, "compactAbove");
  assertThrows(() => store({ whenCorrupt: "ignore" as never }), RangeError, "whenCorrupt");
});

inFolder(
  "a store that is not open refuses writes; close() does what waits, and may be called at any time",
  async ({ store }) => {
    const writer = store();
    await writer.close();
    assertEquals((await assertRejects(() => writer.write([]), GemStoreError)).code, "store-state");
    await writer.open();
    assertEquals((await assertRejects(() => writer.open(), GemStoreError)).code, "store-state");
    const writing = writer.write([put("a", 1)]);
    await Promise.all([writer.close(), writer.close()]);
    await writing;
    assertEquals(shown(await writer.open()), { a: [1] });
    await writer.close();
  },
);
