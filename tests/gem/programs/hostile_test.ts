import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { A, L } from "@secs/hsms";
import { bench, unformatted } from "./bench.ts";

test("a host that sends thousands of process programs gets an answer to each, and keeps a bounded number", async () => {
  const { programs, store } = bench({ maxPrograms: 20, maxWaitingCalls: 50 });
  const answers = await Promise.all(
    Array.from({ length: 5000 }, (_, i) => programs.host.receive(unformatted(`ETCH-${i}`))),
  );
  const count = (code: number) => answers.filter(({ ACKC7 }) => ACKC7 === code).length;
  assertEquals([count(0), count(3), count(64)], [20, 31, 4949]);
  assertEquals(store.writes.length, 20);
});

test("recipes of 64 MiB are refused before anything is copied or waits", async () => {
  const { programs, store } = bench({ maxWaitingCalls: 0 });
  const piece = A(new Uint8Array(16 * 2 ** 20 - 1));
  const PPBODY = L(piece, piece, piece, piece);
  const answers = await Promise.all(
    Array.from({ length: 1000 }, (_, i) => programs.host.receive({ PPID: `ETCH-${i}`, PPBODY })),
  );
  assertEquals(answers.filter(({ ACKC7 }) => ACKC7 !== 2), []);
  assertEquals(store.writes, []);
});

test("an S7F17 of a hundred thousand PPIDs is answered, and deletes nothing if one is not there", async () => {
  const { programs } = bench();
  await programs.save(unformatted("ETCH-1"));
  const many = Array.from({ length: 100_000 }, () => "ETCH-1");
  assertEquals(await programs.host.remove([...many, "ETCH-2"]), 4);
  assertEquals(await programs.host.directory(), ["ETCH-1"]);
  assertEquals(await programs.host.remove(many), 0);
});
