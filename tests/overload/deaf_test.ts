// A peer that takes no byte while we send to it.

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { HsmsOverflowError, HsmsTimeoutError, streamFunction, tcp } from "@secs/hsms";
import { ScriptedPeer } from "@secs/hsms/testing";
import { SELECT_REQ } from "../support/stage.ts";
import { request, ToolServer } from "./tool_server.ts";

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
