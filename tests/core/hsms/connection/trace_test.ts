import { test } from "node:test";
import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import type { HsmsConnection, HsmsEvent, HsmsTraceEvent } from "@secs/hsms";
import { VirtualClock } from "@secs/hsms/testing";
import { Tracer, type TracerOptions } from "../../../../src/core/hsms/connection/trace.ts";

const REMOTE = { address: "10.0.0.7", port: 5000 };
const CONNECTING = { type: "connecting", remote: REMOTE } as const;

/** A tracer at time 1 000, and what its trace or its listeners threw. */
function traced(
  options: Partial<TracerOptions> = {},
): { tracer: Tracer; clock: VirtualClock; errors: unknown[] } {
  const clock = new VirtualClock();
  const errors: unknown[] = [];
  return {
    tracer: new Tracer({ clock, onDelegateError: (error) => errors.push(error), ...options }),
    clock,
    errors,
  };
}

function bug(): never {
  throw new Error("bug in the trace");
}

test("Tracer: an event is wanted by the trace, or by who listens to its name", () => {
  const { tracer } = traced();
  assert(!tracer.wants("received"));
  const off = tracer.on("received", () => {});
  assertEquals([tracer.wants("received"), tracer.wants("sent")], [true, false]);
  off();
  assert(!tracer.wants("received"));
  assert(traced({ trace: () => {} }).tracer.wants("received"));
});

test("Tracer: the trace gets the event with the clock's time, the peer's name and the connection", async () => {
  const events: HsmsTraceEvent[] = [];
  const { tracer, clock } = traced({ name: "tool-1", trace: (event) => events.push(event) });
  const connection = {} as HsmsConnection;
  tracer.tell(CONNECTING);
  tracer.connection = connection;
  await clock.advance(250);
  tracer.tell(CONNECTING);
  const [before, after] = events;
  assertEquals(before, { ...CONNECTING, time: 0, name: "tool-1" });
  assertEquals([after!.time, after!.name, after!.type], [250, "tool-1", "connecting"]);
  assertStrictEquals(after!.connection, connection);
});

test("Tracer: without a name or a connection the event has neither", () => {
  const events: HsmsTraceEvent[] = [];
  traced({ trace: (event) => events.push(event) }).tracer.tell(CONNECTING);
  assertEquals(events.map((event) => Object.keys(event).sort()), [["remote", "time", "type"]]);
});

test("Tracer: the trace is told first, then who listens to that name, with the event as it is", () => {
  const order: unknown[] = [];
  const { tracer } = traced({ trace: ({ type }) => order.push(`trace ${type}`) });
  tracer.on("connecting", (event) => order.push(event));
  tracer.on("closed", () => order.push("not this one"));
  tracer.tell(CONNECTING);
  assertEquals(order, ["trace connecting", CONNECTING]);
});

test("Tracer: it is told each event under one name", () => {
  const { tracer } = traced();
  const heard: HsmsEvent[] = [];
  for (const type of ["listening", "connecting", "closed"] as const) {
    tracer.on(type, (event) => heard.push(event));
  }
  const events = [{ type: "listening", local: REMOTE }, CONNECTING, {
    type: "closed",
    remote: REMOTE,
  }] as const;
  for (const event of events) tracer.tell(event);
  assertEquals(heard, [...events]);
});

test("Tracer: a trace that throws is reported, and the listeners are told all the same", async () => {
  const { tracer, errors } = traced({ trace: bug });
  let told = 0;
  tracer.on("connecting", () => told++);
  tracer.tell(CONNECTING);
  await Promise.resolve();
  assertEquals([told, errors.map(String)], [1, ["Error: bug in the trace"]]);
});

test("Tracer: a trace whose promise rejects is reported", async () => {
  const trace = () => Promise.reject(new Error("later")) as unknown as void;
  const { tracer, errors } = traced({ trace });
  tracer.tell(CONNECTING);
  await Promise.resolve();
  await Promise.resolve();
  assertEquals(errors.map(String), ["Error: later"]);
});

test("Tracer: what a listener throws is told as `thrown`, once, and reported", async () => {
  const told: string[] = [];
  const { tracer, errors } = traced({ trace: ({ type }) => told.push(type) });
  tracer.on("connecting", bug);
  tracer.on("thrown", ({ error }) => {
    told.push(`heard ${error}`);
    throw new Error("bug in the listener of thrown");
  });
  tracer.tell(CONNECTING);
  await Promise.resolve();
  assertEquals(told, ["connecting", "thrown", "heard Error: bug in the trace"]);
  assertEquals(errors.map(String), ["Error: bug in the listener of thrown", "Error: bug in the trace"]);
});

test("Tracer: a listener of `thrown` that rejects each time is not told of that again", async () => {
  const told: string[] = [];
  const { tracer, errors } = traced({ trace: ({ type }) => told.push(type) });
  tracer.on("connecting", bug);
  tracer.on("thrown", () => Promise.reject(new Error("bug in the listener of thrown")));
  tracer.tell(CONNECTING);
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  assertEquals(told, ["connecting", "thrown"]);
  assertEquals(errors.map(String), ["Error: bug in the trace", "Error: bug in the listener of thrown"]);
});
