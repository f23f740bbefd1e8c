import { test } from "node:test";
import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { U1 } from "@secs/hsms";
import { Deferred } from "../../../src/core/base/mod.ts";
import { ACKC7, MemoryPrograms, ProcessProgramError, ProcessPrograms } from "../../../src/gem/mod.ts";
import { type Bench, bench, formatted, unformatted } from "./bench.ts";

const KINDS = ["unformatted", "formatted"] as const;

/** A tool with three process programs. */
async function three(options: Parameters<typeof bench>[0] = {}): Promise<Bench> {
  const tool = bench({ kinds: KINDS, ...options });
  await tool.programs.save(unformatted("ETCH-1"));
  await tool.programs.save(formatted(Uint8Array.of(0x41, 0x42)));
  await tool.programs.save(unformatted(7));
  tool.changes.length = 0;
  return tool;
}

test("S7F17 deletes the process programs that it names, each PPID compared by its value", async () => {
  const { programs, changes } = await three();
  assertEquals(await programs.host.remove(["AB", 7n, "AB"]), ACKC7.accepted);
  assertEquals(await programs.host.directory(), ["ETCH-1"]);
  assertEquals(changes, [
    { PPChangeName: Uint8Array.of(0x41, 0x42), PPChangeStatus: 3, by: "host" },
    { PPChangeName: 7, PPChangeStatus: 3, by: "host" },
  ]);
});

test("S7F17 without a PPID deletes all", async () => {
  const { programs, changes } = await three();
  assertEquals(await programs.host.remove([]), ACKC7.accepted);
  assertEquals([await programs.host.directory(), changes.length], [[], 3]);
  assertEquals(await programs.host.remove([]), ACKC7.accepted, "and there may be none");
});

test("S7F17 with one PPID that is not there: ACKC7 4, and nothing is deleted", async () => {
  const { programs, changes } = await three();
  assertEquals(await programs.host.remove(["ETCH-1", 7, "7"]), ACKC7.ppidNotFound);
  assertEquals([(await programs.host.directory()).length, changes], [3, []]);
});

test("S7F17 that the tool refuses: its code, and nothing is deleted", async () => {
  const asked: unknown[] = [];
  const { programs } = await three({
    mayRemove: (ppids) => {
      asked.push(ppids);
      return ACKC7.noPermission;
    },
  });
  assertEquals([await programs.host.remove([]), await programs.host.remove(["ETCH-1"])], [1, 1]);
  assertEquals(asked, [["ETCH-1", Uint8Array.of(0x41, 0x42), 7], ["ETCH-1"]]);
  assertEquals((await programs.host.directory()).length, 3);
});

test("S7F17 while the store fails: ACKC7 64, and the owner is told", async () => {
  const tool = await three();
  const error = new Error("read-only");
  tool.store.fails.set("remove", error);
  assertEquals(await tool.programs.host.remove(["ETCH-1"]), ACKC7.other);
  assertEquals(tool.failures, [{ operation: "remove", ppids: ["ETCH-1"], error }]);
  assertEquals([tool.changes, (await tool.programs.list()).length], [[], 3]);
});

test("S7F5 and S7F25 of what is not there, or of the other kind, are undefined: L0", async () => {
  const { programs } = await three();
  assertEquals(await programs.host.request("ETCH-2"), undefined);
  assertEquals(await programs.host.request("AB"), undefined);
  assertEquals(await programs.host.requestFormatted("ETCH-1"), undefined);
  assertEquals((await programs.host.requestFormatted("AB"))?.MDLN, "ETCH-3");
});

test("S7F5 while the store fails is undefined, and the owner is told; S7F19 rejects", async () => {
  const tool = await three();
  const error = new Error("bad sector");
  tool.store.fails.set("read", error).set("list", error);
  assertEquals(await tool.programs.host.request("ETCH-1"), undefined);
  await assertRejects(() => tool.programs.host.directory(), Error, "list failed");
  assertEquals(tool.failures, [
    { operation: "read", ppids: ["ETCH-1"], error },
    { operation: "list", ppids: [], error },
  ]);
});

test("S7F19 lists each PPID in the format in which it came", async () => {
  const { programs } = await three();
  assertEquals(await programs.host.directory(), ["ETCH-1", Uint8Array.of(0x41, 0x42), 7]);
});

