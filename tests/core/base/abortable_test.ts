import { test } from "node:test";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { abortable } from "../../../src/core/base/mod.ts";

test("abortable() settles as the promise does", async () => {
  const { signal } = new AbortController();
  assertEquals(await abortable(Promise.resolve(7), signal), 7);
  assertEquals(await abortable(Promise.resolve(7), undefined), 7);
  await assertRejects(() => abortable(Promise.reject(new Error("no")), signal), Error, "no");
});

test("abortable() rejects with the reason, and onAbort can release what comes late", async () => {
  const controller = new AbortController();
  const released: string[] = [];
  let win!: (socket: string) => void;
  const late = new Promise<string>((resolve) => win = resolve);
  const raced = abortable(late, controller.signal, () => late.then((socket) => released.push(socket)));
  const reason = new Error("enough");
  controller.abort(reason);
  assertStrictEquals(await raced.catch((error) => error), reason);
  win("a late socket");
  await late;
  await Promise.resolve();
  assertEquals(released, ["a late socket"]);
});

test("abortable() rejects when the signal was aborted before, and calls onAbort then too", async () => {
  const reason = new Error("enough");
  const heard: unknown[] = [];
  const signal = AbortSignal.abort(reason);
  const raced = abortable(Promise.reject(new Error("late")), signal, (given) => heard.push(given));
  assertStrictEquals(await raced.catch((error) => error), reason);
  assertEquals(heard, [reason]);
});
