import { test } from "node:test";
import { assertEquals, assertExists } from "@std/assert";
import { A, B, type Item, L, S7F27, U1, U4 } from "@secs/hsms";
import { Deferred } from "../../../src/core/base/mod.ts";
import { ACKC7, ACKC7A, type ProcessProgramOptions } from "../../../src/gem/mod.ts";
import { assertSame, type Bench, bench, formatted, unformatted } from "./bench.ts";

const BOTH: ProcessProgramOptions = { kinds: ["unformatted", "formatted"] };

/** The text of an unformatted process program. */
async function textOf({ programs }: Bench, ppid: string): Promise<string | undefined> {
  const body = (await programs.host.request(ppid))?.PPBODY;
  return body?.format === "A" ? body.text : undefined;
}

test("ACKC7 and ACKC7A have the numbers of E5", () => {
  assertEquals(ACKC7, {
    accepted: 0,
    noPermission: 1,
    length: 2,
    matrixOverflow: 3,
    ppidNotFound: 4,
    unsupportedMode: 5,
    later: 6,
    other: 64,
  });
  assertEquals(ACKC7A, { ok: 0, mdln: 1, softrev: 2, ccode: 3, pparm: 4, other: 5 });
});

test("ACKC7 0: S7F3 is kept, and overwrites; the owner is told who did it", async () => {
  const tool = bench();
  assertEquals(await tool.programs.host.receive(unformatted("ETCH-1", "one")), { ACKC7: 0 });
  assertEquals(await tool.programs.host.receive(unformatted("ETCH-1", "two")), { ACKC7: 0 });
  assertEquals(await textOf(tool, "ETCH-1"), "two");
  assertEquals(tool.changes, [
    { PPChangeName: "ETCH-1", PPChangeStatus: 1, by: "host" },
    { PPChangeName: "ETCH-1", PPChangeStatus: 2, by: "host" },
  ]);
});

test("ACKC7 1: with overwrite off, S7F3 of a process program that is there", async () => {
  const tool = bench({ overwrite: false });
  await tool.programs.host.receive(unformatted("ETCH-1", "one"));
  assertEquals(await tool.programs.host.receive(unformatted("ETCH-1", "two")), { ACKC7: 1 });
  assertEquals(await textOf(tool, "ETCH-1"), "one");
});

test("ACKC7 1, 5, 6 and others: what the tool says; nothing is kept", async () => {
  for (const code of [ACKC7.noPermission, ACKC7.unsupportedMode, ACKC7.later, 65]) {
    const asked: unknown[] = [];
    const tool = bench({
      accept: (program) => {
        asked.push(program.PPID);
        return code;
      },
    });
    assertEquals(await tool.programs.host.receive(unformatted("ETCH-1")), { ACKC7: code });
    assertEquals([asked, await tool.programs.list(), tool.changes], [["ETCH-1"], [], []]);
  }
});

test("ACKC7 2: one is too long; the tool is not asked", async () => {
  const asked: unknown[] = [];
  const tool = bench({ ...BOTH, maxProgramBytes: 36, accept: (program) => asked.push(program) });
  assertEquals(await tool.programs.host.receive(unformatted("ETCH-1", "x".repeat(35))), { ACKC7: 2 });
  const longer = { ...formatted("ETCH-1"), COMMANDS: [{ CCODE: "START", PPARM: [L(U4(1, 2, 3))] }] };
  assertEquals(await tool.programs.host.receive(longer), { ACKC7: 2 });
  assertEquals(asked, []);
  const exact = bench({ maxProgramBytes: 36 });
  assertEquals(await exact.programs.host.receive(unformatted("ETCH-1", "x".repeat(34))), { ACKC7: 0 });
});

test("ACKC7 3: there are too many, or they are too long together; the ones that are there stay", async () => {
  const tool = bench({ maxPrograms: 2, maxTotalBytes: 150 });
  const receive = async (ppid: string, length: number) =>
    (await tool.programs.host.receive(unformatted(ppid, "x".repeat(length)))).ACKC7;
  assertEquals([await receive("ETCH-1", 86), await receive("ETCH-2", 51)], [0, 3]);
  assertEquals([await receive("ETCH-2", 40), await receive("ETCH-3", 0)], [0, 3]);
  assertEquals([await receive("ETCH-1", 90), await receive("ETCH-1", 99)], [0, 3]);
  assertEquals(await textOf(tool, "ETCH-1"), "x".repeat(90));
});

