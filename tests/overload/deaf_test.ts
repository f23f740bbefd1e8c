// A peer that takes no byte while we send to it.

import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertThrows } from "@std/assert";
import { HsmsOverflowError, HsmsTimeoutError, streamFunction, tcp } from "@secs/hsms";
import { ScriptedPeer } from "@secs/hsms/testing";
import { SELECT_REQ } from "../support/stage.ts";
import { ask, Plant } from "./plant.ts";

const SEND_LIMIT = 1024 * 1024;
const LARGE = streamFunction(7, 3, new Uint8Array(64 * 1024));
/** More than the system's own buffers of a loopback connection take. */
const MOST = 64 * 1024 * 1024;

test("a peer that never reads: maxQueuedBytes holds, others are served, writeStall drops it", {
  timeout: 60_000,
}, async () => {
  await Plant.play({ maxQueuedBytes: SEND_LIMIT, timeouts: { writeStall: 300 } }, async (plant) => {
    const deafTool = await plant.addTool();
    const tool = await plant.addTool();
    const deaf = await ScriptedPeer.dial(tcp, plant.endpoint);
    deaf.send(SELECT_REQ);
    await plant.log.saw("selected 0");
    await deaf.take(14);
    deaf.pause();
    const host = await plant.addHost();

    let sent = 0;
    let overflows = 0;
    let asked = 0;
    while (deafTool.connection.connected) {
      const error = assertThrows(() => {
        for (;; sent += LARGE.length) deafTool.sendStreamFunction(LARGE);
      }, Error);
      if (!(error instanceof HsmsOverflowError)) break;
      overflows++;
      assert(error.held <= SEND_LIMIT && error.limit === SEND_LIMIT, error.message);
      assert(sent < MOST, `${sent} bytes were taken for a peer that reads none`);
      await ask(host);
      asked++;
    }
    assert(overflows > 0 && asked > 0, `${overflows} overflows, ${asked} answers`);
    await plant.log.saw("disconnected 0 HsmsTimeoutError");
    const [error] = plant.errors[0]!;
    assertInstanceOf(error, HsmsTimeoutError);
    assertEquals(error.timer, "writeStall");
    assertEquals(tool.connectionState, "selected");

    await ask(await plant.addHost());
    assertEquals([plant.log.count("connected 0"), plant.errors[1]], [2, []]);
    deaf.reset();
  });
});
