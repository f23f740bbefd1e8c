import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { deselectReq, HsmsHeader, type HsmsPacket, linktestReq, selectReq, streamFunction } from "@secs/hsms";
import {
  Transaction,
  type TransactionKind,
  Transactions,
} from "../../../../src/core/hsms/machine/transactions.ts";

function request(system: number, timeout = 1_000): Transaction {
  return new Transaction(
    streamFunction(1, 1, undefined, { system, requireResponse: true }).header,
    timeout,
  );
}

/** Transactions that are open and were sent in their order, the first at 0 and each 10 ms after the one before. */
function sent(...all: Transaction[]): Transactions {
  const transactions = new Transactions();
  for (const [i, one] of all.entries()) {
    transactions.add(one);
    transactions.sent(one, 10 * i);
  }
  return transactions;
}

test("Transaction: a control request goes out as it is, its system bytes are the transaction's", () => {
  const requests: [HsmsPacket, TransactionKind][] = [
    [selectReq(3), "select"],
    [deselectReq(3), "deselect"],
    [linktestReq(3), "linktest"],
  ];
  for (const [{ header }, kind] of requests) {
    const transaction = new Transaction(header, 1);
    assertEquals(transaction.kind, kind);
    assertStrictEquals(transaction.request, header);
    assertEquals([transaction.sessionId, transaction.system], [0xffff, 3]);
  }
});

test("Transaction: a data request goes out with the transaction's session id and system bytes, and W=1", () => {
  const { header } = streamFunction(7, 3, undefined, { sessionId: 1, system: 2 });
  const transaction = new Transaction(header, 1, 0x0405, 0x01020304);
  assertEquals([...transaction.request.encode()], [4, 5, 0x87, 3, 0, 0, 1, 2, 3, 4]);
  assertStrictEquals(transaction.request, transaction.request);
  assertEquals([transaction.sessionId, transaction.system], [0x0405, 0x01020304]);
  const same = new Transaction(header, 1);
  assertEquals([...same.request.encode()], [0, 1, 0x87, 3, 0, 0, 0, 0, 0, 2]);
});

test("Transaction: a header that has all that the request's is to have goes out as it is, and no other", () => {
  const fields = { sessionId: 1, stream: 7, function: 3, system: 2, requireResponse: true };
  const whole = new HsmsHeader(fields);
  const wanted = [0, 1, 0x87, 3, 0, 0, 0, 0, 0, 2];
  assertStrictEquals(new Transaction(whole, 1, 1, 2).request, whole);
  for (const other of [{ sessionId: 9 }, { system: 9 }, { requireResponse: false }, { pType: 1 }]) {
    const { request } = new Transaction(new HsmsHeader({ ...fields, ...other }), 1, 1, 2);
    assertEquals([...request.encode()], wanted, JSON.stringify(other));
  }
});

test("Transaction: once its time has begun it keeps no header but one that went out as it was given", () => {
  const { header } = streamFunction(7, 3, undefined, { system: 2, requireResponse: true });
  const asItIs = new Transaction(header, 1);
  const made = new Transaction(header, 1, 5);
  const before = made.request;
  for (const transaction of [asItIs, made]) transaction.begin(10);
  assertStrictEquals(asItIs.request, header);
  assert(made.request !== before);
  assertEquals([made.request.equals(before), made.sentAt, made.kind, asItIs.kind], [
    true,
    10,
    "data",
    "data",
  ]);
});

test("Transactions: the time of one begins once", () => {
  const transactions = new Transactions();
  const one = request(1, 500);
  transactions.add(one);
  transactions.sent(one, 70);
  transactions.sent(one, 90);
  assertEquals([transactions.due?.deadline, one.sentAt, one.next], [570, 70, undefined]);
});

test("Transaction: every caller gets the reply", async () => {
  const transaction = request(1);
  const replies = [transaction.reply(), transaction.reply(), transaction.reply()];
  const reply = streamFunction(1, 2);
  transaction.answer(reply);
  for (const one of replies) assertStrictEquals(await one, reply);
});

test("Transaction: every caller gets the error, and one that nobody waits for is not an uncaught one", async () => {
  const transaction = request(1);
  const replies = [transaction.reply(), transaction.reply()];
  transaction.fail(new Error("no reply"));
  for (const one of replies) await assertRejects(() => one, Error, "no reply");
  request(2).fail(new Error("nobody waits"));
  await Promise.resolve();
});

test("Transactions: an open one is found by its system bytes, until it is closed", () => {
  const transactions = new Transactions();
  const [one, other] = [request(1), request(2)];
  transactions.add(one);
  transactions.add(other);
  assertEquals([transactions.size, transactions.has(1), transactions.has(3)], [2, true, false]);
  assertStrictEquals(transactions.get(2), other);
  assertEquals([...transactions], [one, other]);
  assert(transactions.delete(one));
  assertEquals([transactions.size, transactions.has(1), transactions.get(1)], [1, false, undefined]);
});

test("Transactions: closing twice is said, and does not close another one with the same system bytes", () => {
  const transactions = new Transactions();
  const [first, second] = [request(1), request(1)];
  transactions.add(first);
  assertEquals([transactions.delete(first), transactions.delete(first)], [true, false]);
  transactions.add(second);
  assert(!transactions.delete(first));
  assertStrictEquals(transactions.get(1), second);
});

test("Transactions: the time of one runs from when it was sent, not from when it was opened", () => {
  const transactions = new Transactions();
  const one = request(1, 500);
  transactions.add(one);
  assertEquals([transactions.due, one.sentAt], [undefined, undefined]);
  transactions.sent(one, 70);
  assertEquals([transactions.due?.deadline, one.sentAt], [570, 70]);
});

test("Transactions: the one whose time is up first is due, whatever its timeout", () => {
  const [slow, quick, quicker] = [request(1, 5_000), request(2, 1_000), request(3, 100)];
  const transactions = sent(slow, quick, quicker);
  for (const expected of [quicker, quick, slow]) {
    assertStrictEquals(transactions.due, expected);
    transactions.delete(expected);
  }
  assertEquals(transactions.due, undefined);
});

test("Transactions: of one timeout, the one that was sent first is due, whichever of them was closed", () => {
  for (const closed of [0, 1, 2, 3]) {
    const all = [1, 2, 3, 4].map((system) => request(system));
    const transactions = sent(...all);
    transactions.delete(all[closed]!);
    for (const expected of all.filter((_, i) => i !== closed)) {
      assertStrictEquals(transactions.due, expected, `${closed} was closed first`);
      transactions.delete(expected);
    }
    assertEquals(transactions.due, undefined);
  }
});

test("a transaction that is closed holds no other one", () => {
  const [first, second, third] = [request(1), request(2), request(3)];
  const transactions = sent(first, second, third);
  transactions.delete(second);
  assertEquals([second.previous, second.next], [undefined, undefined]);
  assertStrictEquals(first.next, third);
  transactions.delete(first);
  assertEquals([first.next, third.previous], [undefined, undefined]);
  assertStrictEquals(transactions.due, third);
});

test("Transactions: timeouts that are no longer used are not kept", () => {
  const transactions = new Transactions();
  const kept = request(1, 60_000);
  transactions.add(kept);
  transactions.sent(kept, 0);
  for (let i = 2; i < 1_000; i++) {
    const one = request(i, i);
    transactions.add(one);
    transactions.sent(one, 0);
    assertStrictEquals(transactions.due, one);
    transactions.delete(one);
  }
  assertStrictEquals(transactions.due, kept);
});