test("ACKC7 4: the PPID is empty or too long", async () => {
  const { programs } = bench();
  assertEquals(await programs.host.receive(unformatted("")), { ACKC7: 4 });
  assertEquals(await programs.host.receive(unformatted("x".repeat(121))), { ACKC7: 4 });
  assertEquals(await programs.host.receive(unformatted("x".repeat(120))), { ACKC7: 0 });
});

test("ACKC7 5: a kind that the tool does not take", async () => {
  assertEquals(await bench().programs.host.receive(formatted("ETCH-1")), { ACKC7: 5 });
  const { programs } = bench({ kinds: ["formatted"] });
  assertEquals(await programs.host.receive(unformatted("ETCH-1")), { ACKC7: 5 });
  assertEquals(await programs.host.receive(formatted("ETCH-1")), { ACKC7: 0 });
});

test("ACKC7 64: the store fails, or the tool does; its owner is told, and nothing is kept", async () => {
  const error = new Error("disk full");
  const options: readonly [ProcessProgramOptions, string][] = [
    [{
      accept: () => {
        throw error;
      },
    }, "accept"],
    [{ ...BOTH, verify: () => Promise.reject(error) }, "verify"],
    [{}, "list"],
    [{}, "write"],
  ];
  for (const [option, operation] of options) {
    const tool = bench(option);
    if (operation === "list" || operation === "write") tool.store.fails.set(operation, error);
    const program = operation === "verify" ? formatted("ETCH-1") : unformatted("ETCH-1");
    assertEquals(await tool.programs.host.receive(program), { ACKC7: 64 });
    tool.store.fails.clear();
    const ppids = operation === "list" ? [] : ["ETCH-1"];
    assertEquals(tool.failures, [{ operation, ppids, error }] as typeof tool.failures);
    assertEquals([await tool.programs.list(), tool.changes], [[], []]);
  }
});

test("ACKC7 64: too many calls wait", async () => {
  const tool = bench({ maxWaitingCalls: 0 });
  const gate = new Deferred<void>();
  tool.store.gate = gate.promise;
  const saved = tool.programs.save(unformatted("ETCH-1"));
  assertEquals(await tool.programs.host.receive(unformatted("ETCH-2")), { ACKC7: 64 });
  gate.resolve();
  await saved;
});

test("S7F23: the tool checks it, and S7F27 says that nothing is wrong", async () => {
  const tool = bench({ ...BOTH, verify: () => [] });
  assertEquals(await tool.programs.host.receive(formatted("ETCH-1")), {
    ACKC7: 0,
    verification: { S7F29: undefined, S7F27: { PPID: "ETCH-1", ERRORS: [] } },
  });
  assertSame(await tool.programs.host.requestFormatted("ETCH-1"), formatted("ETCH-1"));
});

const FAULT = { ACKC7A: ACKC7A.pparm, SEQNUM: 1, ERRW7: "pressure 130 is more than 100 mTorr" };

test("S7F23 with errors: ACKC7 0, S7F27 names them, and the process program that was there stays", async () => {
  const tool = bench({
    ...BOTH,
    verify: ({ COMMANDS: [command] }) => command!.PPARM[0]!.equals(U4(130)) ? [FAULT] : [],
  });
  await tool.programs.host.receive(formatted("ETCH-1", 13));
  const answer = await tool.programs.host.receive(formatted("ETCH-1", 130));
  assertEquals(answer, {
    ACKC7: 0,
    verification: { S7F29: undefined, S7F27: { PPID: "ETCH-1", ERRORS: [FAULT] } },
  });
  assertSame(await tool.programs.host.requestFormatted("ETCH-1"), formatted("ETCH-1", 13));
  assertEquals(tool.changes.length, 1);
});

