// What this side and the time do: commands, timers, and the end of TCP. What the peer's frames do is in reactions_test.ts.

import { test } from "node:test";
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { HsmsOverflowError, HsmsStateError, HsmsTimeouts, streamFunction } from "@secs/hsms";
import type { Machine } from "../../../../src/core/hsms/machine/machine.ts";
import type { Transaction } from "../../../../src/core/hsms/machine/transactions.ts";
import { GENERAL, machine, receive, SELECT_REQ, selected, told, written, writtenHex } from "./machines.ts";

const SINGLE = 0xffff;

/** Opens a request S1F1 W with these system bytes, and hands it to the network at `now`. */
function ask(of: Machine, system: number, now?: number, timeout = 45_000, sessionId = 0): Transaction {
  const packet = streamFunction(1, 1, undefined, { sessionId, system, requireResponse: true });
  const transaction = of.request(packet.header, timeout);
  if (now !== undefined) of.sent(packet, now);
  return transaction;
}

/** Hands everything that waits to the network. */
function handOver(of: Machine, now: number): void {
  for (const packet of written(of)) of.sent(packet, now);
}

test("an active machine asks to be selected at once, a passive one waits", () => {
  assertEquals(writtenHex(machine({ active: true })), ["ffff 00 00 00 01 00000100"]);
  assertEquals(writtenHex(machine({ active: true, controlSessionId: 7 })), ["0007 00 00 00 01 00000100"]);
  assertEquals(writtenHex(machine({ active: true, ...GENERAL })), [
    "0001 00 00 00 01 00000100",
    "0002 00 00 00 01 00000101",
  ]);
  const passive = machine();
  assertEquals([writtenHex(passive), told(passive), passive.state], [[], [], "not-selected"]);
});

test("data may be sent in a session that is selected, and in no other", () => {
  const data = (sessionId: number) => streamFunction(1, 1, undefined, { sessionId }).header;
  const refused = (of: Machine, sessionId = 0): string =>
    assertThrows(() => of.requireSelected(data(sessionId)), HsmsStateError).code;
  assertEquals(refused(machine()), "session-not-selected");
  selected().requireSelected(data(0));
  selected().requireSelected(data(77));
  const general = machine(GENERAL);
  receive(general, "0001 00 00 00 01 00000009");
  general.requireSelected(data(1));
  assertEquals([refused(general, 2), refused(general, 3)], ["session-not-selected", "session-not-selected"]);
  const closing = selected();
  closing.close();
  assertEquals(refused(closing), "session-not-selected");
});

test("a request is not opened in a session that is not selected", () => {
  const of = machine();
  assertEquals(assertThrows(() => ask(of, 1), HsmsStateError).code, "session-not-selected");
  assertEquals(of.openTransactions, 0);
});

test("the system bytes of an open request are not taken again", () => {
  const of = selected();
  ask(of, 0x101);
  ask(of, 0x102);
  assertEquals([of.nextSystem(), of.nextSystem()], [0x100, 0x103]);
});

test("a request with the system bytes of an open one is refused, and once that one has ended it is not", () => {
  const of = selected();
  const first = ask(of, 0x77);
  assertEquals(assertThrows(() => ask(of, 0x77), HsmsStateError).code, "system-in-use");
  assertEquals(of.openTransactions, 1);
  of.abort(first, "given up");
  ask(of, 0x77);
});

test("the system bytes of a request that has just ended are not taken for the next one", () => {
  const of = selected();
  of.abort(ask(of, 0x100), "given up");
  assertEquals(of.nextSystem(), 0x101);
});

test("one request more than maxOpenTransactions is refused, and control messages are not", () => {
  const of = selected({ maxOpenTransactions: 2 });
  ask(of, 1);
  ask(of, 2);
  const error = assertThrows(() => ask(of, 3), HsmsOverflowError);
  assertEquals([error.held, error.limit, of.openTransactions], [2, 2, 2]);
  of.linktest();
  assertEquals(of.openTransactions, 3);
});

test("select, deselect and linktest join the request of their kind that is open", () => {
  const of = machine();
  assertStrictEquals(of.select(SINGLE), of.select(SINGLE));
  assertStrictEquals(of.deselect(SINGLE), of.deselect(SINGLE));
  assertStrictEquals(of.linktest(), of.linktest());
  assertEquals(writtenHex(of), [
    "ffff 00 00 00 01 00000100",
    "ffff 00 00 00 03 00000101",
    "ffff 00 00 00 05 00000102",
  ]);
});

test("HSMS-GS: each session has a select of its own, and the linktest is the connection's", () => {
  const of = machine(GENERAL);
  assert(of.select(1) !== of.select(2));
  assertStrictEquals(of.linktest(), of.linktest());
  assertEquals(writtenHex(of).length, 3);
  for (const ask of ["select", "deselect"] as const) {
    assertEquals(assertThrows(() => of[ask](3), HsmsStateError).code, "session-not-selected");
  }
  assertEquals(writtenHex(of), []);
});

