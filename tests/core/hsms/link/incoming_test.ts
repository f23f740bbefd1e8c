import { test } from "node:test";
import { assertEquals, assertStrictEquals } from "@std/assert";
import { BufferAccount } from "../../../../src/core/hsms/budget.ts";
import { Incoming } from "../../../../src/core/hsms/link/incoming.ts";
import { assertFreed } from "../../../support/freed.ts";

function open(): { account: BufferAccount; incoming: Incoming } {
  const account = new BufferAccount(1000, undefined);
  return { account, incoming: new Incoming(account, "10.0.0.7:5000") };
}

test("Incoming.append() copies what is lent, after what is kept, and counts it", () => {
  const { account, incoming } = open();
  const lent = Uint8Array.of(1, 2, 3);
  incoming.append(lent);
  lent.fill(9);
  incoming.append(Uint8Array.of(4));
  assertEquals([incoming.unread, account.held], [4, 4]);
  assertEquals([...incoming.take()], [1, 2, 3, 4]);
  assertEquals([incoming.unread, account.held], [0, 0]);
});

test("Incoming.restore() keeps a large rest where it is and counts its memory; a small rest moves, and the memory is free", () => {
  const { account, incoming } = open();
  incoming.append(new Uint8Array(100).fill(7));
  const first = incoming.take();
  incoming.restore(first, 49);
  assertEquals([incoming.unread, account.held], [51, 100]);
  const second = incoming.take();
  assertStrictEquals(second.buffer, first.buffer);
  incoming.restore(second, 1);
  assertEquals([incoming.unread, account.held], [50, 50]);
  assertFreed(first);
  assertEquals([...incoming.take()], Array(50).fill(7));
});

test("Incoming.restore() frees what was looked at to its end", () => {
  const { account, incoming } = open();
  incoming.append(new Uint8Array(100));
  const bytes = incoming.take();
  incoming.restore(bytes, 100);
  assertEquals([incoming.unread, account.held], [0, 0]);
  assertFreed(bytes);
});

test("Incoming.clear() keeps nothing, also no body that is not complete", () => {
  const { account, incoming } = open();
  incoming.append(new Uint8Array(100));
  incoming.holdBody(300);
  incoming.holdBody(500);
  assertEquals(account.held, 600);
  incoming.clear();
  assertEquals([incoming.unread, account.held], [0, 0]);
});
