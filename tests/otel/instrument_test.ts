import { test } from "node:test";
import { assert, assertEquals, assertRejects } from "@std/assert";
import * as api from "@opentelemetry/api";
import {
  GemHandler,
  HsmsHeader,
  HsmsPacket,
  HsmsProtocol,
  HsmsStateError,
  HsmsTimeoutError,
  NO_BODY,
  S1F1,
  SecsHandler,
  streamFunction,
} from "@secs/hsms";
import { instrument, type OtelApi } from "@secs/hsms/otel";
import { MemoryNetwork, VirtualClock } from "@secs/hsms/testing";
import { PrimarySpans } from "../../src/otel/primaries.ts";
import { Collector } from "./collector.ts";

/** The package as a program has it. */
const REAL: OtelApi = api;

/** A host and a tool that are selected. */
async function secsPair(clock = new VirtualClock()) {
  const network = new MemoryNetwork();
  const tool = new SecsHandler("127.0.0.1", 5000, false, 0, "fab", { network, clock, role: "equipment" });
  const host = new SecsHandler("127.0.0.1", 5000, true, 0, "ETCH-3", { network, clock });
  tool.register(S1F1, () => ({ MDLN: "ETCHER", SOFTREV: "1.0" }));
  await tool.enable();
  await host.enable();
  await host.whenSelected();
  return {
    clock,
    tool,
    host,
    end: async () => {
      await host.disable();
      await tool.disable();
    },
  };
}

test("a request is a span of kind client, with the message, the peer and the reply", async () => {
  const { host, end } = await secsPair();
  const otel = new Collector();
  instrument(host, otel.api);
  await host.request(S1F1);
  const [span] = otel.spans("S1F1");
  assertEquals(span!.kind, api.SpanKind.CLIENT);
  assertEquals(span!.status.code, api.SpanStatusCode.UNSET);
  const { "network.peer.port": port, ...attributes } = span!.attributes;
  assertEquals(port, 5000);
  assertEquals(attributes, {
    "hsms.peer": "ETCH-3",
    "hsms.session": 0,
    "hsms.request.bytes": 10,
    "secs.message": "S1F1",
    "network.transport": "tcp",
    "network.peer.address": "127.0.0.1",
    "secs.reply": "S1F2",
    "hsms.reply.bytes": 25,
  });
  await end();
});

test("a request is a child of the span in which it was made, also if two are made in one turn", async () => {
  const { host, end } = await secsPair();
  const otel = new Collector();
  instrument(host, otel.api);
  const asked = ["lot A", "lot B"].map((name) =>
    otel.tracer.startActiveSpan(name, async (span) => {
      await host.request(S1F1);
      span.end();
    })
  );
  await Promise.all(asked);
  const parents = otel.spans("S1F1").map(({ parentSpanContext }) => parentSpanContext!.spanId);
  const lots = ["lot A", "lot B"].map((name) => otel.spans(name)[0]!.spanContext().spanId);
  assertEquals(parents.sort(), lots.sort());
  await end();
});

test("a primary that is answered is a span of kind server without a parent, until its reply is sent", async () => {
  const otel = new Collector();
  const { tool, host, end } = await otel.tracer.startActiveSpan("startup", () => secsPair());
  await otel.tracer.startActiveSpan("startup", async () => {
    instrument(tool, otel.api);
    await host.request(S1F1);
  });
  const [span] = otel.spans("S1F1");
  assertEquals(span!.kind, api.SpanKind.SERVER);
  assertEquals(span!.parentSpanContext, undefined);
  assertEquals([span!.attributes["hsms.peer"], span!.attributes["secs.reply"]], ["fab", "S1F2"]);
  await end();
});

test("a primary without W is no span", async () => {
  const { tool, host, end } = await secsPair();
  const otel = new Collector();
  instrument(tool, otel.api);
  host.send(S1F1);
  await host.request(S1F1);
  assertEquals(otel.spans("S1F1").length, 1);
  await end();
});

