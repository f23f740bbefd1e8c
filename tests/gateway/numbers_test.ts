import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { GemStoreError, MemoryStore } from "../../src/gem/mod.ts";
import { Numbers } from "../../src/gateway/tool/numbers.ts";

test("numbers of a tool grow, and are not used again after the end of the process", async () => {
  const store = new MemoryStore();
  const numbers = await Numbers.open(store);
  const tool = numbers.of("A");
  tool.begin();
  const first = await Promise.all([tool.take(), tool.take()]);
  assertEquals(first, [{ generation: 1, count: 1 }, { generation: 1, count: 2 }]);
  tool.begin();
  assertEquals(await tool.take(), { generation: 2, count: 3 });
  assertEquals(await numbers.of("B").take(), { generation: 0, count: 1 });

  const again = await Numbers.open(store.powerOff());
  assertEquals(again.origin, numbers.origin);
  again.of("A").begin();
  const { generation, count } = await again.of("A").take();
  assertEquals(generation, 3);
  assert(count > 3, `${count}`);
});

test("more numbers than a block are one after the other", async () => {
  const tool = (await Numbers.open(new MemoryStore())).of("A");
  for (let count = 1; count <= 20_001; count++) assertEquals((await tool.take()).count, count);
});

test("two folders have two origins, so that their ids differ", async () => {
  const [one, other] = [await Numbers.open(new MemoryStore()), await Numbers.open(new MemoryStore())];
  assert(one.origin !== other.origin);
});

test("a store that fails gives no number, and one that works again does", async () => {
  const store = new MemoryStore();
  const tool = (await Numbers.open(store)).of("A");
  await store.close();
  await assertRejects(() => tool.take(), GemStoreError, "not open");
  await store.open();
  assertEquals((await tool.take()).count, 1);
});
