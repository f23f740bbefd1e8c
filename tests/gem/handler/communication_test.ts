import { assertEquals } from "@std/assert";
import { gemTest } from "./stage.ts";

gemTest("comm 5: once a session is selected, S1F13 goes out at once", {}, async (stage) => {
  const peer = await stage.select();
  await peer.expect("00000012 0000 81 0d 00 00 00000100 0102 4101 4d 4101 31");
  assertEquals(stage.handler.communicationDetail, "wait-cra");
  peer.send("00000011 0000 01 0e 00 00 00000100 0102 2101 00 0100");
  await stage.log.saw("communicating");
  await stage.isThere("00000012 0000 01 02 00 00 000000aa 0102 4101 4d 4101 31");
});
