import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import { VirtualClock } from "@secs/hsms/testing";
import { HsmsProtocolError } from "@secs/hsms";
import { Refusals } from "../../../../src/core/hsms/listen/refusals.ts";
import { fromHex } from "../../../support/hex.ts";
import { FakeTransport } from "./fake_transport.ts";

const SELECT_REQ = fromHex("0000000a ffff 00 00 00 01 00000009");
/** Select.rsp 3, exhausted. */
const EXHAUSTED = "write 0000000affff0003000200000009";

/** A client that is told that its peer is busy, within 10 s. */
function busy(): { clock: VirtualClock; refusals: Refusals; client: FakeTransport } {
  const clock = new VirtualClock();
  const refusals = new Refusals(clock);
  const client = new FakeTransport();
  refusals.answerBusy(client.incoming, 10_000);
  return { clock, refusals, client };
}

test("Refusals: close() ends the connection gracefully, and it is counted out when it has ended", () => {
  const client = new FakeTransport();
  new Refusals(new VirtualClock()).close(client.incoming);
  assertEquals(client.lines, ["start", "close"]);
  client.receive(SELECT_REQ);
  client.end();
  assertEquals(client.lines, ["start", "close", "gone"]);
});

test("Refusals: answerBusy() answers Select.req with Select.rsp 3, and ends the connection", () => {
  const { clock, client } = busy();
  assertEquals(client.lines, ["start"]);
  for (const byte of SELECT_REQ) client.receive(Uint8Array.of(byte));
  assertEquals(client.lines, ["start", EXHAUSTED, "close"]);
  client.end();
  assertEquals([client.lines.at(-1), clock.pending], ["gone", 0]);
});

test("Refusals: any other frame than Select.req ends the connection without an answer", () => {
  const { client } = busy();
  client.receive(fromHex("0000000a ffff 00 00 00 05 00000009"));
  assertEquals(client.lines, ["start", "close"]);
});

test("Refusals: a client that sends nothing is ended after T7", async () => {
  const { clock, client } = busy();
  await clock.advance(9_999);
  assertEquals(client.lines, ["start"]);
  await clock.advance(1);
  assertEquals(client.lines, ["start", "close"]);
});

test("Refusals: a client that sends garbage, or a body, throws into its transport, which aborts it", () => {
  for (const garbage of ["ffffffff", "0000000b ffff 00 00 00 01 00000009 00"]) {
    assertThrows(() => busy().client.receive(fromHex(garbage)), HsmsProtocolError);
  }
});

test("Refusals: sixteen are refused at once with an answer, one more is dropped, and room comes with the end of one", () => {
  const clock = new VirtualClock();
  const refusals = new Refusals(clock);
  const clients = Array.from({ length: 18 }, () => new FakeTransport());
  for (const client of clients.slice(0, 17)) refusals.answerBusy(client.incoming, 10_000);
  assertEquals(clients.slice(0, 16).every(({ lines }) => lines.join() === "start"), true);
  assertEquals([clients[16]!.lines, clock.pending], [["abort", "gone"], 16]);
  clients[0]!.end();
  refusals.close(clients[17]!.incoming);
  assertEquals(clients[17]!.lines, ["start", "close"]);
});

test("Refusals: stop() drops all of them", () => {
  const { refusals, client } = busy();
  const other = new FakeTransport();
  refusals.close(other.incoming);
  refusals.stop();
  assertEquals([client.lines.at(-1), other.lines.at(-1)], ["abort", "abort"]);
});
