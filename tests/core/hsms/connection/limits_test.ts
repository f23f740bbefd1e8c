import { test } from "node:test";
import { assert, assertEquals, assertInstanceOf, assertRejects, assertThrows } from "@std/assert";
import {
  HsmsActiveConnection,
  HsmsOverflowError,
  HsmsPacket,
  HsmsPassiveConnection,
  HsmsProtocol,
  type HsmsProtocolOptions,
  streamFunction,
} from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";
import { Selected } from "../../../support/stage.ts";

const S1F1 = "0000000a 0000 01 01 00 00 00000001";

/** The network takes a byte at a time, so that what is sent waits here. */
const selected = (options: Partial<HsmsProtocolOptions> = {}): Promise<Selected> => Selected.open(options, 1);

test("a bound that cannot be is named at construction, not when it is reached", () => {
  const network = new MemoryNetwork();
  for (
    const [name, value] of [["maxMessageLength", 9], ["maxMessageLength", 2 ** 32], ["maxQueuedBytes", 0], [
      "maxQueuedBytes",
      NaN,
    ]]
  ) {
    const options = { network, [name!]: value };
    const message = `${name} must be a whole number`;
    assertThrows(() => new HsmsActiveConnection("10.0.0.1", 5000, 0, {}, options), RangeError, message);
    assertThrows(() => new HsmsPassiveConnection("*", 5000, 0, {}, options), RangeError, message);
    assertThrows(() => new HsmsProtocol("*", 5000, false, 0, "tool", options), RangeError, message);
  }
  const none = { network, maxWaitingSends: 0 };
  assertThrows(() => new HsmsPassiveConnection("*", 5000, 0, {}, none), RangeError, "maxWaitingSends");
});

test("maxWaitingSends: one sender more is refused, and those who wait are not disturbed", async () => {
  const { handler, peer, clock, stop } = await selected({ maxQueuedBytes: 1000, maxWaitingSends: 2 });
  peer.pause();
  const packet = streamFunction(7, 3, new Uint8Array(900));
  const { connection } = handler;
  while (connection.trySendPacket(packet)) await clock.settle();
  const waiting = [connection.sendPacketWhenRoom(packet), connection.sendPacketWhenRoom(packet)];
  const error = await assertRejects(() => connection.sendPacketWhenRoom(packet), HsmsOverflowError);
  assertEquals(error.message, "2 senders wait for room already. Send less at once, or raise maxWaitingSends");
  assertEquals([error.held, error.limit], [2, 2]);
  peer.resume();
  await clock.settle();
  await Promise.all(waiting);
  await stop();
});

test("maxOpenTransactions: one request more is refused, and says which option", async () => {
  const { handler, peer, stop } = await selected({ maxOpenTransactions: 2 });
  peer.pause();
  const open = [1, 2].map(() => handler.sendAndWaitForResponse(streamFunction(1, 1)).catch((error) => error));
  const error = await assertRejects(
    () => handler.sendAndWaitForResponse(streamFunction(1, 1)),
    HsmsOverflowError,
  );
  assert(
    error.message.endsWith("are open already. Wait for replies, or raise maxOpenTransactions"),
    error.message,
  );
  await stop();
  for (const request of await Promise.all(open)) assertInstanceOf(request, Error);
});

test("maxQueuedBytes: what does not fit is refused, and says which option", async () => {
  const { handler, peer, stop } = await selected({ maxQueuedBytes: 1000 });
  peer.pause();
  const packet = streamFunction(7, 3, new Uint8Array(600));
  const error = assertThrows(() => {
    for (let i = 0; i < 10; i++) handler.sendStreamFunction(packet);
  }, HsmsOverflowError);
  assert(error.message.includes("raise maxQueuedBytes"), error.message);
  assert(error.held <= error.limit, error.message);
  await stop();
});

test("primaries: maxPackets ends the loop that falls behind, after what was waiting", async () => {
  const { handler, peer, clock, stop } = await selected();
  const primaries = handler.primaries({ maxPackets: 3 });
  for (let i = 0; i < 5; i++) peer.send(S1F1);
  await clock.settle();
  for (let i = 0; i < 3; i++) assertEquals((await primaries.next()).value.header.name, "S1F1");
  const error = await assertRejects(() => primaries.next(), HsmsOverflowError);
  assertEquals(
    error.message,
    "The reader of primaries is 3 packets behind. Read faster, or raise maxPackets",
  );
  await stop();
});

test("primaries: maxBytes ends the loop that falls behind, and one primary may wait whatever its size", async () => {
  const { handler, peer, clock, stop } = await selected();
  const large = new HsmsPacket(streamFunction(7, 3).header, new Uint8Array(2000)).encode();
  const alone = handler.primaries({ maxBytes: 1000 });
  peer.send(large);
  await clock.settle();
  assertEquals((await alone.next()).value.data.length, 2000);
  peer.send(large);
  peer.send(S1F1);
  await clock.settle();
  assertEquals((await alone.next()).value.data.length, 2000);
  const error = await assertRejects(() => alone.next(), HsmsOverflowError);
  assertEquals(
    error.message,
    "The reader of primaries is 2010 bytes behind, and S1F1 has 10 more. Read faster, or raise maxBytes",
  );
  assertThrows(() => handler.primaries({ maxBytes: 0 }), RangeError, "maxBytes must be a whole number");
  await stop();
});