test("a request that T3 ends is a span with an error, and its span at the other side ends with the connection", async () => {
  const { clock, tool, host, end } = await secsPair();
  const [ours, theirs] = [new Collector(), new Collector()];
  instrument(host, ours.api);
  instrument(tool, theirs.api);
  tool.register(1, 3, () => new Promise(() => {}));
  const reply = host.request(1, 3);
  await clock.settle();
  await clock.advance(host.protocol.timeouts.t3);
  await assertRejects(() => reply, HsmsTimeoutError);
  const [span] = ours.spans("S1F3");
  assertEquals([span!.status.code, span!.attributes["error.type"]], [api.SpanStatusCode.ERROR, "T3"]);
  assert(span!.status.message!.includes("S1F3"), span!.status.message);
  assertEquals(theirs.spans("S1F3").length, 0);
  await end();
  await clock.settle();
  assertEquals(theirs.spans("S1F3").map(({ status }) => status.code), [api.SpanStatusCode.ERROR]);
});

test("a request that could not be sent, and one that was aborted, are spans with errors", async () => {
  const { host, end } = await secsPair();
  const otel = new Collector();
  instrument(host, otel.api);
  await assertRejects(() => host.request(2, 99), Error);
  await end();
  await assertRejects(() => host.request(S1F1), HsmsStateError);
  assertEquals(otel.spans("S1F1").map(({ attributes }) => attributes["error.type"]), ["not-connected"]);
  assertEquals(otel.spans("S2F99")[0]!.status.code, api.SpanStatusCode.ERROR);
});

test("a reply that was lost, as nothing is selected any more, ends the span of its primary with an error", async () => {
  const { tool, host, clock, end } = await secsPair();
  const otel = new Collector();
  instrument(tool, otel.api);
  let answer = (): void => {};
  const isAsked = new Promise<void>((asked) => {
    tool.register(1, 3, () => new Promise((resolve) => (answer = () => resolve(NO_BODY), asked())));
  });
  host.request(1, 3).catch(() => {});
  await isAsked;
  await host.protocol.sendDeselectReq();
  answer();
  await clock.settle();
  const [span] = otel.spans("S1F3");
  assertEquals([span!.status.code, span!.attributes["error.type"]], [
    api.SpanStatusCode.ERROR,
    "session-not-selected",
  ]);
  await end();
});

test("a peer whose primaries nobody answers holds 1000 spans, and the oldest makes room", () => {
  const otel = new Collector();
  const tool = new HsmsProtocol("*", 5000, false, 0, "fab", { network: new MemoryNetwork() });
  const spans = new PrimarySpans(tool, otel.api, otel.api.trace.getTracer("test"));
  const remote = { address: "127.0.0.1", port: 5000 };
  const receive = (system: number): void => {
    const header = new HsmsHeader({ sessionId: 0, stream: 1, function: 1, system, requireResponse: true });
    spans.take({ type: "received", remote, packet: new HsmsPacket(header) });
  };
  for (let system = 1; system <= 1000; system++) receive(system);
  assertEquals(otel.spans("S1F1").length, 0);
  receive(1001);
  assertEquals(otel.spans("S1F1").length, 1);
  receive(1001);
  assertEquals(otel.spans("S1F1").length, 2);
  spans.stop();
  assertEquals(otel.spans("S1F1").length, 1002);
});

test("the time of requests is a histogram, by peer and message, and by what went wrong", async () => {
  const { host, end } = await secsPair();
  const otel = new Collector();
  instrument(host, otel.api);
  await host.request(S1F1);
  await host.request(S1F1);
  await assertRejects(() => host.request(2, 99), Error);
  const points = await otel.metric("hsms.request.duration");
  const counts = points.map(({ value, attributes }) => [
    attributes["secs.message"],
    attributes["hsms.peer"],
    (value as { readonly count: number }).count,
    "error.type" in attributes,
  ]);
  assertEquals(counts, [["S1F1", "ETCH-3", 2, false], ["S2F99", "ETCH-3", 1, true]]);
  await end();
});

test("what stats() counts is read when the meter is, of several handlers", async () => {
  const { tool, host, end } = await secsPair();
  const otel = new Collector();
  instrument(host, otel.api);
  instrument(tool, otel.api);
  await host.request(S1F1);
  const sent = (await otel.metric("hsms.frames"))
    .filter(({ attributes }) => attributes["hsms.direction"] === "sent")
    .map(({ value, attributes }) => [attributes["hsms.peer"], value]);
  assertEquals(sent, [["ETCH-3", host.stats().sent.frames], ["fab", tool.stats().sent.frames]]);
  assertEquals((await otel.metric("hsms.selected")).map(({ value }) => value), [1, 1]);
  assertEquals((await otel.metric("hsms.io")).length, 4);
  assertEquals(await otel.metric("gem.communicating"), []);
  await end();
  assertEquals((await otel.metric("hsms.selected")).map(({ value }) => value), [0, 0]);
});

