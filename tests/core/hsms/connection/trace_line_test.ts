import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  formatTrace,
  HsmsActiveConnection,
  HsmsClosedError,
  type HsmsEvent,
  linktestReq,
  streamFunction,
  TransportError,
} from "@secs/hsms";
import { MemoryNetwork } from "@secs/hsms/testing";

const AT = new Date(2026, 10, 22, 8, 5, 9, 7);
const remote = { address: "10.0.0.7", port: 5000 };
const connection = new HsmsActiveConnection("10.0.0.7", 5000, 0, {}, { network: new MemoryNetwork() });

const LINES: readonly (readonly [Exclude<HsmsEvent, { type: "primary" }>, string])[] = [
  [{ type: "listening", local: { address: "::", port: 5000 } }, "[::]:5000 listening"],
  [{ type: "connecting", remote }, "10.0.0.7:5000 connecting"],
  [
    { type: "failed", error: new TransportError("refused", "Cannot connect"), retryIn: 9_999.2 },
    "Cannot connect; next attempt in 10000 ms",
  ],
  [
    { type: "refused", remote, why: "unknown", reason: "No peer is expected at 10.0.0.7" },
    "10.0.0.7:5000 refused: No peer is expected at 10.0.0.7",
  ],
  [{ type: "connected", local: remote, remote }, "10.0.0.7:5000 connected"],
  [
    { type: "sent", remote, packet: linktestReq(2) },
    "10.0.0.7:5000 -> Linktest.req  session 0xffff  system 0x00000002  10 bytes",
  ],
  [
    { type: "received", remote, packet: streamFunction(1, 2, new Uint8Array(5), { system: 3 }) },
    "10.0.0.7:5000 <- S1F2          session 0x0000  system 0x00000003  15 bytes",
  ],
  [
    { type: "selected", sessionId: 0xffff },
    "10.0.0.7:5000 session 0xffff selected",
  ],
  [
    { type: "deselected", sessionId: 7, to: "not-selected" },
    "10.0.0.7:5000 session 0x0007 deselected: not-selected",
  ],
  [{ type: "timer", timer: "T3", after: 45_000 }, "10.0.0.7:5000 T3 ran out after 45000 ms"],
  [
    { type: "late-reply", packet: streamFunction(1, 2, undefined, { system: 3 }), why: "answered" },
    "10.0.0.7:5000 late reply S1F2  system 0x00000003: its request was answered already",
  ],
  [{ type: "fault", error: new Error("a stray Reject") }, "a stray Reject"],
  [{ type: "closed", remote }, "10.0.0.7:5000 closed"],
  [
    { type: "closed", remote, error: new HsmsClosedError("closed-by-peer", "the peer hung up") },
    "10.0.0.7:5000 closed: the peer hung up",
  ],
];

for (const [detail, line] of LINES) {
  test(`formatTrace() prints ${detail.type}: ${line}`, () => {
    assertEquals(formatTrace({ ...detail, time: 0, connection }, AT), `08:05:09.007 ${line}`);
  });
}

test("formatTrace() prints the peer's name, so that one log serves many links", () => {
  const event = { type: "sent", remote, packet: linktestReq(2), time: 0, name: "etcher-7" } as const;
  assertEquals(
    formatTrace(event, AT),
    "08:05:09.007 etcher-7 10.0.0.7:5000 -> Linktest.req  session 0xffff  system 0x00000002  10 bytes",
  );
});

test("formatTrace() prints a server's own event, which has no connection", () => {
  assertEquals(
    formatTrace({ type: "timer", timer: "T7", after: 1, time: 0 }, AT),
    "08:05:09.007 - T7 ran out after 1 ms",
  );
});
