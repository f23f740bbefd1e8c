// Bodies as tools write them: what is read, and what is noted.

import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import {
  A,
  ALL_ALARMS,
  B,
  C2,
  type Item,
  J,
  L,
  type MessageBody,
  S10F3,
  S16F17,
  S17F3,
  S1F1,
  S1F13,
  S1F14,
  S1F2,
  S1F3,
  S2F13,
  S2F37,
  S2F42,
  S5F1,
  S5F3,
  S5F5,
  S5F6,
  S6F11,
  S7F17,
  S7F6,
  S9F5,
  SecsDialect,
  type SecsDialectOptions,
  SecsReading,
  SecsSchemaError,
  U4,
} from "@secs/hsms";
import { parseItem } from "@secs/hsms/sml";

type AnyBody = MessageBody<unknown, MessageBody<unknown> | undefined>;

const LONG = "x".repeat(150);
const MODEL = "ADVANCED-BONDER-MODEL-8312";

/** What comes, as SML or as a header alone; the value; and the notes. */
const READ: readonly (readonly [string, AnyBody, string | undefined, unknown, ...string[]])[] = [
  ["an alarm with a long text", S5F1.toHost, `<L [3] <B 0x84> <U4 7> <A "${LONG}">>`, {
    ALCD: 0x84,
    ALID: 7,
    ALTX: LONG,
  }, "too-long S5F1.ALTX: expected at most 120 characters, got A[150]"],
  ["a long MDLN", S1F2.toHost, `<L [2] <A "${MODEL}"> <A "1.0">>`, {
    MDLN: MODEL,
    SOFTREV: "1.0",
  }, "too-long S1F2.MDLN: expected at most 20 characters, got A[26]"],
  [
    "a host that sends its name in S1F13",
    S1F13.toEquipment,
    '<L [2] <A "AA"> <A "q">>',
    undefined,
    "surplus S1F13: expected an empty list, got L[2]",
  ],
  [
    "a host that sends S1F13 without a body",
    S1F13.toEquipment,
    undefined,
    undefined,
    "header-only S1F13: expected a body, got none",
  ],
  [
    "a host that sends its name in S1F2",
    S1F2.toEquipment,
    '<L [2] <A "AA"> <A "q">>',
    undefined,
    "surplus S1F2: expected an empty list, got L[2]",
  ],
  [
    "S1F1 with an empty list",
    S1F1.toEquipment,
    "<L [0]>",
    undefined,
    "surplus S1F1: expected no body, got L[0]",
  ],
  [
    "S1F1 with the name of the equipment",
    S1F1.toHost,
    '<L [2] <A "M"> <A "1">>',
    undefined,
    "surplus S1F1: expected no body, got L[2]",
  ],
  [
    "S1F14 without MDLN",
    S1F14.toHost,
    "<L [1] <B 0>>",
    { COMMACK: 0, IDENTITY: undefined },
    "missing S1F14: expected L[2] (COMMACK, IDENTITY), got L[1]",
  ],
  ["S1F14 with COMMACK as U1 and an empty identity", S1F14.toHost, "<L [2] <U1 0> <L>>", {
    COMMACK: 0,
    IDENTITY: undefined,
  }, "format S1F14.COMMACK: expected B[1], got U1[1]"],
  [
    "ids packed in one item",
    S1F3.toEquipment,
    "<U4 100 200>",
    [100, 200],
    "packed S1F3: expected a list, got U4[2]",
  ],
  ["no ids as an item of length 0", S1F3.toEquipment, "<U2>", [], "empty S1F3: expected a list, got U2[0]"],
  [
    "no ids as a header alone",
    S2F13.toEquipment,
    undefined,
    [],
    "header-only S2F13: expected a body, got none",
  ],
  [
    "CEED as U1",
    S2F37.toEquipment,
    "<L [2] <U1 1> <L>>",
    { CEED: true, CEID: [] },
    "format S2F37.CEED: expected BOOLEAN[1], got U1[1]",
  ],
  [
    "CEED as B",
    S2F37.toEquipment,
    "<L [2] <B 0> <L>>",
    { CEED: false, CEID: [] },
    "format S2F37.CEED: expected BOOLEAN[1], got B[1]",
  ],
  [
    "HCACK without a list",
    S2F42.toHost,
    "<L [1] <B 4>>",
    { HCACK: 4, PARAMETERS: [] },
    "missing S2F42: expected L[2] (HCACK, PARAMETERS), got L[1]",
  ],
  [
    "ALCD as I1",
    S5F1.toHost,
    '<L [3] <I1 -124> <U4 7> <A "">>',
    { ALCD: 0x84, ALID: 7, ALTX: "" },
    "format S5F1.ALCD: expected B[1], got I1[1]",
  ],
  ["an ALTX of length 0 in another format", S5F1.toHost, "<L [3] <B 4> <U4 7> <L>>", {
    ALCD: 4,
    ALID: 7,
    ALTX: "",
  }, "empty S5F1.ALTX: expected A, got L[0]"],
  [
    "an item of length 0 in place of an empty list",
    S7F6.toHost,
    '<A "">',
    undefined,
    "empty S7F6: expected an empty list, got A[0]",
  ],
  ["an unknown alarm with an ALCD of another format", S5F6.toHost, '<L [1] <L [3] <U1> <U4 5> <A "">>>', [
    { ALCD: undefined, ALID: 5, ALTX: "" },
  ], "empty S5F6[1].ALCD: expected B[0], got U1[0]"],
  [
    "all alarms as an empty list",
    S5F3.toEquipment,
    "<L [2] <B 0x80> <L>>",
    { ALED: 0x80, ALID: ALL_ALARMS },
    "empty S5F3.ALID: expected an integer or A of length 0, got L[0]",
  ],
  [
    "a list in place of one item",
    S5F5.toEquipment,
    "<L [2] <U4 1> <U4 2>>",
    [1, 2],
    "list S5F5: expected one item, got L[2]",
  ],
];

