// Peers that begin frames and do not end them.

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import process from "node:process";
import { HsmsTimeoutError, tcp } from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer, VirtualClock } from "@secs/hsms/testing";
import { fromHex } from "../support/hex.ts";
import { Client } from "./client.ts";
import { CountingNetwork } from "./counting_network.ts";
import { SELECT_REQ } from "../support/stage.ts";
import { request, ToolServer } from "./tool_server.ts";

const MIB = 1024 * 1024;
const CROWD = 1000;
/** A length field of 60 MiB and three bytes of the header. */
const HALF_FRAME = fromHex("03c00000 000000");
/** What a thousand connections may cost; they announce 60 GiB. */
const CEILING = 200 * MIB;

function memory(): number {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + Math.max(external, arrayBuffers);
}

test(
  "a thousand frames of 60 MiB that stop after 3 bytes: memory for what came, T8 drops them, others are served",
  {
    timeout: 60_000,
  },
  async () => {
    const clock = new VirtualClock();
    const network = new CountingNetwork(tcp);
    await ToolServer.play({ network, clock, timeouts: { linktest: 0 } }, async (server) => {
      for (let i = 0; i <= CROWD; i++) await server.addTool();
      const host = await server.addHost();
      const before = memory();
      const heard = network.bytes;
      const clients: Client[] = [];
      for (let i = 0; i < CROWD; i++) {
        clients.push(await Client.dial(server.endpoint));
        clients[i]!.transport.write(HALF_FRAME);
      }
      await server.log.saw("connected", CROWD + 1);
      await network.heard(heard + CROWD * HALF_FRAME.length);
      await request(host);
      const grown = memory() - before;
      assert(grown < CEILING, `${Math.round(grown / MIB)} MiB for ${CROWD} half frames`);

      await clock.advance(4_999);
      await request(host);
      assertEquals(server.log.count("disconnected"), 0);
      await clock.advance(1);
      await Promise.all(clients.map((client) => client.ended));
      await server.log.saw("disconnected", CROWD);
      for (const [error] of server.errors.slice(1)) {
        assertInstanceOf(error, HsmsTimeoutError);
        assertEquals(error.timer, "T8");
        assert(error.message.includes("stopped after 3 of 62914560 bytes of a frame"), error.message);
      }
      await network.onlyOpen(1);
      await request(host);
      await request(await server.addHost());
      assertEquals(server.errors[0], []);
    });
  },
);

test(
  "a byte in each T8−1: T7 ends who is not selected, who is holds its own tool alone, and others are served",
  {
    timeout: 60_000,
  },
  async () => {
    const clock = new VirtualClock();
    const network = new MemoryNetwork({ clock });
    await ToolServer.play({ network, clock }, async (server) => {
      for (let i = 0; i < 101; i++) await server.addTool();
      const host = await server.addHost();
      const crowd: ScriptedPeer[] = [];
      for (let i = 0; i < 100; i++) {
        const peer = await ScriptedPeer.dial(network, server.endpoint, { clock });
        if (i % 2 === 0) peer.send(SELECT_REQ);
        peer.send("000003e8");
        crowd.push(peer);
      }
      await server.log.saw("selected", 51);
      const began = clock.now();
      const ends: number[] = [];
      for (const tool of server.tools) tool.on("closed", () => ends.push(clock.now() - began));
      while (clock.now() - began < 60_000) {
        await clock.advance(4_999);
        for (const peer of crowd) peer.send("00");
        await clock.settle();
        await request(host);
      }
      const timers = server.errors.map(([error]) => (error as HsmsTimeoutError | undefined)?.timer);
      assertEquals(timers.filter((timer) => timer === "T7").length, 50);
      assertEquals([ends[0], ends[49]], [10_000, 10_000]);
      // A linktest may end the others, or their frames count as signs of life.
      assert(timers.every((timer) => timer === undefined || timer === "T7" || timer === "T6"), `${timers}`);
      assertEquals(timers[0], undefined);
      await request(await server.addHost());
    });
  },
);
