import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { contain, Events, throwOutside } from "../../../src/core/base/mod.ts";
import { catchOutside } from "../../support/outside.ts";

test("Events calls listeners in order, until they are taken off", () => {
  const events = new Events<{ tick: [n: number] }>(() => {});
  const seen: string[] = [];
  const off = events.on("tick", (n) => seen.push(`a${n}`));
  events.on("tick", (n) => seen.push(`b${n}`));
  events.emit("tick", 1);
  off();
  events.emit("tick", 2);
  assertEquals(seen, ["a1", "b1", "b2"]);
});

test("Events: a listener that throws or rejects disturbs nobody", async () => {
  const errors: unknown[] = [];
  const events = new Events<{ tick: [] }>((error) => errors.push(error));
  let heard = 0;
  events.on("tick", () => {
    throw new Error("thrown");
  });
  events.on("tick", () => Promise.reject(new Error("rejected")));
  events.on("tick", () => heard++);
  events.emit("tick");
  await Promise.resolve();
  assertEquals([heard, errors.map(String)], [1, ["Error: thrown", "Error: rejected"]]);
});

test("Events says of which event the listener was that failed", async () => {
  const errors: string[] = [];
  const events = new Events<{ tick: []; tock: [] }>((error, name) => errors.push(`${name} ${error}`));
  events.on("tick", () => Promise.reject("late"));
  events.on("tock", () => {
    throw new Error("now");
  });
  events.emit("tick");
  events.emit("tock");
  await Promise.resolve();
  assertEquals(errors, ["tock Error: now", "tick late"]);
});

test("throwOutside() throws where nobody catches it", () => {
  assertEquals(catchOutside(() => throwOutside(new Error("bug"))).map(String), ["Error: bug"]);
});

test("contain() hands on what a call throws", () => {
  const errors: unknown[] = [];
  contain(() => {
    throw new Error("now");
  }, (error) => errors.push(error));
  assertEquals(errors.map(String), ["Error: now"]);
});

test("Events.has() says whether anyone listens to a name", () => {
  const events = new Events<{ tick: []; tock: [] }>(() => {});
  const offs = [events.on("tick", () => {}), events.on("tick", () => {})];
  assertEquals([events.has("tick"), events.has("tock")], [true, false]);
  for (const off of offs) off();
  assertEquals(events.has("tick"), false);
});

test("Events: taking a listener off twice leaves those that came since", () => {
  const events = new Events<{ tick: [] }>(() => {});
  const off = events.on("tick", () => {});
  off();
  let heard = 0;
  events.on("tick", () => heard++);
  off();
  events.emit("tick");
  assertEquals(heard, 1);
});