for (const [name, body, sml, value, ...said] of READ) {
  test(`${name}: it is read and noted, and strict mode refuses it`, () => {
    const item = sml === undefined ? undefined : parseItem(sml);
    const reading = new SecsReading();
    assertEquals(body.read(item, reading), value);
    assertEquals(reading.notes.map(({ kind, message }) => `${kind} ${message}`), said);
    const strict = new SecsReading(new SecsDialect({ strict: true }));
    const error = assertThrows(() => body.read(item, strict), SecsSchemaError);
    assertEquals([`${reading.notes[0]!.kind} ${error.message}`], said);
    assertEquals(error.path, reading.notes[0]!.path);
  });
}

test("a note has the items that came: the surplus ones, or the one in another format", () => {
  const reading = new SecsReading();
  const report = L(U4(7), L(A("v")), A("more"), B(1));
  const { RPT: [first] } = S6F11.toHost.read(L(U4(1), U4(2), L(report)), reading);
  assertEquals([first?.RPTID, first?.V.length, Object.keys(first!)], [7, 1, ["RPTID", "V"]]);
  const [note] = reading.notes;
  assertEquals([note?.path, note?.items.map(({ format }) => format)], ["S6F11.RPT[1]", ["A", "B"]]);
});

test("text is A, J or C2, in the encoding of the handler or of the item", () => {
  const sjis = [0x83, 0x65];
  const TEXT: readonly (readonly [Item, text: string, options?: SecsDialectOptions])[] = [
    [C2(1, [0x4e, 0x2d]), "中"],
    [C2(8, sjis), "テ"],
    [C2(999, [0x41]), "A"],
    [J(Uint8Array.from(sjis)), "テ", { encoding: "shift_jis" }],
    [A(Uint8Array.from(sjis)), "テ", { encoding: "shift_jis" }],
    [A(Uint8Array.from(sjis)), "\x83\x65"],
  ];
  for (const [item, text, options] of TEXT) {
    const reading = new SecsReading(new SecsDialect(options));
    assertEquals(S10F3.toEquipment.read(L(B(0), item), reading).TEXT, text);
  }
});

test("a body of many values of another format keeps a hundred notes", () => {
  const reading = new SecsReading();
  const body = L(...Array.from({ length: 300 }, () => L(A("x"))));
  assertThrows(() => S6F11.toHost.read(L(U4(1), U4(2), body), reading), SecsSchemaError, "S6F11.RPT[1]");
  const reports = L(...Array.from({ length: 300 }, () => L(U4(1), U4())));
  assertEquals(S6F11.toHost.read(L(U4(1), U4(2), reports), reading).RPT.length, 300);
  assertEquals(reading.notes.length, 100);
});

test("what has no clear meaning is refused in any mode", () => {
  const BAD: readonly (readonly [AnyBody, string, path: string])[] = [
    [S1F13.toEquipment, '<A "x">', "S1F13"],
    [S1F13.toHost, "<L [0]>", "S1F13"],
    [S1F3.toEquipment, "<F4 1 2>", "S1F3"],
    [S1F3.toEquipment, "<L [1] <L>>", "S1F3[1]"],
    [S2F37.toEquipment, "<L [2] <F4 1> <L>>", "S2F37.CEED"],
    [S2F37.toEquipment, "<L [2] <BOOLEAN T T> <L>>", "S2F37.CEED"],
    [S5F1.toHost, '<L [3] <U2 256> <U4 1> <A "">>', "S5F1.ALCD"],
    [S5F1.toHost, '<L [3] <B> <U4 1> <A "">>', "S5F1.ALCD"],
    [S5F1.toHost, '<L [3] <B 0> <U4 1 2> <A "">>', "S5F1.ALID"],
    [S5F1.toHost, "<L [3] <B 0> <U4 1> <U4 1>>", "S5F1.ALTX"],
    [S9F5.toHost, '<A "0123456789">', "S9F5"],
  ];
  for (const [body, sml, path] of BAD) {
    const error = assertThrows(() => body.read(parseItem(sml)), SecsSchemaError);
    assertEquals(error.path, path);
  }
});

test("S16F17 and S17F3 delete all for an empty list, and for nothing that looks like one", () => {
  for (const { toEquipment } of [S16F17, S17F3]) {
    assertEquals(toEquipment.read(L()), []);
    assertThrows(() => toEquipment.read(undefined), SecsSchemaError, "expected a body, got none");
    for (const item of [A(""), U4()]) {
      assertThrows(() => toEquipment.read(item), SecsSchemaError, "expected a list");
    }
  }
});

test("S7F17 deletes all process programs for an empty list, and for nothing that looks like one", () => {
  assertEquals(S7F17.toEquipment.read(L()), []);
  assertThrows(() => S7F17.toEquipment.read(undefined), SecsSchemaError, "S7F17: expected a body, got none");
  for (const item of [A(""), U4(), B()]) {
    assertThrows(() => S7F17.toEquipment.read(item), SecsSchemaError, "S7F17: expected a list");
  }
});
