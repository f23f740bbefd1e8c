// Promises that hold at the edges: found as changes of one line that no other test notices (deno task mutate).

import { test } from "node:test";
import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import { HsmsOverflowError, HsmsTimeouts, streamFunction } from "@secs/hsms";
import { VirtualClock } from "@secs/hsms/testing";
import { LinktestSchedule } from "../../../../src/core/hsms/machine/linktest_schedule.ts";
import type { Machine } from "../../../../src/core/hsms/machine/machine.ts";
import { Sessions } from "../../../../src/core/hsms/machine/sessions.ts";
import { Transaction, Transactions } from "../../../../src/core/hsms/machine/transactions.ts";
import { effects, GENERAL, machine, receive, selected, told, writtenHex } from "./machines.ts";

const SINGLE = 0xffff;

/** What the fault says that comes of a frame. */
function fault(of: Machine, hex: string): string | undefined {
  receive(of, hex);
  return effects(of).find((effect) => effect.type === "fault")?.error.message;
}

function request(system: number, timeout: number): Transaction {
  return new Transaction(
    streamFunction(1, 1, undefined, { system, requireResponse: true }).header,
    timeout,
  );
}

for (
  const [why, make, hex] of [
    ["its PType is not 0", selected, "0000 81 01 01 00 00000005"],
    ["its SType is not supported", selected, "ffff 00 00 00 08 00000005"],
    ["a control message has no body", selected, "ffff 00 00 00 05 00000005 0100"],
    ["no request of ours is open for it", selected, "ffff 00 00 00 06 00000005"],
    ["the session is not selected", machine, "0000 81 01 00 00 00000005"],
    ["it is for another session", () => selected({ rejectForeign: true }), "0007 81 01 00 00 00000005"],
  ] as const
) {
  test(`a frame that is rejected: the fault says why: ${why}`, () => {
    const message = fault(make(), hex)!;
    assertEquals(message.slice(message.indexOf(" of peer: ")), ` of peer: ${why}`);
  });
}

test("a Reject.req because of the PType that matches nothing: a fault, and no answer", () => {
  const of = selected();
  receive(of, "ffff 00 02 00 07 0000000a");
  assertEquals([told(of), writtenHex(of)], [["fault stray-reject"], []]);
});

test("HSMS-GS: a Deselect.req for an unknown session changes no state", () => {
  const of = machine(GENERAL);
  receive(of, "0003 00 00 00 03 0000000a");
  assertEquals([of.state, writtenHex(of)], ["not-selected", ["0003 00 01 00 04 0000000a"]]);
});

test("HSMS-GS: Select.req for two sessions that cross our Deselect.req for both: both stay selected", () => {
  const of = selected(GENERAL);
  of.deselect(1);
  of.deselect(2);
  receive(of, "0001 00 00 00 01 0000000a");
  receive(of, "0002 00 00 00 01 0000000b");
  receive(of, "0001 00 00 00 04 00000100");
  receive(of, "0002 00 00 00 04 00000101");
  assertEquals([of.isSelected(1), of.isSelected(2), of.openTransactions], [true, true, 0]);
});

test("a deselect that joins the one that is open asks nothing new: a Select.req that crossed it still counts", () => {
  const of = selected();
  of.deselect(SINGLE);
  receive(of, "ffff 00 00 00 01 0000000a");
  of.deselect(SINGLE);
  receive(of, "ffff 00 00 00 04 00000100");
  assertEquals(of.state, "selected");
});

test("HSMS-GS with session 0: the linktest is the connection's all the same, and open once", () => {
  const of = selected({ sessions: [0] });
  assertStrictEquals(of.linktest(), of.linktest());
  assertEquals([writtenHex(of), of.deadline], [["ffff 00 00 00 05 00000100"], undefined]);
});

test("the end of one control request leaves the others open, to be joined", () => {
  const of = machine();
  const linktest = of.linktest();
  of.abort(of.select(SINGLE), "given up");
  assertStrictEquals(of.linktest(), linktest);
});

test("HSMS-GS: T7 runs from when TCP came up, however many sessions there are", () => {
  const of = machine(GENERAL);
  assertEquals(of.deadline, 10_000);
  of.tick(10_000);
  assertEquals(told(of), ["timer T7 10000", "disconnect timeout"]);
});

test("HSMS-GS: the end of one session does not defer the linktest of the connection", () => {
  const of = selected(GENERAL);
  of.separate(1, 10_000);
  assertEquals(of.deadline, 30_000);
});

test("one request too many: the error says what to do", () => {
  const of = selected({ maxOpenTransactions: 0 });
  const packet = streamFunction(1, 1, undefined, { system: 5, requireResponse: true });
  assertThrows(
    () => of.request(packet.header, 1_000),
    HsmsOverflowError,
    "Cannot send S1F1 W: 0 transactions with peer are open already. Wait for replies, or raise maxOpenTransactions",
  );
});

test("of two requests whose time is up at once, the one that was sent first ends first", () => {
  const of = selected({ timeouts: new HsmsTimeouts({ linktest: 0 }) });
  for (const [system, now, timeout] of [[1, 0, 2_000], [2, 1_000, 1_000]] as const) {
    const packet = streamFunction(1, 1, undefined, { system, requireResponse: true });
    of.request(packet.header, timeout);
    of.sent(packet, now);
  }
  of.tick(2_000);
  assertEquals(told(of).filter((line) => line.startsWith("timer")), ["timer T3 2000", "timer T3 1000"]);
});

test("Transaction: an error that the caller of reply() does not wait for is not an unhandled rejection", async () => {
  const transaction = request(1, 1_000);
  void transaction.reply();
  transaction.fail(new Error("no reply"));
  await new VirtualClock().settle();
});

test("Transactions: one that was closed before it was sent leaves the others due", () => {
  const transactions = new Transactions();
  const [sent, unsent] = [request(1, 1_000), request(2, 1_000)];
  transactions.add(sent);
  transactions.sent(sent, 0);
  transactions.add(unsent);
  transactions.delete(unsent);
  assertStrictEquals(transactions.due, sent);
});

test("Transactions: a timeout that is used again finds those that it has open", () => {
  const transactions = new Transactions();
  const all = [request(1, 1_000), request(2, 2_000), request(3, 1_000)];
  for (const [now, one] of all.entries()) {
    transactions.add(one);
    transactions.sent(one, now);
  }
  assertStrictEquals(transactions.due, all[0]);
});

test("Sessions: a connection without sessions is not connected", () => {
  assertEquals(new Sessions([]).overall, "not-connected");
});

test("LinktestSchedule: a miss counts if nothing was ever received, from time 0 on", () => {
  const schedule = new LinktestSchedule(new HsmsTimeouts(), 1);
  schedule.start(0);
  assertEquals(schedule.missed(0, 5_000), true);
});
