import { test } from "node:test";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { TransportSlot } from "../../../../src/core/hsms/listen/transport_slot.ts";
import { FakeTransport } from "./fake_transport.ts";

test("Incoming: a connection that is dropped is counted out, once", () => {
  const transport = new FakeTransport();
  const { incoming } = transport;
  incoming.drop();
  incoming.ended();
  incoming.ended();
  assertEquals(transport.lines, ["abort", "gone"]);
  assertEquals(incoming.remote, transport.remote);
});

test("Incoming: a connection that has ended is counted out, once, whoever says so", () => {
  const transport = new FakeTransport();
  const { incoming } = transport;
  incoming.ended();
  incoming.drop();
  assertEquals(transport.lines, ["gone", "abort"]);
});

test("TransportSlot: the first connection that is offered is the one that was waited for", async () => {
  const slot = new TransportSlot();
  const [first, second] = [new FakeTransport(), new FakeTransport()];
  const waited = slot.wait(new AbortController().signal);
  assertEquals([slot.offer(first.incoming), slot.offer(second.incoming)], [true, false]);
  assertStrictEquals(await waited, first);
  assertEquals([first.lines, second.lines], [[], []]);
});

test("TransportSlot: a connection that was offered before anybody waited is there", async () => {
  const slot = new TransportSlot();
  const transport = new FakeTransport();
  slot.offer(transport.incoming);
  assertStrictEquals(await slot.wait(new AbortController().signal), transport);
});

test("TransportSlot: whoever gives up waiting gets the signal's reason, and the slot takes nothing more", async () => {
  const slot = new TransportSlot();
  const control = new AbortController();
  const waited = slot.wait(control.signal);
  control.abort(new Error("disabled"));
  await assertRejects(() => waited, Error, "disabled");
  const late = new FakeTransport();
  assertEquals([slot.offer(late.incoming), late.lines], [false, []]);
});

test("TransportSlot: a connection that came in the moment of the abort is dropped, and counted out", async () => {
  const slot = new TransportSlot();
  const control = new AbortController();
  const transport = new FakeTransport();
  const waited = slot.wait(control.signal);
  control.abort(new Error("disabled"));
  slot.offer(transport.incoming);
  await assertRejects(() => waited, Error, "disabled");
  assertEquals(transport.lines, ["abort", "gone"]);
});

test("TransportSlot: the end of the connection counts it out; without one nothing happens", async () => {
  const slot = new TransportSlot();
  slot.ended();
  const transport = new FakeTransport();
  slot.offer(transport.incoming);
  await slot.wait(new AbortController().signal);
  slot.ended();
  slot.ended();
  assertEquals(transport.lines, ["gone"]);
});
