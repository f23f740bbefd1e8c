// Who answers a primary can wait until the reply is with the network.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { type HsmsPacket, streamFunction } from "@secs/hsms";
import { Selected } from "../../../support/stage.ts";

const S1F1_W = "0000000a 0000 81 01 00 00 00000001";

/** A handler whose peer reads nothing, with a primary to answer, and a line for each reply that is with the network. */
async function answering(): Promise<{ stage: Selected; primary: HsmsPacket; sent: string[] }> {
  const stage = await Selected.open({ maxQueuedBytes: 1_000 }, 100);
  const first = new Promise<HsmsPacket>((resolve) => {
    stage.handler.on("primary", ({ packet }) => resolve(packet));
  });
  stage.peer.pause();
  stage.peer.send(S1F1_W);
  return { stage, primary: await first, sent: [] };
}

test("sendResponse() calls onSent when the reply is with the network, in the order of the replies, and once", async () => {
  const { stage, primary, sent } = await answering();
  const { handler, clock, peer } = stage;
  handler.sendResponse(streamFunction(7, 6, new Uint8Array(200)), primary, () => sent.push("first"));
  assertEquals(sent, [], "not from inside the call");
  await clock.settle();
  handler.sendResponse(streamFunction(1, 2), primary, () => sent.push("second"));
  await clock.settle();
  assertEquals(sent, ["first"]);
  peer.resume();
  await peer.take(214 + 14);
  await clock.settle();
  assertEquals(sent, ["first", "second"]);
  await stage.stop();
});

test("sendResponse() does not call onSent for a reply that is lost, whenever that is", async () => {
  const { stage, primary, sent } = await answering();
  const { handler, clock, peer } = stage;
  const reply = (length: number, name: string): boolean => {
    return handler.sendResponse(streamFunction(7, 6, new Uint8Array(length)), primary, () => sent.push(name));
  };
  assertEquals(reply(200, "written"), true);
  await clock.settle();
  assertEquals(reply(200, "waits"), true);
  assertEquals(reply(2_000, "no room"), false);
  peer.reset();
  await clock.settle();
  assertEquals(reply(0, "not connected"), false);
  await clock.settle();
  assertEquals(sent, ["written"]);
  await stage.stop();
});

test("what onSent throws is told, and disturbs nothing", async () => {
  const errors: unknown[] = [];
  const stage = await Selected.open({ onDelegateError: (error) => errors.push((error as Error).message) });
  const { handler, clock, peer } = stage;
  handler.on("primary", ({ packet }) => {
    handler.sendResponse(streamFunction(1, 2), packet, () => {
      throw new Error("bug");
    });
  });
  peer.send(S1F1_W.repeat(2));
  await peer.expect("0000000a 0000 01 02 00 00 00000001".repeat(2));
  await clock.settle();
  assertEquals(errors, ["bug", "bug"]);
  await stage.stop();
});
