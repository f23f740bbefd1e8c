import { test } from "node:test";
import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  A,
  B,
  encodeItem,
  L,
  S7F23,
  type SecsDataSetData,
  type SecsDataSetOpened,
  type SecsFormattedProcessProgram,
  type SecsProcessProgram,
  U4,
} from "@secs/hsms";
import {
  ACKC13,
  type DataSetPeer,
  type LargeProgramOptions,
  type LargePrograms,
} from "../../../src/gem/mod.ts";
import { assertSame, type Bench, bench, formatted, unformatted } from "./bench.ts";

const KINDS = ["unformatted", "formatted"] as const;
const LONG: SecsProcessProgram = {
  PPID: "ETCH-1",
  PPBODY: B(Uint8Array.from({ length: 300_000 }, (_, i) => i * 7 & 0xff)),
};

/** A tool and what it says to one host. */
function large(
  options: Parameters<typeof bench>[0] = {},
  largeOptions?: LargeProgramOptions,
): Bench & { large: LargePrograms } {
  const tool = bench({ kinds: KINDS, ...options });
  return { ...tool, large: tool.programs.largeFor(largeOptions) };
}

/** A host that has one data set, and says what it was asked. */
function hostWith(bytes: Uint8Array, part = Infinity): DataSetPeer & { said: string[] } {
  let at = 0;
  const said: string[] = [];
  return {
    said,
    open: ({ HANDLE, DSNAME, CKPNT }) => {
      said.push(`open ${HANDLE} ${DSNAME} ${CKPNT}`);
      return Promise.resolve({ HANDLE, DSNAME, ACKC13: 0, RTYPE: 0, RECLEN: 0 });
    },
    read: ({ HANDLE, READLN }) => {
      const data = bytes.subarray(at, at += Math.min(Number(READLN), part));
      const ACKC13 = data.length === 0 ? 8 : 0;
      return Promise.resolve({ HANDLE, ACKC13, CKPNT: at, FILDAT: data.length === 0 ? [] : [data] });
    },
    close: ({ HANDLE }) => {
      said.push(`close ${HANDLE}`);
      return Promise.resolve();
    },
  };
}

/** A tool is the host of another: what it serves is read. */
function peerOf({ dataSets }: LargePrograms): DataSetPeer {
  return {
    open: (value) => dataSets.open(value),
    read: (value) => Promise.resolve(dataSets.read(value)),
    close: (value) => Promise.resolve(dataSets.close(value)),
  };
}

test("S7F37: a large process program is announced, read in parts, and kept as one of S7F3", async () => {
  const tool = large();
  assertEquals(await tool.large.announce("unformatted", "ETCH-1"), 0);
  assertEquals(tool.large.mayRead({ DSNAME: "ETCH-1" }), { DSNAME: "ETCH-1", ACKC13: 0 });
  const host = hostWith(encodeItem(LONG.PPBODY), 1000);
  assertEquals(await tool.large.receive("ETCH-1", host), { ACKC7: 0 });
  assertEquals(host.said, ["open 1 ETCH-1 0", "close 1"]);
  assertSame(await tool.programs.read("ETCH-1"), LONG);
  assertEquals(tool.changes, [{ PPChangeName: "ETCH-1", PPChangeStatus: 1, by: "host" }]);
  assertEquals(tool.large.mayRead({ DSNAME: "ETCH-1" }).ACKC13, ACKC13.unknownDataSet, "once");
});

test("S7F39: a large formatted one is checked as one of S7F23", async () => {
  const errors = [{ ACKC7A: 4, SEQNUM: 1, ERRW7: "too much" }];
  const tool = large({ verify: () => errors });
  assertEquals(await tool.large.announce("formatted", "ETCH-1"), 0);
  const body = encodeItem(S7F23.toEquipment.build(formatted("ETCH-1")));
  assertEquals(await tool.large.receive("ETCH-1", hostWith(body)), {
    ACKC7: 0,
    verification: { S7F29: undefined, S7F27: { PPID: "ETCH-1", ERRORS: errors } },
  });
  assertEquals(await tool.programs.list(), []);
});

