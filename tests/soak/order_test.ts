import { test } from "node:test";
import { streamFunction } from "@secs/hsms";
import { assertEquals, assertMatch } from "@std/assert";
import { bodyOf, HEAD, type MessageInfo } from "./bodies.ts";
import { functionOf, Order } from "./order.ts";

const FIRST: MessageInfo = { line: 3, epoch: 7, number: 0, replyMode: "reply", replySize: 100 };

/** What comes in on one TCP connection: infos, or numbers of the same selection. */
function takeAll(...infos: (Partial<MessageInfo> | number)[]): (MessageInfo | string)[] {
  const order = new Order();
  return infos.map((given) => {
    const info = { ...FIRST, ...(typeof given === "number" ? { number: given } : given) };
    return order.take(streamFunction(30, functionOf(info.number), bodyOf(info, HEAD + 500)));
  });
}

test("numbers that follow each other are in order, and so is a new selection that counts from 0", () => {
  const taken = takeAll(0, 1, 2, { epoch: 9, number: 0 }, { epoch: 9, number: 1 });
  assertEquals(taken.map((info) => typeof info === "string" ? info : info.number), [0, 1, 2, 0, 1]);
});

test("a number that is lost, repeated, early or of another line is found", () => {
  assertMatch(`${takeAll(0, 2).at(-1)}`, /^number 2 .* came after number 0/);
  assertMatch(`${takeAll(0, 1, 1).at(-1)}`, /^number 1 .* came after number 1/);
  assertMatch(`${takeAll(1).at(-1)}`, /^number 1 .* came after nothing/);
  assertMatch(`${takeAll(0, { epoch: 9, number: 1 }).at(-1)}`, /came after number 0/);
  assertMatch(`${takeAll(0, { epoch: 6, number: 1 }).at(-1)}`, /epoch 6 .* came after number 0/);
  assertMatch(`${takeAll(0, { line: 4, number: 1 }).at(-1)}`, /line 4, .* came after number 0 of line 3/);
});

test("an empty message is the next one if its function says so, and never the first", () => {
  const order = new Order();
  const empty = (number: number) => streamFunction(30, functionOf(number));
  assertMatch(`${order.take(empty(0))}`, /an empty message came first/);
  order.take(streamFunction(30, functionOf(0), bodyOf(FIRST, HEAD)));
  assertEquals((order.take(empty(1)) as MessageInfo).number, 1);
  assertMatch(`${order.take(empty(3))}`, /in function 7 came after number 1/);
});

test("an empty message is to be answered as its W bit says, whatever the one before it was to get", () => {
  for (const requireResponse of [true, false]) {
    const order = new Order();
    order.take(streamFunction(30, functionOf(0), bodyOf({ ...FIRST, replyMode: "abort" }, HEAD)));
    const empty = order.take(streamFunction(30, functionOf(1), undefined, { requireResponse }));
    assertEquals((empty as MessageInfo).replyMode, requireResponse ? "reply" : "nothing");
  }
});

test("a body of which one byte is another, or that is cut, is found", () => {
  // The fourth byte is of the line's number, which is compared with the one before.
  for (const at of [3, 20, 23, 24, 523]) {
    const body = bodyOf(FIRST, HEAD + 500);
    body[at]! ^= 1;
    assertEquals(
      typeof new Order().take(streamFunction(30, functionOf(0), body)) === "string",
      at !== 3,
      `${at}`,
    );
  }
  const cut = bodyOf(FIRST, HEAD + 500).subarray(0, 10);
  assertMatch(`${new Order().take(streamFunction(30, functionOf(0), cut))}`, /a body of 10 bytes/);
});
