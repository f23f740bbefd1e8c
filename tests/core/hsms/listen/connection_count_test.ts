import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { ConnectionCount } from "../../../../src/core/hsms/listen/connection_count.ts";

const from = (address: string) => ({ address, port: 49152 });

test("ConnectionCount: connections are counted in, and out again", () => {
  const count = new ConnectionCount(10, 10);
  const gone = ["10.0.0.1", "10.0.0.1", "10.0.0.2"].map((address) => count.add(from(address)));
  assertEquals(count.total, 3);
  for (const end of gone) end();
  assertEquals(count.total, 0);
});

test("ConnectionCount: the limit of all is reached by connections from anywhere, until one is gone", () => {
  const count = new ConnectionCount(2, 2);
  const first = count.add(from("10.0.0.1"));
  assertEquals(count.reached("10.0.0.3"), undefined);
  count.add(from("10.0.0.2"));
  assertEquals(count.reached("10.0.0.3"), "max-connections");
  first();
  assertEquals(count.reached("10.0.0.3"), undefined);
});

test("ConnectionCount: the limit of an address is its own, until one of its connections is gone", () => {
  const count = new ConnectionCount(10, 2);
  count.add(from("10.0.0.1"));
  const second = count.add(from("10.0.0.1"));
  assertEquals(count.reached("10.0.0.1"), "max-connections-per-address");
  assertEquals(count.reached("10.0.0.2"), undefined);
  second();
  assertEquals(count.reached("10.0.0.1"), undefined);
});

test("ConnectionCount: the limit of all is named where both are reached", () => {
  const count = new ConnectionCount(1, 1);
  count.add(from("10.0.0.1"));
  assertEquals(count.reached("10.0.0.1"), "max-connections");
});

test("ConnectionCount: an address counts once, however it is written", () => {
  const count = new ConnectionCount(10, 1);
  count.add(from("10.0.0.1"));
  count.add(from("fd00:0:0:0::1"));
  for (const address of ["::ffff:10.0.0.1", "::ffff:a00:1", "fd00::1"]) {
    assertEquals(count.reached(address), "max-connections-per-address", address);
  }
});
