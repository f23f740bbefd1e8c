import { test } from "node:test";
import { assertEquals, assertStrictEquals } from "@std/assert";
import type { HsmsConnection, HsmsConnectionDelegate, HsmsPacket } from "@secs/hsms";
import { HsmsStateError, linktestReq } from "@secs/hsms";
import { VirtualClock } from "@secs/hsms/testing";
import { SafeDelegate, type ShortWay } from "../../../../src/core/hsms/connection/delegate.ts";
import { errorSink, Tracer } from "../../../../src/core/hsms/connection/trace.ts";

/** Only handed on: no delegate here looks into it. */
const CONNECTION = {} as HsmsConnection;
const SHORT_WAY: ShortWay = { encode: () => false };
const PACKET = linktestReq(1);
const METHODS = [
  "onConnectionEstablished",
  "onConnectionPacketReceived",
  "onConnectionPacketSent",
  "onConnectionBeforeClosed",
  "onConnectionClosed",
] as const;

function safe(delegate: HsmsConnectionDelegate | undefined): { safe: SafeDelegate; errors: unknown[] } {
  const errors: unknown[] = [];
  const tracer = new Tracer({ clock: new VirtualClock(), onDelegateError: (error) => errors.push(error) });
  return { safe: new SafeDelegate(delegate, tracer), errors };
}

/** Calls every method once, in the order of a connection's life. */
function callAll(delegate: SafeDelegate, error?: Error): void {
  delegate.onStart(CONNECTION, SHORT_WAY);
  delegate.onConnectionEstablished(CONNECTION);
  delegate.onConnectionPacketReceived(CONNECTION, PACKET);
  delegate.onConnectionPacketSent(CONNECTION, PACKET);
  delegate.onConnectionBeforeClosed(CONNECTION);
  delegate.onEnd(error);
  delegate.onConnectionClosed(CONNECTION, error);
}

test("SafeDelegate: each method of the delegate is called with what the connection says", () => {
  const calls: unknown[][] = [];
  const delegate: HsmsConnectionDelegate = {};
  for (const method of METHODS) delegate[method] = (...told: unknown[]) => void calls.push([method, ...told]);
  const { safe: all, errors } = safe(delegate);
  const gone = new Error("gone");
  callAll(all, gone);
  assertEquals(calls.map(([method]) => method), [...METHODS]);
  for (const [, connection] of calls) assertStrictEquals(connection, CONNECTION);
  assertEquals(calls.map(([, , what]) => what), [undefined, PACKET, PACKET, undefined, gone]);
  assertEquals(errors, []);
});

test("SafeDelegate: without a delegate, or with one that has no methods, nothing happens", () => {
  for (const delegate of [undefined, {}]) {
    const { safe: all, errors } = safe(delegate);
    callAll(all);
    assertEquals(errors, []);
  }
});

test("SafeDelegate: methods of a class are called on their object", () => {
  class Counter implements HsmsConnectionDelegate {
    packets: HsmsPacket[] = [];
    onConnectionPacketReceived(_connection: HsmsConnection, packet: HsmsPacket): void {
      this.packets.push(packet);
    }
  }
  const counter = new Counter();
  callAll(safe(counter).safe);
  assertEquals(counter.packets, [PACKET]);
});

for (const method of METHODS) {
  test(`SafeDelegate: what ${method} throws is reported, and not thrown`, async () => {
    const { safe: all, errors } = safe({
      [method]: () => {
        throw new Error(`bug in ${method}`);
      },
    });
    callAll(all);
    await Promise.resolve();
    assertEquals(errors.map(String), [`Error: bug in ${method}`]);
  });

  test(`SafeDelegate: what a promise of ${method} rejects with is reported`, async () => {
    const { safe: all, errors } = safe({
      [method]: () => Promise.reject(new Error(`later bug in ${method}`)),
    });
    callAll(all);
    assertEquals(errors, []);
    await Promise.resolve();
    await Promise.resolve();
    assertEquals(errors.map(String), [`Error: later bug in ${method}`]);
  });
}

test("errorSink() tells the listener later, and whose the error is", async () => {
  const told: unknown[][] = [];
  const whose: { connection?: HsmsConnection } = {};
  const report = errorSink((...args) => void told.push(args), () => whose.connection);
  report("first");
  whose.connection = CONNECTION;
  assertEquals(told, []);
  await Promise.resolve();
  assertEquals(told.length, 1);
  assertStrictEquals(told[0]![1], CONNECTION);
});

test("errorSink() without a listener: what tells of a peer or the network goes nowhere", async () => {
  errorSink(undefined, () => undefined)(new HsmsStateError("not-connected", "the peer is gone"));
  await Promise.resolve(); // a bug would be uncaught now, and fail the run
});