test("the operator creates, edits and deletes", async () => {
  const { programs, changes } = bench();
  await programs.save(unformatted("ETCH-1"));
  await programs.save(unformatted("ETCH-1", "edited"));
  await programs.remove(["ETCH-1", "ETCH-2", "ETCH-1"]);
  await programs.remove([]);
  assertEquals(changes, [
    { PPChangeName: "ETCH-1", PPChangeStatus: 1, by: "tool" },
    { PPChangeName: "ETCH-1", PPChangeStatus: 2, by: "tool" },
    { PPChangeName: "ETCH-1", PPChangeStatus: 3, by: "tool" },
  ]);
  assertEquals(await programs.read("ETCH-1"), undefined);
});

test("remove() without a PPID deletes nothing", async () => {
  const { programs } = await three();
  await programs.remove([]);
  assertEquals((await programs.list()).length, 3);
});

test("save() says which limit is reached", async () => {
  const { programs } = bench({ maxPrograms: 1, maxProgramBytes: 20, maxPpidLength: 6, maxTotalBytes: 30 });
  const codeOf = async (ppid: string, text: string, said: string) =>
    (await assertRejects(() => programs.save(unformatted(ppid, text)), ProcessProgramError, said)).code;
  assertEquals(await codeOf("", "", "1 to 6 characters (maxPpidLength), this one 0"), "invalid-ppid");
  assertEquals(
    await codeOf("ETCH-1", "x".repeat(19), "21 bytes, more than 20 (maxProgramBytes)"),
    "program-too-long",
  );
  await programs.save(unformatted("ETCH-1", ""));
  assertEquals(await codeOf("ETCH-2", "", "there are 1 process programs (maxPrograms)"), "programs-full");
  const wide = bench({ maxTotalBytes: 30 }).programs;
  await wide.save(unformatted("ETCH-1", "0123456789"));
  await assertRejects(
    () => wide.save(unformatted("ETCH-2", "0123456789")),
    ProcessProgramError,
    "all would have 34, more than 30 (maxTotalBytes)",
  );
});

test("the tool's calls reject with what the store throws, and the owner is not told twice", async () => {
  const tool = bench();
  tool.store.fails.set("write", new Error("disk full"));
  await assertRejects(() => tool.programs.save(unformatted("ETCH-1")), Error, "disk full");
  assertEquals([tool.failures, tool.changes], [[], []]);
});

test("the tool's calls reject if too many wait", async () => {
  const tool = bench({ maxWaitingCalls: 0 });
  const gate = new Deferred<void>();
  tool.store.gate = gate.promise;
  const saved = tool.programs.save(unformatted("ETCH-1"));
  const error = await assertRejects(() => tool.programs.list(), ProcessProgramError, "maxWaitingCalls");
  assertEquals(error.code, "programs-busy");
  gate.resolve();
  await saved;
});

test("format is PPFormat: 1 unformatted, 2 formatted, 3 both", () => {
  const formats = [undefined, ["unformatted"], ["formatted"], KINDS] as const;
  assertEquals(formats.map((kinds) => new ProcessPrograms(new MemoryPrograms(), { kinds }).format), [
    1,
    1,
    2,
    3,
  ]);
  assertThrows(() => new ProcessPrograms(new MemoryPrograms(), { kinds: [] }), RangeError, "kinds");
});

test("limits that are out of range are refused at construction", () => {
  const options = ["maxPrograms", "maxProgramBytes", "maxTotalBytes", "maxPpidLength", "maxWaitingCalls"];
  for (const option of options) {
    assertThrows(() => new ProcessPrograms(new MemoryPrograms(), { [option]: -1 }), RangeError, option);
  }
});

test("MemoryPrograms keeps what was written, whatever becomes of the arrays that were given", async () => {
  const store = new MemoryPrograms();
  const ppid = Uint8Array.of(0x41);
  const values = Uint8Array.of(1, 2, 3);
  await store.write({ PPID: ppid, PPBODY: U1(values) });
  ppid[0] = 0x42;
  values[0] = 9;
  assertEquals((await store.list())[0]!.PPID, Uint8Array.of(0x41));
  const back = await store.read("A");
  assertEquals("PPBODY" in back! && back.PPBODY.equals(U1(1, 2, 3)), true);
});
