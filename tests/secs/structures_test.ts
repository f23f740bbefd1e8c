// The structures of E5 that are easily got wrong, in bytes.

import { test } from "node:test";
import { assertEquals, assertThrows } from "@std/assert";
import {
  A,
  ALL_ALARMS,
  decodeItem,
  encodeItem,
  type Item,
  L,
  type MessageBody,
  S10F3,
  S1F12,
  S1F22,
  S1F24,
  S2F21,
  S2F22,
  S2F23,
  S2F41,
  S2F49,
  S2F50,
  S5F3,
  S5F5,
  S5F6,
  S5F8,
  S6F12,
  S6F16,
  S6F23,
  S7F1,
  S7F17,
  S7F26,
  S7F5,
  S7F6,
  S9F13,
  SecsBuilding,
  SecsDialect,
  type SecsDialectOptions,
  SecsReading,
  SecsSchemaError,
  U1,
} from "@secs/hsms";
import { parseItem } from "@secs/hsms/sml";
import { fromHex, toHex } from "../support/hex.ts";

/** The bytes of a body, built for a peer with these options. */
function built<T>(
  body: MessageBody<T, MessageBody<unknown> | undefined>,
  value: T,
  options?: SecsDialectOptions,
): string {
  return toHex(encodeItem(body.build(value, new SecsBuilding(new SecsDialect(options)))));
}

/** The value of a body in SML, which strict mode takes. */
function strictly<T>(body: MessageBody<T, MessageBody<unknown> | undefined>, sml: string): T {
  return body.read(parseItem(sml), new SecsReading(new SecsDialect({ strict: true })));
}

test("S5F3 for all alarms has an ALID of length 0", () => {
  const all = { ALED: 0x80, ALID: ALL_ALARMS };
  assertEquals(built(S5F3.toEquipment, all), "0102" + "210180" + "b100");
  assertEquals(built(S5F3.toEquipment, all, { formats: { ALID: "U2" } }), "0102" + "210180" + "a900");
  assertEquals(built(S5F3.toEquipment, all, { formats: { ALID: "A" } }), "0102" + "210180" + "4100");
  assertEquals(built(S5F3.toEquipment, all, { forms: { S5F3: "list" } }), "0102" + "210180" + "0100");
  assertEquals(built(S5F3.toEquipment, { ALED: 0, ALID: 7 }), "0102" + "210100" + "b10400000007");
  assertEquals(strictly(S5F3.toEquipment, "<L [2] <B 0x80> <U4>>"), all);
  assertEquals(strictly(S5F3.toEquipment, '<L [2] <B 0x80> <A "">>'), all);
  assertEquals(S5F3.toEquipment.read(parseItem("<L [2] <B 0x80> <L>>")), all);
  assertThrows(
    () => S5F3.toEquipment.build({ ALED: 0x80, ALID: undefined as never }),
    SecsSchemaError,
    "S5F3.ALID",
  );
});

test("S5F5 is one item with all ALIDs; none asks for all", () => {
  assertEquals(built(S5F5.toEquipment, [1, 2]), "b108" + "00000001" + "00000002");
  assertEquals(built(S5F5.toEquipment, []), "b100");
  assertEquals(built(S5F5.toEquipment, [1, 2], { formats: { ALID: "U2" } }), "a904" + "0001" + "0002");
  assertEquals(built(S5F5.toEquipment, [1, 2 ** 32]), "a110" + "0000000000000001" + "0000000100000000");
  assertEquals(strictly(S5F5.toEquipment, "<U4 9001 9002 9003>"), [9001, 9002, 9003]);
  assertEquals(strictly(S5F5.toEquipment, "<U4>"), []);
});

test("S5F5 is a list for an equipment that wants one, and of ids that are text", () => {
  assertEquals(built(S5F5.toEquipment, [1], { forms: { S5F5: "list" } }), "0101" + "b10400000001");
  assertEquals(built(S5F5.toEquipment, [], { forms: { S5F5: "list" } }), "0100");
  assertEquals(built(S5F5.toEquipment, ["T", 1]), "0102" + "410154" + "b10400000001");
  assertEquals(built(S5F5.toEquipment, [1], { formats: { ALID: "A" } }), "0101" + "410131");
  assertEquals(S5F5.toEquipment.read(parseItem('<L [2] <U2 1> <A "T">>')), [1, "T"]);
  assertEquals(S5F5.toEquipment.read(L()), []);
});

