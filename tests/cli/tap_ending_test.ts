import { test } from "node:test";
import { assertEquals } from "@std/assert";
import type { Transport } from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { Deferred } from "../../src/core/base/mod.ts";
import { TapNetwork } from "../../src/cli/station/tap_network.ts";
import { inFolder } from "./captures.ts";
import { toolIn } from "./exploring.ts";
import { World } from "./world.ts";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const PLACE = { address: "127.0.0.1", port: 5000 };

/** What a tap is told of a connection that it dials, and that one of the two sides ends. */
async function ending(end: (dialled: Transport, accepted: Transport) => void): Promise<string[]> {
  const told: string[] = [];
  const ended = new Deferred<void>();
  const network = new MemoryNetwork();
  const tap = new TapNetwork(network, {
    opened: ({ opener }) => told.push(`opened ${opener}`),
    bytes: () => {},
    ended: (_link, { by, how }) => {
      told.push(`${how} ${by}`);
      ended.resolve();
    },
  });
  const accepted = new Deferred<Transport>();
  const handler = { onData: () => {}, onDrain: () => {}, onClose: () => {} };
  const listener = await network.listen(PLACE, (transport) => {
    transport.start(handler);
    accepted.resolve(transport);
  });
  const dialled = await tap.dial(PLACE);
  dialled.start(handler);
  end(dialled, await accepted.promise);
  await ended.promise;
  await listener.close();
  return told;
}

test("a tap is told who opened and who closed a connection", async () => {
  assertEquals(await ending((dialled) => void dialled.close()), ["opened local", "closed local"]);
  assertEquals(await ending((dialled) => dialled.abort()), ["opened local", "reset local"]);
  assertEquals(await ending((_, accepted) => void accepted.close()), ["opened local", "closed remote"]);
  assertEquals(await ending((_, accepted) => accepted.abort()), ["opened local", "reset remote"]);
});

for (const who of ["client", "target"] as const) {
  test(`hsms proxy --record says that the ${who} has ended a connection`, () =>
    inFolder(async (folder) => {
      const path = join(folder, "a.ndjson");
      const world = new World();
      const tool = await toolIn(world);
      const running = world.run("proxy", "6000", "127.0.0.1:5000", "--record", path);
      await world.stderr.log.saw("Listening on");
      const client = new World({ network: world.network });
      const host = client.run("connect", "127.0.0.1", "6000");
      await client.stdout.log.saw("08:30:00.005 127.0.0.1:6000 <- Select.rsp");
      if (who === "target") await tool.disable();
      client.interrupt();
      await host;
      await world.clock.settle();
      world.interrupt();
      await running;
      await tool.disable();
      const lines = (await readFile(path, "utf8")).trim().split("\n").map((line) => JSON.parse(line));
      const closed = lines.find(({ tcp }) => tcp === "closed");
      assertEquals([lines[0].tcp, lines[0].by === closed.by], ["opened", who === "client"]);
      assertEquals(closed.by === "127.0.0.1:5000", who === "target");
    }));
}
