import { test } from "node:test";
import { HsmsProtocol, streamFunction } from "@secs/hsms";
import { MemoryNetwork, ScriptedPeer } from "@secs/hsms/testing";
import { assertEquals, assertThrows } from "@std/assert";
import { Log } from "../../../support/log.ts";

test("session() sends, answers and hears in its session alone, whatever the packet says", async () => {
  const network = new MemoryNetwork();
  const protocol = new HsmsProtocol("*", 5000, false, 0, "tool", {
    network,
    sessions: [1, 2],
    firstSystem: 0x100,
  });
  const session = protocol.session(2, "chamber 2");
  assertEquals([session.name, session.sessionId, session.connectionState], ["chamber 2", 2, "not-connected"]);
  const log = new Log();
  for (const type of ["primary", "sent", "received"] as const) {
    session.on(type, ({ packet }) => log.write(`${type} ${packet.header.name}`));
  }
  session.on("connected", () => log.write("connected"));
  await session.enable();
  const peer = await ScriptedPeer.dial(network, { address: "127.0.0.1", port: 5000 });
  peer.send("0000000a 0001 00 00 00 01 00000009 0000000a 0002 00 00 00 01 0000000a");
  await peer.expect("0000000a 0001 00 00 00 02 00000009 0000000a 0002 00 00 00 02 0000000a");
  peer.send("0000000a 0001 81 01 00 00 0000000b 0000000a 0002 81 01 00 00 0000000c");
  await log.saw("primary S1F1 W");
  session.sendResponse(streamFunction(1, 2, undefined, { sessionId: 7 }), 0x0c);
  await peer.expect("0000000a 0002 01 02 00 00 0000000c");
  session.sendStreamFunction(streamFunction(6, 11, undefined, { sessionId: 1, requireResponse: true }));
  await peer.expect("0000000a 0002 86 0b 00 00 00000100");
  assertEquals(log.lines, [
    "connected",
    "received Select.req",
    "sent Select.rsp",
    "received S1F1 W",
    "primary S1F1 W",
    "sent S1F2",
    "sent S6F11 W",
  ]);
  assertEquals(session.stats(), protocol.stats());
  assertThrows(() => protocol.session(0), RangeError, "it has no session 0");
  peer.end();
  await session.disable();
});
