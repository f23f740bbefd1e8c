import { test } from "node:test";
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  A,
  B,
  BOOLEAN,
  decodeItem,
  defineMessage,
  encodeItem,
  F4,
  I2,
  L,
  type MessageBody,
  type MessageDefinition,
  NO_BODY,
  S10F3,
  S1F1,
  S1F13,
  S1F14,
  S1F3,
  S2F22,
  S2F23,
  S2F33,
  S2F37,
  S2F41,
  S2F50,
  S5F1,
  S5F3,
  S5F5,
  S6F11,
  S7F1,
  S7F3,
  S9F5,
  schema,
  SecsBuilding,
  SecsDialect,
  SecsReading,
  SecsSchemaError,
  U1,
  U2,
  U4,
  U8,
} from "@secs/hsms";
import * as messages from "../../src/secs/messages/mod.ts";
import { fromHex, toHex } from "../support/hex.ts";

type Reply = MessageDefinition<unknown, unknown> | undefined;

test("S1F13 to the host is L[2] of MDLN and SOFTREV", () => {
  const item = S1F13.toHost.build({ MDLN: "MDLN", SOFTREV: "1.0" });
  assertEquals(toHex(encodeItem(item)), "010241044d444c4e4103312e30");
  assertEquals(S1F13.toHost.read(decodeItem(fromHex("010241044d444c4e4103312e30"))), {
    MDLN: "MDLN",
    SOFTREV: "1.0",
  });
});

test("S1F13 to the equipment is an empty list", () => {
  assertEquals(toHex(encodeItem(S1F13.toEquipment.build(undefined))), "0100");
  assertEquals(S1F13.toEquipment.read(L()), undefined);
});

test("S2F33 is DATAID and reports, each with its variables", () => {
  const item = S2F33.toEquipment.build({ DATAID: 1, REPORTS: [{ RPTID: 7, VID: [1001, "TEMP"] }] });
  assertEquals(
    toHex(encodeItem(item)),
    "0102" + "b10400000001" + "0101" + "0102" + "b10400000007" + "0102" + "b104000003e9" + "410454454d50",
  );
});

test("S2F37, S5F1, S10F3: BOOLEAN, B and A where E5 has them", () => {
  assertEquals(toHex(encodeItem(S2F37.toEquipment.build({ CEED: true, CEID: [] }))), "01022501010100");
  assertEquals(
    toHex(encodeItem(S5F1.toHost.build({ ALCD: 0x84, ALID: 5, ALTX: "hot" }))),
    "0103210184b104000000054103686f74",
  );
  assertEquals(toHex(encodeItem(S10F3.toEquipment.build({ TID: 0, TEXT: "x" }))), "0102210100410178");
});

test("bodies of other formats than ours are read where E5 leaves the choice", () => {
  const body = L(U1(1), U2(50), L(L(A("R1"), L(F4(1.5), A("x")))));
  const report = S6F11.toHost.read(body);
  assertEquals([report.DATAID, report.CEID, report.RPT[0]?.RPTID], [1, 50, "R1"]);
  assertEquals(report.RPT[0]?.V.length, 2);
});

function arrayOfLength(length: number): number[] {
  const array: number[] = [];
  array.length = length;
  return array;
}

function strict(): SecsReading {
  return new SecsReading(new SecsDialect({ strict: true }));
}