test("S7F23 with errors is kept with keepFaulty; and without it if each ACKC7A is 0", async () => {
  const kept = bench({ ...BOTH, keepFaulty: true, verify: () => [FAULT] });
  await kept.programs.host.receive(formatted("ETCH-1", 130));
  assertSame(await kept.programs.host.requestFormatted("ETCH-1"), formatted("ETCH-1", 130));
  const fine = bench({ ...BOTH, verify: () => [{ ACKC7A: 0, SEQNUM: 1, ERRW7: "" }] });
  await fine.programs.host.receive(formatted("ETCH-1"));
  assertEquals((await fine.programs.list()).length, 1);
});

test("S7F29 asks for an S7F27 that is long, with its length", async () => {
  const tool = bench({ ...BOTH, inquireVerificationFrom: 50, verify: () => [FAULT] });
  const { verification } = await tool.programs.host.receive(formatted("ETCH-1"));
  assertExists(verification);
  assertEquals(verification.S7F29, S7F27.toHost.build(verification.S7F27)!.encodedLength);
  const short = bench({ ...BOTH, inquireVerificationFrom: 50, verify: () => [] });
  assertEquals((await short.programs.host.receive(formatted("ETCH-1"))).verification?.S7F29, undefined);
});

test("a process program that the tool does not check has no S7F27; nor has an unformatted one", async () => {
  assertEquals(await bench(BOTH).programs.host.receive(formatted("ETCH-1")), { ACKC7: 0 });
  const tool = bench({ ...BOTH, verify: () => [] });
  assertEquals(await tool.programs.host.receive(unformatted("ETCH-1")), { ACKC7: 0 });
});

test("calls of hosts and of the tool are done in the order in which they came", async () => {
  const tool = bench();
  const gate = new Deferred<void>();
  tool.store.gate = gate.promise;
  const answers = [
    tool.programs.host.receive(unformatted("ETCH-1", "one")),
    tool.programs.host.receive(unformatted("ETCH-1", "two")),
    tool.programs.host.remove(["ETCH-1"]),
    tool.programs.save(unformatted("ETCH-1", "three")),
    textOf(tool, "ETCH-1"),
    tool.programs.host.receive(unformatted("ETCH-1", "four")),
    tool.programs.host.directory(),
  ];
  gate.resolve();
  assertEquals(await Promise.all<unknown>(answers), [
    { ACKC7: 0 },
    { ACKC7: 0 },
    0,
    undefined,
    "three",
    { ACKC7: 0 },
    ["ETCH-1"],
  ]);
  assertEquals(tool.changes.map(({ PPChangeStatus, by }) => [PPChangeStatus, by]), [
    [1, "host"],
    [2, "host"],
    [3, "host"],
    [1, "tool"],
    [2, "host"],
  ]);
});

test("what fails does not hold up the calls after it", async () => {
  const tool = bench();
  tool.store.fails.set("write", new Error("disk full"));
  const failed = tool.programs.host.receive(unformatted("ETCH-1"));
  const ppids = tool.programs.host.directory();
  assertEquals([(await failed).ACKC7, await ppids], [64, []]);
});

test("an onChange that throws is a failure that is told; the process program is kept", async () => {
  const error = new Error("no event");
  const tool = bench({ onChange: () => Promise.reject(error) });
  assertEquals(await tool.programs.host.receive(unformatted("ETCH-1")), { ACKC7: 0 });
  await tool.programs.list();
  assertEquals(tool.failures, [{ operation: "onChange", ppids: ["ETCH-1"], error }]);
});

test("bodies of every format come back with their format and bytes", async () => {
  const bodies: readonly Item[] = [
    B(Uint8Array.from({ length: 70_000 }, (_, i) => i & 0xff)),
    A(String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i))),
    A(""),
    B(),
    U1(1, 2, 3),
    L(),
    L(A("step 1"), L(U4(7), B(0)), L()),
  ];
  const { programs } = bench();
  for (const PPBODY of bodies) {
    await programs.host.receive({ PPID: "ETCH-1", PPBODY });
    const back = (await programs.host.request("ETCH-1"))!.PPBODY;
    assertEquals([back.format, back.equals(PPBODY)], [PPBODY.format, true]);
  }
});
