import { test } from "node:test";
import { assertEquals } from "@std/assert";
import { Deferred } from "../../../src/core/base/mod.ts";
import { PPGNT } from "../../../src/gem/mod.ts";
import { bench, formatted, unformatted } from "./bench.ts";

const BOTH = ["unformatted", "formatted"] as const;

test("PPGNT has the numbers of E5", () => {
  assertEquals(PPGNT, {
    ok: 0,
    alreadyHave: 1,
    noSpace: 2,
    invalidPpid: 3,
    busy: 4,
    notAccepted: 5,
    other: 64,
  });
});

test("PPGNT 0: a process program may come, and has to come next", async () => {
  for (
    const [kinds, expected] of [
      [["unformatted"], [3]],
      [["formatted"], [23]],
      [BOTH, [3, 23]],
    ] as const
  ) {
    const { programs } = bench({ kinds });
    assertEquals(await programs.host.inquire({ PPID: "ETCH-1", LENGTH: 100n }), {
      PPGNT: 0,
      expected: [...expected],
    });
  }
});

test("PPGNT 0: a process program that is there may come again, if overwrite is not off", async () => {
  const { programs } = bench();
  await programs.save(unformatted("ETCH-1"));
  assertEquals((await programs.host.inquire({ PPID: "ETCH-1", LENGTH: 100 })).PPGNT, 0);
});

test("PPGNT 1: with overwrite off a process program that is there may not come again", async () => {
  const { programs } = bench({ overwrite: false, kinds: BOTH });
  await programs.save(formatted("ETCH-1"));
  for (const PPID of ["ETCH-1", Uint8Array.from("ETCH-1", (letter) => letter.charCodeAt(0))]) {
    assertEquals(await programs.host.inquire({ PPID, LENGTH: 100 }), { PPGNT: 1, expected: [] });
  }
  assertEquals((await programs.host.inquire({ PPID: "ETCH-2", LENGTH: 100 })).PPGNT, 0);
});

test("PPGNT 2: one is too long, all are too long, or there are too many", async () => {
  const { programs } = bench({ maxPrograms: 2, maxProgramBytes: 100, maxTotalBytes: 150 });
  const grant = async (PPID: string, LENGTH: number | bigint) =>
    (await programs.host.inquire({ PPID, LENGTH })).PPGNT;
  assertEquals([await grant("ETCH-1", 100), await grant("ETCH-1", 101)], [0, 2]);
  assertEquals(await grant("ETCH-1", 2n ** 64n - 1n), 2);
  // 2 + 2 + 6 + 2 + 86: 98 bytes.
  await programs.save(unformatted("ETCH-1", "x".repeat(86)));
  assertEquals([await grant("ETCH-2", 52), await grant("ETCH-2", 53)], [0, 2]);
  assertEquals(await grant("ETCH-1", 100), 0, "in place of the one before");
  await programs.save(unformatted("ETCH-2", ""));
  assertEquals([await grant("ETCH-3", 1), await grant("ETCH-2", 1)], [2, 0]);
});

test("PPGNT 3: the PPID is empty or too long", async () => {
  const { programs } = bench({ maxPpidLength: 6 });
  const ppids = ["", "ETCH-1", "ETCH-10", new Uint8Array(), new Uint8Array(6), new Uint8Array(7), 12345678];
  const grants = await Promise.all(
    ppids.map(async (PPID) => (await programs.host.inquire({ PPID, LENGTH: 1 })).PPGNT),
  );
  assertEquals(grants, [3, 0, 3, 3, 0, 3, 0]);
});

test("PPGNT 4: too many calls wait", async () => {
  const { programs, store } = bench({ maxWaitingCalls: 1 });
  const gate = new Deferred<void>();
  store.gate = gate.promise;
  const saved = [programs.save(unformatted("ETCH-1")), programs.save(unformatted("ETCH-2"))];
  assertEquals((await programs.host.inquire({ PPID: "ETCH-3", LENGTH: 1 })).PPGNT, 4);
  gate.resolve();
  await Promise.all(saved);
  assertEquals((await programs.host.inquire({ PPID: "ETCH-3", LENGTH: 1 })).PPGNT, 0);
});

test("PPGNT 4 and 5, and others: what the tool says", async () => {
  for (const code of [PPGNT.busy, PPGNT.notAccepted, 77]) {
    const asked: unknown[] = [];
    const { programs } = bench({
      grant: (inquire) => {
        asked.push(inquire);
        return Promise.resolve(code);
      },
    });
    const inquire = { PPID: "ETCH-1", LENGTH: 100 };
    assertEquals(await programs.host.inquire(inquire), { PPGNT: code, expected: [] });
    assertEquals(asked, [inquire]);
  }
});

test("PPGNT 64: the store fails, or the tool does; its owner is told", async () => {
  const { programs, store, failures } = bench();
  const error = new Error("no disk");
  store.fails.set("list", error);
  assertEquals(await programs.host.inquire({ PPID: "ETCH-1", LENGTH: 1 }), { PPGNT: 64, expected: [] });
  assertEquals(failures, [{ operation: "list", ppids: [], error }]);
  const broken = bench({ grant: () => Promise.reject(error) });
  assertEquals((await broken.programs.host.inquire({ PPID: "ETCH-1", LENGTH: 1 })).PPGNT, 64);
  assertEquals(broken.failures, [{ operation: "grant", ppids: ["ETCH-1"], error }]);
});

test("a code of the tool that is no byte is a failure of the tool", async () => {
  const { programs, failures } = bench({ grant: () => 256 });
  assertEquals((await programs.host.inquire({ PPID: "ETCH-1", LENGTH: 1 })).PPGNT, 64);
  assertEquals(failures.map(({ operation }) => operation), ["grant"]);
});