test("nothing is asked once the machine is over", () => {
  const of = selected();
  of.close();
  written(of);
  for (const ask of ["select", "deselect", "linktest"] as const) {
    assertEquals(assertThrows(() => of[ask](SINGLE), HsmsStateError).code, "session-not-selected");
  }
  of.separate(SINGLE, 0);
  assertEquals([writtenHex(of), told(of)], [[], []]);
});

test("T7 runs from when TCP came up, and ends the connection when it is over", () => {
  const of = machine();
  assertEquals(of.deadline, 10_000);
  of.tick(9_999);
  assertEquals(told(of), []);
  of.tick(10_000);
  assertEquals(told(of), ["timer T7 10000", "disconnect timeout"]);
  assertEquals([of.state, of.deadline], ["not-connected", undefined]);
});

test("T7 stops with the selection, and begins anew when it ends", () => {
  const of = machine();
  receive(of, SELECT_REQ, 5_000);
  assertEquals(of.deadline, 35_000);
  receive(of, "ffff 00 00 00 03 0000000a", 20_000);
  assertEquals(of.deadline, 30_000);
});

test("HSMS-GS: T7 stops with the first session that is selected, and begins with the end of the last", () => {
  const of = machine(GENERAL);
  receive(of, "0001 00 00 00 01 00000009", 1_000);
  receive(of, "0002 00 00 00 01 0000000a", 2_000);
  assertEquals(of.deadline, 32_000);
  receive(of, "0001 00 00 00 03 0000000b", 3_000);
  assertEquals(of.deadline, 33_000);
  receive(of, "0002 00 00 00 03 0000000c", 4_000);
  assertEquals(of.deadline, 14_000);
});

test("T3 runs from when the request was handed over, and ends that request alone", () => {
  const of = selected({ timeouts: new HsmsTimeouts({ linktest: 0 }) });
  ask(of, 1, 1_000);
  ask(of, 2);
  assertEquals(of.deadline, 46_000);
  of.tick(45_999);
  assertEquals(told(of), []);
  of.tick(46_000);
  assertEquals(told(of), ["timer T3 45000", "settle S1F1 W: timeout"]);
  assertEquals([of.openTransactions, of.state, of.deadline], [1, "selected", undefined]);
});

test("T3 begins with the request itself, not with another message that has its system bytes", () => {
  const of = selected({ timeouts: new HsmsTimeouts({ linktest: 0 }) });
  ask(of, 1);
  of.sent(streamFunction(1, 1, undefined, { system: 1, requireResponse: true }), 0);
  of.sent(streamFunction(1, 2, undefined, { system: 1 }), 0);
  assertEquals(of.deadline, undefined);
});

test("every request whose time is over ends in one tick, the first one first", () => {
  const of = selected();
  ask(of, 1, 0, 3_000);
  ask(of, 2, 0, 1_000);
  ask(of, 3, 0, 9_000);
  of.tick(5_000);
  assertEquals(told(of).filter((line) => line.startsWith("timer")), ["timer T3 1000", "timer T3 3000"]);
  assertEquals(of.openTransactions, 1);
});

for (const kind of ["select", "deselect"] as const) {
  test(`T6: a ${kind} without an answer ends the connection`, () => {
    const of = kind === "select" ? machine({ timeouts: new HsmsTimeouts({ t7: 60_000 }) }) : selected();
    of[kind](SINGLE);
    handOver(of, 1_000);
    of.tick(6_000);
    const name = kind === "select" ? "Select.req" : "Deselect.req";
    assertEquals(told(of), ["timer T6 5000", `settle ${name}: timeout`, "disconnect timeout"]);
  });
}

test("T6 ends one request, and what else is open ends with the connection", () => {
  const of = machine({ timeouts: new HsmsTimeouts({ t7: 60_000 }) });
  of.select(SINGLE);
  of.deselect(SINGLE);
  handOver(of, 0);
  of.tick(5_000);
  assertEquals(told(of), ["timer T6 5000", "settle Select.req: timeout", "disconnect timeout"]);
  of.disconnected(5_000, new Error("no answer"));
  assertEquals(told(of), ["settle Deselect.req: connection-lost"]);
});

test("T6: the number of linktests without an answer that maxLinktestMisses says ends the connection", () => {
  const of = selected({ maxLinktestMisses: 2 });
  of.tick(30_000);
  handOver(of, 30_000);
  of.tick(35_000);
  assertEquals(told(of), ["timer T6 5000", "settle Linktest.req: timeout"]);
  of.tick(65_000);
  handOver(of, 65_000);
  of.tick(70_000);
  assertEquals(told(of), ["timer T6 5000", "settle Linktest.req: timeout", "disconnect timeout"]);
});