test("S7F38 and S7F40: ACKC7 1, 3, 4 and 5, before anything is read", async () => {
  const tool = large({ kinds: ["unformatted"], overwrite: false, maxPrograms: 1 });
  await tool.programs.save(unformatted("ETCH-1"));
  const codes = [
    await tool.large.announce("unformatted", "ETCH-1"),
    await tool.large.announce("unformatted", "ETCH-2"),
    await tool.large.announce("unformatted", ""),
    await tool.large.announce("formatted", "ETCH-3"),
  ];
  assertEquals(codes, [1, 3, 4, 5]);
  assertEquals(tool.large.mayRead({ DSNAME: "ETCH-2" }).ACKC13, ACKC13.unknownDataSet);
  await assertRejects(
    () => tool.large.receive("ETCH-2", hostWith(new Uint8Array())),
    RangeError,
    "announced",
  );
});

test("S7F38: ACKC7 64 if the store fails, and the owner is told", async () => {
  const tool = large();
  tool.store.fails.set("list", new Error("no disk"));
  assertEquals(await tool.large.announce("unformatted", "ETCH-1"), 64);
  assertEquals(tool.failures.map(({ operation }) => operation), ["list"]);
});

test("S7F41 and S7F43: what is asked for can be read in parts, from a checkpoint too", async () => {
  const tool = large({}, { maxPartBytes: 1000 });
  await tool.programs.save(LONG);
  assertEquals(await tool.large.request("unformatted", "ETCH-1"), 0);
  const { dataSets } = tool.large;
  const bytes = encodeItem(LONG.PPBODY);
  const opened: SecsDataSetOpened = { HANDLE: 7, DSNAME: "ETCH-1", ACKC13: 0, RTYPE: 0, RECLEN: 0 };
  assertEquals(await dataSets.open({ HANDLE: 7, DSNAME: "ETCH-1", CKPNT: 0 }), opened);
  const first: SecsDataSetData = { HANDLE: 7, ACKC13: 0, CKPNT: 1000, FILDAT: [bytes.subarray(0, 1000)] };
  assertEquals(dataSets.read({ HANDLE: 7, READLN: 1_000_000 }), first);
  assertEquals(dataSets.close({ HANDLE: 7 }), { HANDLE: 7, ACKC13: 0 });
  assertEquals((await dataSets.open({ HANDLE: 8n, DSNAME: "ETCH-1", CKPNT: 300_000 })).ACKC13, 0);
  assertEquals(dataSets.read({ HANDLE: 8, READLN: 1000 }).FILDAT, [bytes.subarray(300_000)]);
  assertEquals(dataSets.read({ HANDLE: 8, READLN: 1000 }), {
    HANDLE: 8,
    ACKC13: ACKC13.endOfData,
    CKPNT: bytes.length,
    FILDAT: [],
  });
});

test("S7F42 and S7F44: ACKC7 4 if there is none of that PPID and kind, 64 if it cannot be given", async () => {
  const tool = large();
  await tool.programs.save(unformatted("ETCH-1"));
  await tool.programs.save({ ...formatted("ETCH-2"), MDLN: "报警" });
  const codes = [
    await tool.large.request("unformatted", "ETCH-3"),
    await tool.large.request("formatted", "ETCH-1"),
    await tool.large.request("unformatted", "ETCH-2"),
    await tool.large.request("formatted", "ETCH-2"),
  ];
  assertEquals(codes, [4, 4, 4, 64]);
  assertEquals(tool.failures.map(({ operation }) => operation), ["transfer"]);
});

