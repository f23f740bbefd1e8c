// Each adapter's entry point loads on its own runtime, and says elsewhere what to use instead.

import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { TransportError } from "../../src/core/network/mod.ts";
import { builtin } from "../../src/transports/builtin.ts";

const ENTRY_POINTS = {
  Deno: () => import("../../src/transports/deno/mod.ts"),
  Bun: () => import("../../src/transports/bun/mod.ts"),
};

for (const [runtime, load] of Object.entries(ENTRY_POINTS)) {
  test(`the entry point for ${runtime} loads on ${runtime} only, and says what to use instead`, async () => {
    if (runtime in globalThis) {
      assertEquals(
        Object.keys(await load()),
        ["Tcp", "Tls"].map((kind) => runtime.toLowerCase() + kind),
      );
    } else await assertRejects(load, TransportError, `works on ${runtime} only. Use tcp of @secs/hsms`);
  });
}

test("the entry point for Node loads wherever there is node:net", async () => {
  assertEquals(Object.keys(await import("../../src/transports/node/mod.ts")), ["nodeTcp", "nodeTls"]);
});

test("a module that the runtime does not have is undefined", () => {
  assertEquals(builtin("node:no-such-module"), undefined);
});
