// What all connections of a server together keep for their peers has one maximum, which the worst peers reach and do not
// pass.

import { test } from "node:test";
import { assert, assertEquals } from "@std/assert";
import { createBudget, HsmsOverflowError, streamFunction } from "@secs/hsms";
import { fromHex } from "../support/hex.ts";
import { SELECT_REQ } from "../support/stage.ts";
import { Client } from "./client.ts";
import { request, ToolServer } from "./tool_server.ts";

const MIB = 1024 * 1024;
const BUDGET = 32 * MIB;
const CROWD = 200;
/** A connection that is not read any more keeps the rest of one read. */
const READ = 64 * 1024;
/** S7F3 of 1 MiB without its last byte. */
const HALF_FRAME = streamFunction(7, 3, new Uint8Array(MIB)).encode().subarray(0, MIB);
const S1F1 = fromHex("0000000a 0000 81 01 00 00 00000001".repeat(2000));

test(
  "200 peers, half frames of 1 MiB and floods whose replies are not read: the budget is reached and holds, a host is served",
  { timeout: 120_000 },
  async () => {
    const budget = createBudget(BUDGET);
    const timeouts = { writeStall: 60_000, linktest: 0, t8: 60_000 };
    await ToolServer.play({ budget, timeouts }, async (server) => {
      for (let i = 0; i <= CROWD; i++) await server.addTool();
      const host = await server.addHost();
      const stop = new AbortController();
      const clients: Client[] = [];
      const floods: Promise<void>[] = [];
      let peak = 0;
      for (let i = 0; i < CROWD; i++) {
        const client = await Client.dial(server.endpoint);
        clients.push(client);
        client.transport.write(fromHex(SELECT_REQ));
        await server.log.saw("selected", i + 2);
        client.transport.pause();
        if (i % 2 === 0) client.transport.write(HALF_FRAME);
        else floods.push(client.flood(S1F1, stop.signal));
        if (i % 10 === 0) await request(host);
        peak = Math.max(peak, budget.held);
      }
      assert(peak <= BUDGET + CROWD * READ, `${peak} bytes are kept`);
      assert(peak > BUDGET - 2 * MIB, `the budget was not reached: ${peak}`);
      const dropped = server.errors.flat();
      assert(dropped.length > 0, "no half frame had to go");
      assert(dropped.every((error) => error instanceof HsmsOverflowError), `${dropped}`);
      await request(host);
      assertEquals(server.errors[0], []);
      stop.abort();
      for (const client of clients) client.transport.abort();
      await Promise.all(floods);
    });
    assertEquals(budget.held, 0);
  },
);
