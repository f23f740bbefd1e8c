// Ten thousand attempts to connect, as fast as the machine makes them.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { HsmsPassiveConnection, tcp } from "@secs/hsms";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import { fromHex } from "../support/hex.ts";
import { Recorder } from "../support/recorder.ts";
import { Client } from "./client.ts";
import { CountingNetwork } from "./counting_network.ts";
import { SELECT_REQ } from "../support/stage.ts";
import { request, ToolServer } from "./tool_server.ts";

const ATTEMPTS = 10_000;
const AT_ONCE = 200;
/** Clients that are told at once that their peer is connected; those beyond are dropped. */
const POLITE = 16;

/** Runs `attempt` ten thousand times, a few hundred at once. */
async function storm(attempt: () => Promise<void>): Promise<void> {
  let left = ATTEMPTS;
  const one = async (): Promise<void> => {
    while (left-- > 0) await attempt();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

test(
  "a storm of connections that are one too many: few are open at once, and healthy peers neither notice nor wait",
  {
    timeout: 60_000,
  },
  async () => {
    const network = new CountingNetwork(tcp);
    await ToolServer.play({ network, maxConnections: 8 }, async (server) => {
      await server.addTool();
      const host = await server.addHost();
      let answered = 0;
      let over = false;
      const healthy = (async () => {
        while (!over) {
          await request(host);
          answered++;
        }
      })();
      const select = fromHex(SELECT_REQ);
      let reached = 0;
      await storm(async () => {
        const client = await Client.dial(server.endpoint, tcp).catch(() => undefined); // the system's own queue is full
        if (client === undefined) return;
        reached++;
        client.transport.write(select);
        await client.ended;
      });
      over = true;
      await healthy;
      const { busy = 0, ...refused } = server.refused;
      const full = refused["max-connections"] ?? 0;
      assert(reached > ATTEMPTS / 2, `${reached} of the storm's connections came about`);
      assert(busy + full >= reached - AT_ONCE, `${busy} and ${full} of ${reached} were turned away`);
      assert(network.most <= 8 + POLITE + 1, `${network.most} sockets were open at once`);
      assert(answered > 10, `${answered} answers during the storm`);
      assertEquals(server.errors, [[]]);
      await network.onlyOpen(1);
      await server.addTool();
      await request(await server.addHost());
      await request(host);
      assertEquals(server.log.count("disconnected"), 0);
    });
  },
);

test("a storm of connections from addresses that are not allowed: none stays, and the peer gets in", {
  timeout: 60_000,
}, async () => {
  const clock = new VirtualClock();
  const memory = new MemoryNetwork({ clock });
  const network = new CountingNetwork(memory);
  const recorder = new Recorder();
  const refused: Record<string, number> = {};
  const connection = new HsmsPassiveConnection("*", 5000, 0, recorder, {
    network,
    clock,
    allow: ["10.1.0.0/16"],
    trace: (event) => {
      if (event.type === "refused") refused[event.why] = (refused[event.why] ?? 0) + 1;
    },
  });
  await connection.enable();
  const port = { address: "10.0.0.7", port: 5000 };
  const stranger = memory.from("10.2.0.1");
  await storm(async () => await (await Client.dial(port, stranger)).ended);
  assertEquals([refused, network.most, network.open], [{ "not-allowed": ATTEMPTS }, 1, 0]);
  const client = await Client.dial(port, memory.from("10.1.0.1"));
  await recorder.saw("established");
  client.transport.abort();
  await recorder.saw("closed");
  const disabled = connection.disable();
  await clock.advance(5_000);
  await disabled;
  assertEquals(clock.pending, 0);
});
