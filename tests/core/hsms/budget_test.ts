import { test } from "node:test";
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { createBudget, HsmsOverflowError, streamFunction } from "@secs/hsms";
import { BufferAccount } from "../../../src/core/hsms/budget.ts";

const KIB = 1024;
/** What each connection has for itself. */
const OWN = 128 * KIB;

test("a budget takes a whole number of bytes, 1 GiB if none is given", () => {
  assertEquals(createBudget().maxBytes, 2 ** 30);
  assertEquals(createBudget(1).maxBytes, 1);
  assertThrows(() => createBudget(0), RangeError, "maxTotalBytes");
  assertThrows(() => createBudget("1" as unknown as number), TypeError, "maxTotalBytes");
  const other = { maxBytes: 1, held: 0 };
  assertThrows(() => new BufferAccount(1, other), TypeError, "createBudget");
});

test("an account keeps its maximum and not a byte more; what it lets go is free again", () => {
  const account = new BufferAccount(1000, undefined);
  account.change(999);
  assertEquals([account.held, account.fits(1), account.fits(2), account.full], [999, true, false, false]);
  account.change(1);
  assertEquals([account.fits(0), account.full], [true, true]);
  account.change(-1000);
  assertEquals([account.held, account.fits(1000)], [0, true]);
});

test("a packet that is held counts with its header and 512 bytes", () => {
  const account = new BufferAccount(2000, undefined);
  account.hold(streamFunction(6, 11, new Uint8Array(478)));
  account.hold(streamFunction(6, 11, new Uint8Array(478)));
  assertEquals(account.held, 2000);
  const error = assertThrows(() => account.hold(streamFunction(6, 11)), HsmsOverflowError);
  assertStringIncludes(error.message, "S6F11 needs 522 bytes, and 2000 of 2000 are kept for this peer");
  assertEquals([error.held, error.limit, account.held], [2000, 2000, 2000]);
});

test("the first 128 KiB of each connection do not count in a budget, and are there when it is full", () => {
  const budget = createBudget(10);
  const [large, small] = [new BufferAccount(2 ** 30, budget), new BufferAccount(2 ** 30, budget)];
  large.change(OWN);
  assertEquals([budget.held, large.fits(10), large.fits(11)], [0, true, false]);
  large.change(10);
  assertEquals([budget.held, large.full, small.full], [10, true, false]);
  assertEquals([small.fits(OWN), small.fits(OWN + 1)], [true, false]);
  large.change(-5);
  assertEquals([budget.held, small.fits(OWN + 5), small.fits(OWN + 6)], [5, true, false]);
  large.change(-OWN - 5);
  assertEquals([budget.held, large.held], [0, 0]);
  const error = assertThrows(() => small.hold(streamFunction(7, 3, new Uint8Array(OWN))), HsmsOverflowError);
  assertStringIncludes(error.message, "all connections together keep 0 of 10");
});

/** Three accounts of a budget of 100 bytes, of which each has 30, and who was dropped. */
function three(): { accounts: BufferAccount[]; dropped: number[] } {
  const budget = createBudget(100);
  const dropped: number[] = [];
  const accounts = [0, 1, 2].map((number) => {
    const account = new BufferAccount(OWN + 90, budget);
    account.evict = () => (dropped.push(number), account.change(-account.held));
    account.change(OWN + 30);
    return account;
  });
  return { accounts, dropped };
}

test("a frame gets its room from the connection that has kept much for the longest time", () => {
  const { accounts: [, , last], dropped } = three();
  last!.makeRoom(10, "the peer");
  assertEquals(dropped, []);
  last!.makeRoom(11, "the peer");
  assertEquals(dropped, [0]);
  last!.makeRoom(60, "the peer");
  assertEquals(dropped, [0, 1]);
});

test("who has let go of what it kept is not the oldest any more", () => {
  const { accounts: [first, , last], dropped } = three();
  first!.change(-OWN - 30);
  first!.change(OWN + 30);
  last!.makeRoom(11, "the peer");
  assertEquals(dropped, [1]);
});

test("a frame that needs more than its connection may keep, or whose connection is the oldest, has none", () => {
  const { accounts: [first, second], dropped } = three();
  const own = assertThrows(() => second!.makeRoom(61, "10.0.0.7:5000"), HsmsOverflowError);
  assertStringIncludes(own.message, "A frame of 10.0.0.7:5000 needs 61 bytes, and 131102 of 131162 are kept");
  const all = assertThrows(() => first!.makeRoom(11, "10.0.0.7:5000"), HsmsOverflowError);
  assertStringIncludes(all.message, "needs 11 bytes, and all connections together keep 90 of 100");
  assertEquals([dropped, all.held, all.limit], [[], 90, 100]);
});

test("a connection that keeps what its program holds is dropped once for it, and no round goes on for ever", () => {
  const budget = createBudget(100);
  const stuck = new BufferAccount(2 ** 30, budget);
  let dropped = 0;
  stuck.evict = () => dropped++;
  stuck.change(OWN + 100);
  const other = new BufferAccount(2 ** 30, budget);
  for (let i = 0; i < 2; i++) assertThrows(() => other.makeRoom(OWN + 1, "the peer"), HsmsOverflowError);
  assertEquals(dropped, 1);
});