test("S5F6 and S5F8 have no ALCD and no ALTX for an alarm that the equipment does not know", () => {
  const unknown = { ALCD: undefined, ALID: 5, ALTX: "" };
  for (const { toHost } of [S5F6, S5F8]) {
    assertEquals(built(toHost, [unknown]), "0101" + "0103" + "2100" + "b10400000005" + "4100");
    assertEquals(strictly(toHost, '<L [2] <L [3] <B 0x84> <U4 4> <A "hot">> <L [3] <B> <U4 5> <A "">>>'), [
      { ALCD: 0x84, ALID: 4, ALTX: "hot" },
      unknown,
    ]);
    assertEquals(strictly(toHost, "<L>"), []);
  }
});

test("S2F22 CMDA and S6F23 RSDC are U1; RSDC is B for an equipment that wants it", () => {
  assertEquals(built(S2F22.toHost, 2), "a50102");
  assertEquals(built(S6F23.toEquipment, 0), "a50100");
  assertEquals(built(S6F23.toEquipment, 1, { formats: { RSDC: "B" } }), "210101");
  for (const format of ["I1", "U1"]) assertEquals(S2F22.toHost.read(parseItem(`<${format} 2>`)), 2);
  for (const format of ["B", "U1"]) assertEquals(S6F23.toEquipment.read(parseItem(`<${format} 1>`)), 1);
});

test("an RCMD that is a number is U1, which E5 has there beside A and I1", () => {
  assertEquals(built(S2F21.toEquipment, 7), "a50107");
  assertEquals(built(S2F21.toEquipment, "GO"), "4102474f");
  assertEquals(built(S2F41.toEquipment, { RCMD: 255, PARAMETERS: [] }), "0102" + "a501ff" + "0100");
  assertEquals(built(S2F21.toEquipment, 300), "b1040000012c");
  assertEquals(built(S2F21.toEquipment, 7, { formats: { RCMD: "I1" } }), "650107");
  for (const format of ["I1", "U1", "U4"]) assertEquals(strictly(S2F21.toEquipment, `<${format} 7>`), 7);
});

test("S2F49 has CEPVAL, and S2F50 CEPACK as U1 or as a list shaped like the CEPVAL", () => {
  const PARAMETERS = [{ CPNAME: "P", CEPVAL: A("x") }];
  assertEquals(
    built(S2F49.toEquipment, { DATAID: 1, OBJSPEC: "", RCMD: "GO", PARAMETERS }),
    "0104" + "b10400000001" + "4100" + "4102474f" + "0101" + "0102" + "410150" + "410178",
  );
  const refused = {
    HCACK: 3,
    PARAMETERS: [{ CPNAME: "P", CEPACK: 2 }, { CPNAME: "Q", CEPACK: L(U1(0), U1(2)) }],
  };
  const bytes = "0102" + "210103" + "0102" + "0102" + "410150" + "a50102" + "0102" + "410151" +
    "0102a50100a50102";
  assertEquals(built(S2F50.toHost, refused), bytes);
  const { PARAMETERS: [first, second] } = S2F50.toHost.read(S2F50.toHost.build(refused));
  assertEquals([first?.CEPACK, (second?.CEPACK as Item).length], [2, 2]);
});

test("S7F6 and S7F26 without a process program, and S6F16 without a report, are an empty list", () => {
  for (const body of [S7F6.toHost, S7F6.toEquipment, S7F26.toHost, S7F26.toEquipment, S6F16.toHost]) {
    assertEquals(strictly(body as MessageBody<unknown>, "<L [0]>"), undefined);
    assertEquals(built(body as MessageBody<unknown>, undefined), "0100");
  }
});

test("S6F16 of an event without reports, and of an unknown event", () => {
  const none = { DATAID: 1, CEID: 7, RPT: [] };
  assertEquals(strictly(S6F16.toHost, "<L [3] <U4 1> <U4 7> <L>>"), none);
  assertEquals(S6F16.toHost.read(parseItem('<L [3] <U4 1> <U4 7> <A "">>')), none);
  assertEquals(S6F16.toHost.read(parseItem('<A "">')), undefined);
});

test("an entry of a namelist that the equipment does not know is undefined, or has no name", () => {
  const entry = '<L [3] <U4 1> <A ""> <A "">>';
  assertEquals(strictly(S1F12.toHost, `<L [2] <L> ${entry}>`), [undefined, {
    SVID: 1,
    SVNAME: "",
    UNITS: "",
  }]);
  assertEquals(strictly(S1F22.toHost, `<L [2] <L> ${entry}>`), [undefined, {
    VID: 1,
    DVVALNAME: "",
    UNITS: "",
  }]);
  assertEquals(strictly(S1F24.toHost, '<L [2] <L> <L [3] <U4 1> <A ""> <L>>>'), [
    undefined,
    { CEID: 1, CENAME: "", VID: [] },
  ]);
  assertEquals(S1F24.toHost.read(parseItem('<L [1] <L [3] <U4 1> <A "E"> <A "">>>')), [
    { CEID: 1, CENAME: "E", VID: [] },
  ]);
});