test("a linktest is sent when it is due, and the next one is not due while it is open", () => {
  const of = selected();
  assertEquals(of.deadline, 30_000);
  of.tick(29_999);
  assertEquals(writtenHex(of), []);
  of.tick(30_000);
  of.tick(30_000);
  assertEquals([writtenHex(of), of.deadline], [["ffff 00 00 00 05 00000100"], undefined]);
});

test("bytes that came in defer the linktest, though they are no whole frame", () => {
  const of = selected();
  of.heard(20_000);
  assertEquals(of.deadline, 50_000);
});

test("HSMS-SS: separate() sends Separate.req and ends TCP after it, without an error", () => {
  const of = selected();
  of.separate(SINGLE, 0);
  assertEquals(writtenHex(of), ["ffff 00 00 00 09 00000100"]);
  assertEquals(told(of), ["deselected 65535 to not-connected", "disconnect"]);
});

test("HSMS-GS: separate() ends one session, and TCP stays up for the others", () => {
  const of = selected(GENERAL);
  of.separate(1, 0);
  assertEquals(writtenHex(of), ["0001 00 00 00 09 00000100"]);
  assertEquals(told(of), ["deselected 1 to not-selected"]);
  assertEquals([of.isSelected(1), of.isSelected(2), of.state], [false, true, "selected"]);
  of.separate(3, 0);
  assertEquals([writtenHex(of), told(of)], [[], []]);
});

test("separate() ends the Select.req that is open: its answer would select this side alone", () => {
  const of = machine({ active: true });
  written(of);
  of.separate(SINGLE, 0);
  assertEquals(writtenHex(of), ["ffff 00 00 00 09 00000101"]);
  assertEquals(told(of), ["settle Select.req: separated-here", "disconnect"]);
});

test("close() sends Separate.req in each session that is selected, and ends the machine", () => {
  const of = selected(GENERAL);
  receive(of, "0001 00 00 00 03 0000000b");
  written(of);
  told(of);
  of.close();
  of.close();
  assertEquals(writtenHex(of), ["0002 00 00 00 09 00000100"]);
  receive(of, "ffff 00 00 00 05 00000001");
  of.tick(1_000_000);
  assertEquals([writtenHex(of), told(of), of.deadline], [[], [], undefined]);
});

test("abort() ends a transaction with the caller's reason, once", () => {
  const of = selected();
  const transaction = ask(of, 1);
  const reason = new Error("not any more");
  of.abort(transaction, reason);
  of.abort(transaction, reason);
  assertEquals(told(of), ["settle S1F1 W: Error: not any more"]);
  assertEquals(of.openTransactions, 0);
});

test("openRequest() finds the open request with exactly this header", () => {
  const of = selected();
  const transaction = ask(of, 1);
  assertStrictEquals(
    of.openRequest(streamFunction(1, 1, undefined, { system: 1, requireResponse: true }).header),
    transaction,
  );
  const others = [
    streamFunction(1, 1, undefined, { system: 2, requireResponse: true }),
    streamFunction(1, 3, undefined, { system: 1, requireResponse: true }),
  ];
  for (const { header } of others) assertEquals(of.openRequest(header), undefined);
});

test("the end of TCP ends the selection first, then everything that is open", () => {
  const of = selected(GENERAL);
  ask(of, 1, 0, 45_000, 1);
  of.linktest();
  written(of);
  of.disconnected(5, new Error("the cable was cut"));
  assertEquals(told(of), [
    "deselected 1 to not-connected",
    "deselected 2 to not-connected",
    "settle S1F1 W: connection-lost",
    "settle Linktest.req: connection-lost",
  ]);
  assertEquals([of.state, of.openTransactions, of.deadline], ["not-connected", 0, undefined]);
  receive(of, "ffff 00 00 00 05 00000001");
  assertEquals(writtenHex(of), []);
});

test("a disconnect is asked for once, whatever comes before it is carried out", () => {
  const of = machine();
  of.tick(10_000);
  receive(of, SELECT_REQ, 10_000);
  of.tick(20_000);
  assertEquals(told(of), ["timer T7 10000", "disconnect timeout"]);
  assertEquals(writtenHex(of), []);
});

test("HSMS-GS: the active side selects the sessions that are wanted, all of them without a say", () => {
  const some = machine({ ...GENERAL, active: true, wants: (id) => id === 2 });
  assertEquals(writtenHex(some), ["0002 00 00 00 01 00000100"]);
  const all = machine({ ...GENERAL, active: true });
  assertEquals(writtenHex(all), ["0001 00 00 00 01 00000100", "0002 00 00 00 01 00000101"]);
});

test("of requests that were sent together, T3 begins for those that are open still", () => {
  const of = selected({ timeouts: new HsmsTimeouts({ linktest: 0 }) });
  const [ended, open] = [ask(of, 1, undefined, 1_000), ask(of, 2, undefined, 5_000)];
  of.abort(ended, "given up");
  of.sentAll([ended, open], 10);
  assertEquals([of.deadline, ended.sentAt, open.sentAt], [5_010, undefined, 10]);
});
