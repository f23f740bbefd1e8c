import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { GemStoreError, MemoryStore } from "../../../src/gem/mod.ts";

const put = (key: string, ...bytes: number[]) => ({ key, value: new Uint8Array(bytes) });

test("MemoryStore: another owner finds after power off what was acknowledged, and not what was held", async () => {
  const store = new MemoryStore();
  await store.open();
  await store.write([put("a", 1), put("b", 1)]);
  await store.write([{ key: "b", value: undefined }]);
  store.hold();
  const held = store.write([put("a", 2)]);
  const after = store.powerOff();
  assertEquals((await assertRejects(() => held, GemStoreError)).code, "store-state");
  assertEquals(Object.fromEntries(await after.open()), { a: new Uint8Array([1]) });
  await assertRejects(() => store.write([put("a", 3)]), GemStoreError, "its power is off");
  await assertRejects(() => store.open(), GemStoreError, "its power is off");
});

test("MemoryStore: writes that are held are done in order when they are released, or fail together", async () => {
  const store = new MemoryStore();
  await store.open();
  const done: string[] = [];
  store.hold();
  const writes = ["a", "b"].map((key) => store.write([put("k", done.length)]).then(() => done.push(key)));
  await Promise.resolve();
  assertEquals(done, []);
  store.release();
  await Promise.all(writes);
  assertEquals(done, ["a", "b"]);
  const failure = new GemStoreError("store-full", "memory", "The disk is full");
  store.fail(failure);
  assertEquals(await assertRejects(() => store.write([put("k", 9)]), GemStoreError), failure);
  store.recover();
  await store.write([put("l", 1)]);
  await store.close();
  assertEquals([...await store.open()], [["k", new Uint8Array([0])], ["l", new Uint8Array([1])]]);
});

test("MemoryStore: it has the limits of every store, copies what it is given, and is open once", async () => {
  const store = new MemoryStore({ maxValueBytes: 2, maxWaitingBytes: 100 });
  await assertRejects(() => store.write([]), GemStoreError, "it is not open");
  await store.open();
  await assertRejects(() => store.open(), GemStoreError, "it is open already");
  assertEquals(
    (await assertRejects(() => store.write([put("a", 1, 2, 3)]), GemStoreError)).code,
    "store-too-large",
  );
  store.hold();
  const change = put("a", 1, 2);
  const held = store.write([change]);
  change.value.fill(0);
  assertEquals((await assertRejects(() => store.write([change]), GemStoreError)).code, "store-overflow");
  await store.close();
  await held;
  assertEquals((await store.open()).get("a"), new Uint8Array([1, 2]));
});
