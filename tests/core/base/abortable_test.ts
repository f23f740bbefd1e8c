import { test } from "node:test";
import { assertEquals, assertRejects } from "@std/assert";
import { abortable, Deferred } from "../../../src/core/base/mod.ts";

test("abortable() follows the promise to its value, or to its error", async () => {
  const { signal } = new AbortController();
  assertEquals(await abortable(Promise.resolve(7), signal), 7);
  assertEquals(await abortable(Promise.resolve(7), undefined), 7);
  await assertRejects(() => abortable(Promise.reject(new Error("failed")), signal), Error, "failed");
});

test("abortable() rejects with the signal's reason as soon as it is aborted, and tells it before", async () => {
  const control = new AbortController();
  const told: unknown[] = [];
  const waiting = abortable(new Promise(() => {}), control.signal, (reason) => told.push(reason));
  control.abort("enough");
  assertEquals(told, ["enough"]);
  assertEquals(await waiting.catch((reason) => reason), "enough");
});

test("abortable() rejects when the signal was aborted before, and tells it then too", async () => {
  const told: unknown[] = [];
  const late = Promise.reject(new Error("late"));
  const waiting = abortable(late, AbortSignal.abort("before"), (reason) => told.push(reason));
  assertEquals([await waiting.catch((reason) => reason), told], ["before", ["before"]]);
});

test("abortable() lets what comes late be released", async () => {
  const control = new AbortController();
  const released: string[] = [];
  const { promise, resolve } = new Deferred<string>();
  const waiting = abortable(promise, control.signal, () => promise.then((socket) => released.push(socket)));
  control.abort("enough");
  assertEquals(await waiting.catch((reason) => reason), "enough");
  resolve("a late socket");
  await promise;
  await Promise.resolve();
  assertEquals(released, ["a late socket"]);
});

test("abortable() does nothing more with a signal that is aborted after the end", async () => {
  const control = new AbortController();
  const told: unknown[] = [];
  const { promise, resolve } = new Deferred<number>();
  const waiting = abortable(promise, control.signal, (reason) => told.push(reason));
  resolve(7);
  assertEquals(await waiting, 7);
  await Promise.resolve();
  control.abort("too late");
  assertEquals(told, []);
});
