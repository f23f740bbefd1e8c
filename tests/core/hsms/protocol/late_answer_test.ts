// An answer that comes after its TCP connection has ended must not go out on the next one: its system bytes mean another request.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { type HsmsPacket, streamFunction } from "@secs/hsms";
import { SELECT_REQ, SELECT_RSP, Selected } from "../../../support/stage.ts";

test("the reply to a primary of an earlier TCP connection is lost, and is not sent on this one", async () => {
  const stage = await Selected.open({});
  const { handler, clock, peer } = stage;
  const primaries: HsmsPacket[] = [];
  handler.on("primary", ({ packet }) => primaries.push(packet));
  peer.send("0000000a 0000 81 01 00 00 00000001");
  await clock.settle();
  peer.end();
  await clock.settle();
  const next = await stage.dial();
  next.send(SELECT_REQ);
  await next.expect(SELECT_RSP);
  next.send("0000000a 0000 81 01 00 00 00000001");
  await clock.settle();
  const [first, second] = primaries;
  assertEquals(handler.sendResponse(streamFunction(1, 2), first!), false);
  assertEquals(handler.stats().repliesLost, 1);
  const [lost] = stage.told("reply-lost");
  assertEquals(
    (lost!.error as Error).message,
    "Cannot send S1F2 to tool (*:5000): the connection on which S1F1 W came has ended",
  );
  assertEquals(handler.sendResponse(streamFunction(1, 2, Uint8Array.of(0x01, 0x00)), second!), true);
  await next.expect("0000000c 0000 01 02 00 00 00000001 0100");
  await stage.stop();
});