const PATHS: readonly (readonly [() => unknown, path: string, says: string])[] = [
  [() => S1F13.toHost.read(L(A("M"))), "S1F13", "expected L[2] (MDLN, SOFTREV), got L[1]"],
  [() => S1F13.toHost.read(L(A("M"), U4(1))), "S1F13.SOFTREV", "expected A, got U4[1]"],
  [() => S1F13.toHost.read(undefined), "S1F13", "expected a body, got none"],
  [() => S1F13.toHost.read(A("M")), "S1F13", "expected L[2] (MDLN, SOFTREV), got A[1]"],
  [() => S1F3.toEquipment.read(L(U4(1), F4(2))), "S1F3[2]", "got F4[1]"],
  [() => S1F3.toEquipment.read(L(U4(1, 2))), "S1F3[1]", "got U4[2]"],
  [
    () => S2F33.toEquipment.read(L(U4(1), L(L(U4(1), L()), L(B(1), L())))),
    "S2F33.REPORTS[2].RPTID",
    "got B[1]",
  ],
  [() => S2F37.toEquipment.read(L(F4(1), L())), "S2F37.CEED", "expected BOOLEAN[1], got F4[1]"],
  [() => S2F37.toEquipment.read(L(U1(1), L()), strict()), "S2F37.CEED", "expected BOOLEAN[1], got U1[1]"],
  [() => S1F14.toHost.read(L(B(1, 2), L())), "S1F14.COMMACK", "expected B[1], got B[2]"],
  [() => S9F5.toEquipment.read(B(1)), "S9F5", "not sent in that direction"],
  [
    () => S2F33.toEquipment.build({ DATAID: 1.5, REPORTS: [] }),
    "S2F33.DATAID",
    "expected a whole number, got 1.5",
  ],
  [
    () => S2F41.toEquipment.build({ RCMD: "GO", PARAMETERS: [{ CPNAME: "A", CPVAL: 5 as never }] }),
    "S2F41.PARAMETERS[1].CPVAL",
    "expected an item, got 5",
  ],
  [() => S1F13.toHost.build(undefined as never), "S1F13", "expected an object with MDLN, SOFTREV"],
  [() => S1F3.toEquipment.build("x" as never), "S1F3", "expected an array"],
  [
    () => S1F3.toEquipment.build(arrayOfLength(0x1000000)),
    "S1F3",
    "expected at most 16777215 elements, got 16777216",
  ],
  [
    () => S2F50.toHost.build({ HCACK: 3, PARAMETERS: [{ CPNAME: "P", CEPACK: A("x") }] }),
    "S2F50.PARAMETERS[1].CEPACK",
    "expected a value or a list, got A[1]",
  ],
  [() => S10F3.toEquipment.build({ TID: 256, TEXT: "" }), "S10F3.TID", "expected a byte, got 256"],
  [() => S10F3.toEquipment.build({ TID: 0, TEXT: 7 as never }), "S10F3.TEXT", "expected text, got 7"],
];

for (const [act, path, says] of PATHS) {
  test(`a body that does not fit says where: ${path}: ${says}`, () => {
    const error = assertThrows(act, SecsSchemaError, says);
    assertEquals([error.path, error.code], [path, "illegal-data"]);
  });
}

test("numbers: the smallest E5 format that we build, and every one that we read", () => {
  assertEquals(schema.id().build(2 ** 32, new SecsBuilding()).equals(U8(2n ** 32n)), true);
  assertEquals(schema.id().build(-1, new SecsBuilding()).format, "I4");
  assertEquals(schema.signed().read(I2(-7), new SecsReading()), -7);
  assertEquals(schema.unsigned().read(U8(2n ** 60n), new SecsReading()), 2n ** 60n);
  assertEquals(schema.unsigned().read(U8(5n), new SecsReading()), 5);
  assertEquals(schema.byte().read(U1(255), new SecsReading()), 255);
  assertThrows(() => schema.byte().build(256, new SecsBuilding()), SecsSchemaError);
  assertThrows(() => schema.unsigned().build(-1, new SecsBuilding()), SecsSchemaError);
  assertEquals(schema.truth().read(BOOLEAN(false), new SecsReading()), false);
  assertEquals(schema.orEmptyList(schema.ascii()).read(L(), new SecsReading()), undefined);
});

test("every standard message says its name, and its reply follows E5", () => {
  const all = Object.entries(messages) as [string, MessageDefinition<unknown, unknown, Reply>][];
  assert(all.length > 80);
  const byName = new Map(all);
  const alone = ["S10F7", "S12F19"]; // primaries that expect no reply, as all of stream 9
  for (const [name, { toHost, toEquipment, title, reply }] of all) {
    const { stream, function: func } = toHost;
    assertEquals([toHost.name, toEquipment.name], [name, name]);
    assert(title.length > 5);
    assert(toHost.isSent || toEquipment.isSent, name);
    const isAnswered = func % 2 === 1 && stream !== 9 && !alone.includes(name);
    const answer = isAnswered ? byName.get(`S${stream}F${func + 1}`) : undefined;
    assertEquals([reply === answer, isAnswered], [true, reply !== undefined], name);
    assertEquals([toHost.reply, toEquipment.reply], [answer?.toEquipment, answer?.toHost], name);
    if (answer === undefined) continue;
    assertEquals(
      [toHost.isSent, toEquipment.isSent],
      [answer.toEquipment.isSent, answer.toHost.isSent],
      name,
    );
  }
  const streams = [...new Set(all.map(([, { toHost }]) => toHost.stream))].sort((a, b) => a - b);
  assertEquals(streams, [1, 2, 3, 5, 6, 7, 9, 10, 12, 13, 14, 15, 16, 17]);
});

