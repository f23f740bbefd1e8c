// A primary that was built before is sent as its bytes are; stream 9 counts for it as for the others.

import { assertEquals, assertRejects } from "@std/assert";
import { HsmsTimeoutError, streamFunction } from "@secs/hsms";
import { secsTest } from "./stage.ts";

secsTest("requestPacket sends the body as it is, with W, and resolves with the reply", {}, async (stage) => {
  const { handler, peer } = stage;
  const reply = handler.requestPacket(streamFunction(6, 11, Uint8Array.of(0x01, 0x00)));
  await peer.expect("0000000c 0000 86 0b 00 00 00000100 0100");
  peer.send("0000000d 0000 06 0c 00 00 00000100 210100");
  assertEquals(`${await reply}`, "S6F12 <B 0x00>.");
});

secsTest("an equipment reports the T3 of requestPacket as S9F9", { role: "equipment" }, async (stage) => {
  const { handler, peer, clock } = stage;
  const reply = assertRejects(() => handler.requestPacket(streamFunction(6, 11)), HsmsTimeoutError);
  await peer.expect("0000000a 0000 86 0b 00 00 00000100");
  await clock.advance(45_000);
  await reply;
  await peer.expect("00000016 0000 09 09 00 00 00000101 210a 0000 86 0b 00 00 00000100");
});