test("a process program goes from one tool to another and is the same, whatever its kind and the form of the data", async () => {
  const programs: readonly [SecsProcessProgram | SecsFormattedProcessProgram, LargeProgramOptions][] = [
    [LONG, {}],
    [LONG, { content: "B" }],
    [{ PPID: "ETCH-1", PPBODY: A("one\r\ntwo\xff") }, { content: "A" }],
    [{ PPID: "ETCH-1", PPBODY: L(A("step"), U4(7)) }, {}],
    [formatted("ETCH-1"), {}],
  ];
  for (const [program, options] of programs) {
    const kind = "PPBODY" in program ? "unformatted" : "formatted";
    const from = large({}, options);
    const to = large({}, options);
    await from.programs.save(program);
    await from.large.request(kind, "ETCH-1");
    await to.large.announce(kind, "ETCH-1");
    assertEquals(await to.large.receive("ETCH-1", peerOf(from.large)), { ACKC7: 0 });
    assertSame(await to.programs.read("ETCH-1"), program);
    assertEquals(from.large.dataSets.close({ HANDLE: 1 }).ACKC13, ACKC13.notOpen, "it was closed");
  }
});

test("ACKC13 of S13F4: 2, 3, 4, 5 and 9", async () => {
  const tool = large({}, { maxTransfers: 2 });
  for (const PPID of ["A", "B"]) {
    await tool.programs.save(unformatted(PPID));
    await tool.large.request("unformatted", PPID);
  }
  const open = async (HANDLE: number, DSNAME: string, CKPNT = 0) =>
    (await tool.large.dataSets.open({ HANDLE, DSNAME, CKPNT })).ACKC13;
  assertEquals(await open(1, "C"), ACKC13.unknownDataSet);
  assertEquals(await open(1, "A", 1000), ACKC13.unknownCheckpoint);
  assertEquals(await open(1, "A"), ACKC13.ok);
  assertEquals(await open(1, "B"), ACKC13.handleInUse);
  assertEquals(await open(2, "A"), ACKC13.openTooOften);
  assertEquals(await open(2, "B"), ACKC13.ok);
  assertEquals(await open(3, "C"), ACKC13.tooManyOpen);
});

test("ACKC13 6: a data set that is not open; and S13F9 closes all, those too that are being opened", async () => {
  const tool = large();
  await tool.programs.save(unformatted("A"));
  await tool.large.request("unformatted", "A");
  const { dataSets } = tool.large;
  const opening = dataSets.open({ HANDLE: 1, DSNAME: "A", CKPNT: 0 });
  assertEquals(dataSets.read({ HANDLE: 1, READLN: 1 }).ACKC13, ACKC13.notOpen);
  dataSets.reset();
  assertEquals((await opening).ACKC13, ACKC13.tryLater);
  assertEquals([dataSets.read({ HANDLE: 1, READLN: 1 }).ACKC13, dataSets.close({ HANDLE: 1 }).ACKC13], [
    6,
    6,
  ]);
  assertEquals((await dataSets.open({ HANDLE: 1, DSNAME: "A", CKPNT: 0 })).ACKC13, 0);
  tool.large.end();
  assertEquals(dataSets.close({ HANDLE: 1 }).ACKC13, ACKC13.notOpen);
  assertEquals((await dataSets.open({ HANDLE: 1, DSNAME: "A", CKPNT: 0 })).ACKC13, ACKC13.unknownDataSet);
});

test("a data set whose store fails is tried later, and may be opened again", async () => {
  const tool = large();
  await tool.programs.save(formatted("A"));
  await tool.large.request("formatted", "A");
  const open = async () => (await tool.large.dataSets.open({ HANDLE: 1, DSNAME: "A", CKPNT: 0 })).ACKC13;
  await tool.programs.save({ ...formatted("A"), MDLN: "报警" });
  assertEquals(await open(), ACKC13.tryLater);
  await tool.programs.save(formatted("A"));
  assertEquals(await open(), ACKC13.ok);
});

test("what a host announces or asks for is bounded: the oldest is forgotten", async () => {
  const tool = large({}, { maxTransfers: 2 });
  for (const ppid of ["A", "B", "C"]) {
    await tool.programs.save(unformatted(ppid));
    await tool.large.announce("unformatted", ppid);
    await tool.large.request("unformatted", ppid);
  }
  assertEquals(["A", "B", "C"].map((DSNAME) => tool.large.mayRead({ DSNAME }).ACKC13), [2, 0, 0]);
  assertEquals((await tool.large.dataSets.open({ HANDLE: 1, DSNAME: "A", CKPNT: 0 })).ACKC13, 2);
  assertThrows(() => tool.programs.largeFor({ maxTransfers: 0 }), RangeError, "maxTransfers");
  assertThrows(() => tool.programs.largeFor({ maxPartBytes: 0 }), RangeError, "maxPartBytes");
});