test("events of all three levels of a GEM handler are counted", async () => {
  const network = new MemoryNetwork();
  const tool = new GemHandler("*", 5000, false, 0, "fab", {
    network,
    role: "equipment",
    mdln: "ETCH-3",
    softrev: "1.2.0",
  });
  const host = new GemHandler("127.0.0.1", 5000, true, 0, "ETCH-3", { network });
  const otel = new Collector();
  instrument(tool, otel.api);
  await tool.enable();
  await host.enable();
  await host.waitForCommunicating();
  await assertRejects(() => host.secs.request(99, 1), Error);
  const counted = Object.fromEntries(
    (await otel.metric("hsms.events")).map(({ value, attributes }) => [attributes["hsms.event"], value]),
  );
  assertEquals(counted, {
    "hsms.listening": 1,
    "hsms.connected": 1,
    "hsms.selected": 1,
    "gem.communicating": 1,
    "secs.unhandled": 1,
  });
  assertEquals((await otel.metric("gem.communicating")).map(({ value }) => value), [1]);
  await host.disable();
  await tool.disable();
});

test("a handler of HSMS alone, and the API package without an SDK, do as well", async () => {
  const network = new MemoryNetwork();
  const tool = new HsmsProtocol("127.0.0.1", 5000, false, 0, "fab", { network });
  const host = new HsmsProtocol("127.0.0.1", 5000, true, 0, "ETCH-3", { network });
  tool.on("primary", ({ packet }) => tool.sendResponse(streamFunction(1, 2), packet));
  const otel = new Collector();
  instrument(host, otel.api);
  instrument(tool, REAL);
  await tool.enable();
  await host.enable();
  await host.whenSelected();
  const reply = await host.sendAndWaitForResponse(streamFunction(1, 1));
  assertEquals([reply.header.name, otel.spans("S1F1").length], ["S1F2", 1]);
  await host.disable();
  await tool.disable();
});

test("a request in one session of HSMS-GS is a span of that session", async () => {
  const network = new MemoryNetwork();
  const sessions = [1, 2];
  const tool = new HsmsProtocol("127.0.0.1", 5000, false, 1, "fab", { network, sessions });
  const link = new HsmsProtocol("127.0.0.1", 5000, true, 1, "ETCH-3", { network, sessions });
  tool.on("primary", ({ packet }) => tool.sendResponse(streamFunction(1, 2), packet));
  const chamber = new SecsHandler("127.0.0.1", 5000, true, 2, "chamber 2", { network, protocol: link });
  const otel = new Collector();
  instrument(chamber, otel.api);
  await tool.enable();
  await chamber.enable();
  await chamber.whenSelected();
  await chamber.request(1, 1);
  assertEquals(otel.spans("S1F1").map(({ attributes }) => attributes["hsms.peer"]), ["chamber 2"]);
  await link.disable();
  await tool.disable();
});

test("after the returned function was called nothing is told, and the handler is as it was", async () => {
  const { host, end } = await secsPair();
  const otel = new Collector();
  const stop = instrument(host, otel.api);
  assert(Object.hasOwn(host.session, "sendAndWaitForResponse"));
  stop();
  assert(!Object.hasOwn(host.session, "sendAndWaitForResponse"));
  await host.request(S1F1);
  assertEquals(otel.spans("S1F1"), []);
  assertEquals(await otel.metric("hsms.frames"), []);
  await end();
});

test("a request that nobody waits for does not end the process when it fails", async () => {
  const { host, end } = await secsPair();
  const otel = new Collector();
  instrument(host, otel.api);
  void host.protocol.sendAndWaitForResponse(streamFunction(2, 99));
  await host.request(S1F1);
  assertEquals(otel.spans("S2F99")[0]!.status.code, api.SpanStatusCode.ERROR);
  await end();
});
