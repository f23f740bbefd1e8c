import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { HsmsOverflowError, type HsmsPacket, streamFunction } from "@secs/hsms";
import { BufferAccount } from "../../../../src/core/hsms/budget.ts";
import { SendWaiters } from "../../../../src/core/hsms/link/send_waiters.ts";

const PACKETS = [1, 2, 3].map((system) => streamFunction(6, 11, undefined, { system }));

/** Senders that wait with PACKETS, and what became of each, in the order in which it did. */
function waiting(
  signals: readonly (AbortSignal | undefined)[] = [],
): { waiters: SendWaiters; ends: string[] } {
  const waiters = new SendWaiters(PACKETS.length, new BufferAccount(Infinity, undefined));
  const ends: string[] = [];
  for (const [i, packet] of PACKETS.entries()) {
    waiters.wait(packet, signals[i]).then(
      () => ends.push(`${i} sent`),
      (reason) => ends.push(`${i} ${reason}`),
    );
  }
  return { waiters, ends };
}

/** Lets what is settled reach its callers. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await Promise.resolve();
}

test("SendWaiters: packets are offered in the order in which their senders came, and each is taken once", async () => {
  const { waiters, ends } = waiting();
  const offered: HsmsPacket[] = [];
  waiters.admit((packet) => (offered.push(packet), true));
  waiters.admit((packet) => (offered.push(packet), true));
  await settle();
  assertEquals(offered, PACKETS);
  assertEquals([ends, waiters.empty], [["0 sent", "1 sent", "2 sent"], true]);
});

test("SendWaiters: the first packet that is refused ends the offers, and stays the first", async () => {
  const { waiters, ends } = waiting();
  let room = 1;
  const offered: number[] = [];
  const take = (packet: HsmsPacket): boolean => (offered.push(packet.header.system), room-- > 0);
  waiters.admit(take);
  await settle();
  assertEquals([offered, ends, waiters.empty], [[1, 2], ["0 sent"], false]);
  room = 1;
  waiters.admit(take);
  await settle();
  assertEquals([offered, ends], [[1, 2, 2, 3], ["0 sent", "1 sent"]]);
});

test("SendWaiters: a sender that gives up rejects with its signal's reason, and its packet is not offered", async () => {
  const control = new AbortController();
  const { waiters, ends } = waiting([undefined, control.signal]);
  control.abort("changed my mind");
  const offered: number[] = [];
  waiters.admit(({ header }) => (offered.push(header.system), true));
  await settle();
  assertEquals([offered, ends], [[1, 3], ["1 changed my mind", "0 sent", "2 sent"]]);
});

test("SendWaiters: a signal that is aborted later does nothing to a sender that has left", async () => {
  const control = new AbortController();
  const { waiters, ends } = waiting([control.signal]);
  waiters.admit(() => true);
  control.abort("too late");
  await settle();
  assertEquals(ends, ["0 sent", "1 sent", "2 sent"]);
});

test("SendWaiters: a sender that has left leaves no listener on its signal, whichever way it left", async () => {
  const listening = new Set<unknown>();
  const signals = [new AbortController(), new AbortController(), new AbortController()];
  for (const { signal } of signals) {
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listening.add(args[1]);
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listening.delete(args[1]);
      removeEventListener.apply(signal, args);
    };
  }
  const { waiters } = waiting(signals.map(({ signal }) => signal));
  assertEquals(listening.size, 3);
  let room = 1;
  waiters.admit(() => room-- > 0);
  signals[1]!.abort("changed my mind");
  waiters.close("the link is gone");
  await settle();
  assertEquals(listening.size, 0);
});

test("SendWaiters: a signal that is aborted already keeps the sender from waiting", async () => {
  const waiters = new SendWaiters(1, new BufferAccount(Infinity, undefined));
  const reason = new Error("enough");
  await assertRejects(() => waiters.wait(PACKETS[0]!, AbortSignal.abort(reason)), Error, "enough");
  assertEquals(waiters.empty, true);
});

test("SendWaiters: one sender more than may wait is refused, and the option is named", async () => {
  const { waiters } = waiting();
  const error = await assertRejects(() => waiters.wait(PACKETS[0]!, undefined), HsmsOverflowError);
  assertEquals(error.message, "3 senders wait for room already. Send less at once, or raise maxWaitingSends");
  assertEquals([error.held, error.limit], [3, 3]);
});

test("SendWaiters: close() refuses every sender with the reason", async () => {
  const { waiters, ends } = waiting();
  waiters.close("the link is gone");
  await settle();
  assertEquals(ends, PACKETS.map((_, i) => `${i} the link is gone`));
  assertEquals(waiters.empty, true);
});
