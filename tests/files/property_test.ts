import { test } from "node:test";
import fc from "fast-check";
import { assertEquals } from "@std/assert";
import { keptAfter, keptOn, shown, storeOn } from "./scene.ts";
import { SimulatedDisk } from "./simulated_disk.ts";

const key = fc.constantFrom("a", "b", "ab", "", "é", "\ufeffa").filter((text) => text !== "");
const change = fc.record({ key, value: fc.option(fc.uint8Array({ maxLength: 40 }), { nil: undefined }) });
const turns = fc.array(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 5 }), { maxLength: 12 });

test("whatever is written, at once or one after the other, the store keeps what a Map keeps", async () => {
  await fc.assert(
    fc.asyncProperty(turns, fc.boolean(), fc.nat(500), async (turns, reopens, compactAbove) => {
      const disk = new SimulatedDisk({ short: reopens });
      const store = storeOn(disk, { compactAbove });
      await store.open();
      for (const [n, writes] of turns.entries()) {
        await Promise.all(writes.map((changes) => store.write(changes)));
        if (!reopens) continue;
        await store.close();
        assertEquals(shown(await store.open()), keptAfter(turns.slice(0, n + 1).flat()));
      }
      await store.close();
      assertEquals(await keptOn(disk.after(0, "lost")), keptAfter(turns.flat()));
      assertEquals(disk.names, ["gem.store"]);
    }),
    { numRuns: 300 },
  );
});