test("counts are any integer; TOTSMP and REPGSZ may be text", () => {
  const trace = { TRID: 1, DSPER: "000001", TOTSMP: 100, REPGSZ: 1, SVID: [1] };
  for (const [totsmp, repgsz] of [["<I4 100>", "<I4 1>"], ['<A "100">', '<A "1">'], ["<U8 100>", "<U1 1>"]]) {
    const sml = `<L [5] <U4 1> <A "000001"> ${totsmp} ${repgsz} <L [1] <U4 1>>>`;
    assertEquals(strictly(S2F23.toEquipment, sml), trace);
  }
  assertEquals(strictly(S7F1.toEquipment, '<L [2] <A "R"> <I4 500>>'), { PPID: "R", LENGTH: 500 });
  assertThrows(() => strictly(S7F1.toEquipment, '<L [2] <A "R"> <I4 -1>>'), SecsSchemaError, "S7F1.LENGTH");
  assertThrows(() => strictly(S7F1.toEquipment, '<L [2] <A "R"> <A "5">>'), SecsSchemaError, "S7F1.LENGTH");
});

test("PPID and EDID may be bytes", () => {
  assertEquals(strictly(S7F5.toEquipment, "<B 0x01 0x02>"), Uint8Array.of(1, 2));
  assertEquals(built(S7F5.toEquipment, Uint8Array.of(1, 2)), "21020102");
  assertEquals(strictly(S7F17.toEquipment, '<L [2] <B 0x01> <A "R">>'), [Uint8Array.of(1), "R"]);
  assertEquals(strictly(S9F13.toHost, '<L [2] <A "S07F03"> <B 0x01>>').EDID, Uint8Array.of(1));
  assertEquals(
    built(S9F13.toHost, { MEXP: "S07F03", EDID: Uint8Array.of(1) }),
    "0102" + "4106533037463033" + "210101",
  );
});

test("S6F12 as a header alone is accepted", () => {
  assertEquals(S6F12.toEquipment.read(undefined), 0);
  assertEquals(built(S6F12.toEquipment, 0), "210100");
});

test("text that cannot be built says where and what to do", () => {
  const text = { TID: 0, TEXT: "报警" };
  const said =
    'S10F3.TEXT: "报" at index 0 cannot be written in latin1: set another `encoding` of the handler, or send an item';
  const error = assertThrows(() => S10F3.toEquipment.build(text), SecsSchemaError, said);
  assertEquals(error.path, "S10F3.TEXT");
  assertThrows(
    () => built(S10F3.toEquipment, text, { encoding: "shift_jis" }),
    SecsSchemaError,
    "in shift_jis",
  );
});

test("text is built in the encoding of the handler", () => {
  const TEXTS: readonly (readonly [encoding: string | undefined, text: string, bytes: string])[] = [
    [undefined, "Grün", "4772fc6e"],
    ["utf-8", "报警", "e68aa5e8ada6"],
    ["UTF8", "é", "c3a9"],
    ["shift_jis", "温度 A", "89b793782041"],
    ["shift_jis", "ｱｲ", "b1b2"],
    ["gb18030", "报警", "b1a8beaf"],
    ["gbk", "报警", "b1a8beaf"],
    ["euc-kr", "온도", "bfc2b5b5"],
    ["big5", "溫度", "b7c5abd7"],
    ["euc-jp", "温度", "b2b9c5d9"],
    ["iso-8859-2", "ř", "f8"],
    ["shift_jis", "plain ~\\", "706c61696e207e5c"],
  ];
  for (const [encoding, text, bytes] of TEXTS) {
    const body = built(S10F3.toEquipment, { TID: 0, TEXT: text }, { encoding });
    const length = (bytes.length / 2).toString(16).padStart(2, "0");
    assertEquals(body, `010221010041${length}${bytes}`, `${text} in ${encoding}`);
    const reading = new SecsReading(new SecsDialect({ encoding }));
    assertEquals(S10F3.toEquipment.read(decodeItem(fromHex(body)), reading).TEXT, text);
  }
});