test("the structure of a body in one line", () => {
  const STRUCTURES: readonly (readonly [MessageBody<unknown, MessageBody<unknown> | undefined>, string])[] = [
    [S1F13.toHost, "L2{MDLN A20, SOFTREV A20}"],
    [S1F13.toEquipment, "L0"],
    [S1F14.toHost, "L2{COMMACK B1, [IDENTITY L2{MDLN A20, SOFTREV A20} or L0]}"],
    [S1F3.toEquipment, "L{SVID A/I/U}"],
    [S2F22.toHost, "CMDA U1"],
    [S2F23.toEquipment, "L5{TRID A/I/U, DSPER A8, TOTSMP A/I/U, REPGSZ A/I/U, SVID L{SVID A/I/U}}"],
    [S2F37.toEquipment, "L2{CEED BOOLEAN, CEID L{CEID A/I/U}}"],
    [S5F3.toEquipment, "L2{ALED B1, ALID A/I/U or empty}"],
    [S5F5.toEquipment, "ALID A/I/U[n]"],
    [S6F11.toHost, "L3{DATAID A/I/U, CEID A/I/U, RPT L{L2{RPTID A/I/U, V L{V any}}}}"],
    [S7F1.toHost, "L2{PPID A/B/I/U, LENGTH I/U}"],
    [S9F5.toHost, "MHEAD B"],
  ];
  for (const [body, structure] of STRUCTURES) {
    assertEquals(body.shape && schema.structureOf(body.shape), structure, body.name);
  }
  assertEquals(S1F1.toHost.shape, undefined);
});

test("types: what a message is built from and reads as is known to the compiler", () => {
  const chamber = schema.record({ CHAMBER: schema.unsigned(), STATES: schema.arrayOf(schema.ascii(10)) });
  const value: schema.Infer<typeof chamber> = { CHAMBER: 1, STATES: ["IDLE"] };
  const S64F1 = defineMessage(64, 1, { title: "Chamber report", toHost: chamber });
  const read = S64F1.toHost.read(S64F1.toHost.build(value));
  const states: readonly string[] = read.STATES;
  assertEquals(states, ["IDLE"]);
  // @ts-expect-error a field that the message does not have
  assertEquals(read.STATE, undefined);
  // @ts-expect-error a value of the wrong type
  assertThrows(() => S64F1.toHost.build({ CHAMBER: "1", STATES: [] }), SecsSchemaError);
  // @ts-expect-error a field is missing
  assertThrows(() => S7F3.toHost.build({ PPID: "P" }), SecsSchemaError);
  // @ts-expect-error a direction in which the message is not sent takes nothing
  assertThrows(() => S64F1.toEquipment.build(value), SecsSchemaError);
  assertEquals([S64F1.toHost.name, S64F1.reply], ["S64F1", undefined]);
});

test("defineMessage() throws a RangeError for a message that cannot be, and for a reply of what has none", () => {
  const shapes = { title: "Chamber report", toHost: NO_BODY } as const;
  const reply = { title: "Chamber report acknowledge", toEquipment: NO_BODY } as const;
  assertThrows(() => defineMessage(128, 1, shapes), RangeError, "stream must be");
  assertThrows(() => defineMessage(64, 256, shapes), RangeError, "function must be");
  assertThrows(() => defineMessage(64, 2, { ...shapes, reply }), RangeError, "S64F2 has no reply");
  assertThrows(() => defineMessage(64, 255, { ...shapes, reply }), RangeError, "S64F255 has no reply");
});