test("not more than maxTransfers are read at once", async () => {
  const tool = large({}, { maxTransfers: 1 });
  await tool.large.announce("unformatted", "A");
  const first = tool.large.receive("A", hostWith(encodeItem(A("one"))));
  await tool.large.announce("unformatted", "B");
  assertEquals(tool.large.mayRead({ DSNAME: "B" }).ACKC13, ACKC13.tryLater);
  await first;
  assertEquals(tool.large.mayRead({ DSNAME: "B" }).ACKC13, ACKC13.ok);
});

test("a transfer that fails keeps nothing, is closed, and is told", async () => {
  const fails: readonly [Partial<DataSetPeer>, number, string][] = [
    [
      { open: ({ HANDLE, DSNAME }) => Promise.resolve({ HANDLE, DSNAME, ACKC13: 2, RTYPE: 0, RECLEN: 0 }) },
      64,
      "S13F4 has ACKC13 2",
    ],
    [{ open: () => Promise.reject(new Error("T3")) }, 64, "T3"],
    [{ read: () => Promise.reject(new Error("T3")) }, 64, "T3"],
    [
      { read: ({ HANDLE }) => Promise.resolve({ HANDLE, ACKC13: 7, CKPNT: 0, FILDAT: [] }) },
      64,
      "S13F6 has ACKC13 7",
    ],
    [{ read: ({ HANDLE }) => Promise.resolve({ HANDLE, ACKC13: 0, CKPNT: 0, FILDAT: [""] }) }, 64, "no data"],
    [
      { read: ({ HANDLE }) => Promise.resolve({ HANDLE, ACKC13: 0, CKPNT: 0, FILDAT: ["报"] }) },
      64,
      "not of bytes",
    ],
    [
      { read: ({ HANDLE }) => Promise.resolve({ HANDLE, ACKC13: 0, CKPNT: 0, FILDAT: ["x".repeat(60)] }) },
      2,
      "maxProgramBytes",
    ],
    [
      { read: ({ HANDLE }) => Promise.resolve({ HANDLE, ACKC13: 8, CKPNT: 0, FILDAT: [] }) },
      64,
      "it is empty",
    ],
    [{ read: ({ HANDLE }) => Promise.resolve({ HANDLE, ACKC13: 8, CKPNT: 0, FILDAT: ["junk"] }) }, 64, ""],
  ];
  for (const [fault, code, said] of fails) {
    const tool = large({ maxProgramBytes: 100 });
    await tool.large.announce("unformatted", "A");
    const host = hostWith(new Uint8Array());
    assertEquals(await tool.large.receive("A", { ...host, ...fault }), { ACKC7: code }, said);
    const [failure, ...more] = tool.failures;
    assertEquals([failure?.operation, failure?.ppids, more], ["transfer", ["A"], []]);
    assert(String(failure!.error).includes(said), `${failure!.error} ${said}`);
    assertEquals(
      host.said.filter((said) => said.startsWith("close")).length,
      fault.open === undefined ? 1 : 0,
    );
    assertEquals(await tool.programs.list(), []);
  }
});

test("a formatted data set with another PPID than its name is not kept", async () => {
  const tool = large();
  await tool.large.announce("formatted", "A");
  const body = encodeItem(S7F23.toEquipment.build(formatted("B")));
  assertEquals(await tool.large.receive("A", hostWith(body)), { ACKC7: 64 });
  assertEquals([await tool.programs.list(), tool.failures.length], [[], 1]);
});

test("a host that sends one byte at a time costs no more than their number", async () => {
  const tool = large();
  await tool.large.announce("unformatted", "A");
  const body = A("x".repeat(20_000));
  assertEquals(await tool.large.receive("A", hostWith(encodeItem(body), 1)), { ACKC7: 0 });
  assertSame(await tool.programs.read("A"), { PPID: "A", PPBODY: body });
});
