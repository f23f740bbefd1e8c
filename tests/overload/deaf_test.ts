// A peer that takes no byte while we send to it.

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { HsmsOverflowError, HsmsTimeoutError, streamFunction, tcp } from "@secs/hsms";
import { ScriptedPeer } from "@secs/hsms/testing";
import { fromHex } from "../support/hex.ts";
import { SELECT_REQ } from "../support/stage.ts";
import { Client } from "./client.ts";
import { request, ToolServer } from "./tool_server.ts";

const S1F1 = "0000000a 0000 81 01 00 00 00000001";
const SEND_LIMIT = 1024 * 1024;
const LARGE = streamFunction(7, 3, new Uint8Array(64 * 1024));
/** More than the system's own buffers of a loopback connection take. */
const MOST = 64 * 1024 * 1024;

test("a peer that never reads: maxQueuedBytes holds, others are served, writeStall drops it", {
  timeout: 60_000,
}, async () => {
  await ToolServer.play({ maxQueuedBytes: SEND_LIMIT, timeouts: { writeStall: 300 } }, async (server) => {
    const deafTool = await server.addTool();
    const tool = await server.addTool();
    const deaf = await ScriptedPeer.dial(tcp, server.endpoint);
    deaf.send(SELECT_REQ);
    await server.log.saw("selected 0");
    await deaf.take(14);
    deaf.pause();
    const host = await server.addHost();

    let sent = 0;
    let overflows = 0;
    let answered = 0;
    while (deafTool.connection.connected) {
      const error = assertThrows(() => {
        for (;; sent += LARGE.length) deafTool.sendStreamFunction(LARGE);
      }, Error);
      if (!(error instanceof HsmsOverflowError)) break;
      overflows++;
      assert(error.held <= SEND_LIMIT && error.limit === SEND_LIMIT, error.message);
      assert(sent < MOST, `${sent} bytes were taken for a peer that reads none`);
      await request(host);
      answered++;
    }
    assert(overflows > 0 && answered > 0, `${overflows} overflows, ${answered} answers`);
    await server.log.saw("disconnected 0 HsmsTimeoutError");
    const [error] = server.errors[0]!;
    assertInstanceOf(error, HsmsTimeoutError);
    assertEquals(error.timer, "writeStall");
    assertEquals(tool.connectionState, "selected");

    await request(await server.addHost());
    assertEquals([server.log.count("connected 0"), server.errors[1]], [2, []]);
    deaf.reset();
  });
});

test(
  "a peer that floods and never reads its replies: it is not read any more, none is lost, writeStall drops it",
  {
    timeout: 60_000,
  },
  async () => {
    await ToolServer.play({ timeouts: { writeStall: 300 } }, async (server) => {
      const flooded = await server.addTool();
      const tool = await server.addTool();
      const flooder = await Client.dial(server.endpoint);
      flooder.transport.write(fromHex(SELECT_REQ));
      await server.log.saw("selected 0");
      flooder.transport.pause();
      const host = await server.addHost();

      const stop = new AbortController();
      const flood = flooder.flood(fromHex(S1F1.repeat(2000)), stop.signal);
      while (flooded.connection.connected) await request(host);
      await server.log.saw("disconnected 0 HsmsTimeoutError");
      const [error] = server.errors[0]!;
      assertInstanceOf(error, HsmsTimeoutError);
      assertEquals(error.timer, "writeStall");
      assertEquals([flooded.stats().repliesLost, tool.connectionState], [0, "selected"]);
      stop.abort();
      flooder.transport.abort();
      await flood;
    });
  },
);
