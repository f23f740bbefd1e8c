// Messages of streams 1 and 2 in bytes: a list is 01 and its length, A is 41, B 21, BOOLEAN 25, U1 a5, U2 a9, U4 b1.

import { test } from "node:test";
import { assertEquals } from "@std/assert";
import {
  A,
  B,
  F4,
  L,
  S1F19,
  S1F20,
  S1F5,
  S1F6,
  S2F1,
  S2F10,
  S2F11,
  S2F12,
  S2F19,
  S2F2,
  S2F20,
  S2F27,
  S2F28,
  S2F3,
  S2F4,
  S2F43,
  S2F44,
  S2F45,
  S2F46,
  S2F47,
  S2F48,
  S2F49,
  S2F5,
  S2F51,
  S2F52,
  S2F53,
  S2F54,
  S2F55,
  S2F56,
  S2F57,
  S2F58,
  S2F59,
  S2F6,
  S2F60,
  S2F61,
  S2F62,
  S2F63,
  S2F64,
  S2F7,
  S2F8,
  S2F9,
  U1,
  U2,
} from "@secs/hsms";
import { headerTest, literalTest, readTest } from "./literal.ts";

literalTest(S1F5.toEquipment, "the code of a form", 3, "21 01 03");
literalTest(S1F6.toHost, "the values of the form", L(U1(7), A("x")), "01 02  a5 01 07  41 01 78");
literalTest(S1F6.toHost, "no report can be made", B(), "21 00");

const ATTRIBUTES = { OBJTYPE: "Wafer", OBJID: ["W1"], ATTRID: ["Lot", 2] };
const ASKED = `01 03  41 05 57 61 66 65 72  01 01  41 02 57 31
               01 02  41 03 4c 6f 74  b1 04 00 00 00 02`;
literalTest(S1F19.toEquipment, "attributes of an object", ATTRIBUTES, ASKED);
literalTest(S1F19.toHost, "attributes of an object, asked by the equipment", ATTRIBUTES, ASKED);
literalTest(
  S1F19.toEquipment,
  "all attributes of all objects of a type",
  { OBJTYPE: 1, OBJID: [], ATTRID: [] },
  "01 03  b1 04 00 00 00 01  01 00  01 00",
);
literalTest(
  S1F20.toHost,
  "an unknown object, and an unknown attribute",
  { ATTRDATA: [[A("L1"), U1()], []], ERRORS: [{ ERRCODE: 2, ERRTEXT: "no" }] },
  `01 02  01 02  01 02  41 02 4c 31  a5 00  01 00
          01 01  01 02  b1 04 00 00 00 02  41 02 6e 6f`,
);
literalTest(S1F20.toEquipment, "an unknown type", { ATTRDATA: [], ERRORS: [] }, "01 02  01 00  01 00");
readTest(
  S1F20.toHost,
  "an ERRCODE as U8 (secsgem) and an ERRTEXT of 121 characters",
  `01 02  01 00  01 01  01 02  a1 08 00 00 00 00 00 00 00 02  41 79 ${"78".repeat(121)}`,
  { ATTRDATA: [], ERRORS: [{ ERRCODE: 2, ERRTEXT: "x".repeat(121) }] },
);

literalTest(
  S2F1.toEquipment,
  "a service program and its length",
  { SPID: "DIAG01", LENGTH: 500 },
  "01 02  41 06 44 49 41 47 30 31  b1 04 00 00 01 f4",
);
literalTest(S2F2.toHost, "no space", 2, "21 01 02");
literalTest(S2F3.toHost, "a service program", Uint8Array.of(0xca, 0xfe), "21 02 ca fe");
literalTest(S2F4.toEquipment, "invalid data", 1, "21 01 01");
literalTest(S2F5.toEquipment, "a service program by id", "DIAG01", "41 06 44 49 41 47 30 31");
literalTest(S2F6.toHost, "no service program", new Uint8Array(0), "21 00");
literalTest(S2F7.toEquipment, "a service program by id", "D", "41 01 44");
literalTest(S2F8.toHost, "an unknown service program", 2, "21 01 02");
literalTest(S2F9.toEquipment, "a service program by id", "D", "41 01 44");
literalTest(S2F10.toHost, "results", L(U1(1)), "01 01  a5 01 01");
literalTest(S2F10.toHost, "no results", B(), "21 00");
headerTest(S2F11.toEquipment, "a header alone asks for the directory");
literalTest(S2F12.toHost, "service programs", ["A", "B"], "01 02  41 01 41  41 01 42");
literalTest(S2F19.toEquipment, "reset as after power up", 1, "a5 01 01");
literalTest(S2F20.toHost, "the reset is done", 0, "a5 01 00");
readTest(S2F20.toHost, "RAC as I1", "65 01 01", 1);
literalTest(
  S2F27.toEquipment,
  "a process program for two wafers, one of them with an id in bytes",
  { LOC: 3, PPID: "R", MID: ["W1", Uint8Array.of(9)] },
  "01 03  21 01 03  41 01 52  01 02  41 02 57 31  21 01 09",
);
literalTest(
  S2F27.toEquipment,
  "the equipment chooses the process program, and the material has no id",
  { LOC: 0, PPID: "", MID: [] },
  "01 03  21 01 00  41 00  01 00",
);
literalTest(S2F28.toHost, "not now", 2, "a5 01 02");

literalTest(
  S2F43.toEquipment,
  "two functions of stream 6, and all of stream 5",
  [{ STRID: 6, FCNID: [1, 11] }, { STRID: 5, FCNID: [] }],
  "01 02  01 02  a5 01 06  01 02  a5 01 01  a5 01 0b  01 02  a5 01 05  01 00",
);
literalTest(S2F43.toEquipment, "spooling is turned off", [], "01 00");
literalTest(S2F44.toHost, "done", { RSPACK: 0, STREAMS: [] }, "01 02  21 01 00  01 00");
literalTest(
  S2F44.toHost,
  "stream 1 cannot be spooled, and S6F12 is a secondary",
  { RSPACK: 1, STREAMS: [{ STRID: 1, STRACK: 1, FCNID: [] }, { STRID: 6, STRACK: 4, FCNID: [12] }] },
  `01 02  21 01 01  01 02  01 03  a5 01 01  21 01 01  01 00
                           01 03  a5 01 06  21 01 04  01 01  a5 01 0c`,
);
readTest(S2F44.toHost, "an answer without streams is read", "01 01  21 01 00", { RSPACK: 0, STREAMS: [] });

literalTest(
  S2F45.toEquipment,
  "one limit is set, and another one taken away",
  {
    DATAID: 0,
    VARIABLES: [{
      VID: 7,
      LIMITS: [
        { LIMITID: 1, DEADBAND: { UPPERDB: F4(1), LOWERDB: F4(0.5) } },
        { LIMITID: 2, DEADBAND: undefined },
      ],
    }],
  },
  `01 02  b1 04 00 00 00 00  01 01  01 02  b1 04 00 00 00 07  01 02
     01 02  21 01 01  01 02  91 04 3f 80 00 00  91 04 3f 00 00 00
     01 02  21 01 02  01 00`,
);
literalTest(
  S2F45.toEquipment,
  "all limits of a variable are taken away",
  { DATAID: 1, VARIABLES: [{ VID: 7, LIMITS: [] }] },
  "01 02  b1 04 00 00 00 01  01 01  01 02  b1 04 00 00 00 07  01 00",
);
literalTest(
  S2F46.toHost,
  "an unknown variable, and a limit above LIMITMAX",
  {
    VLAACK: 1,
    VARIABLES: [
      { VID: 8, LVACK: 1, LIMIT: undefined },
      { VID: 7, LVACK: 4, LIMIT: { LIMITID: 1, LIMITACK: 2 } },
    ],
  },
  `01 02  21 01 01  01 02  01 03  b1 04 00 00 00 08  21 01 01  01 00
                           01 03  b1 04 00 00 00 07  21 01 04  01 02  21 01 01  21 01 02`,
);
readTest(S2F46.toHost, "an answer without variables is read", "01 01  21 01 00", {
  VLAACK: 0,
  VARIABLES: [],
});
literalTest(S2F47.toEquipment, "all variables that can have limits", [], "01 00");
literalTest(
  S2F48.toHost,
  "a limit that is set, and a variable that can have none",
  [
    {
      VID: 7,
      ATTRIBUTES: {
        UNITS: "C",
        LIMITMIN: U1(0),
        LIMITMAX: U1(200),
        LIMITS: [{ LIMITID: 1, UPPERDB: U1(100), LOWERDB: U1(90) }],
      },
    },
    { VID: 8, ATTRIBUTES: undefined },
  ],
  `01 02  01 02  b1 04 00 00 00 07  01 04  41 01 43  a5 01 00  a5 01 c8
            01 01  01 03  21 01 01  a5 01 64  a5 01 5a
          01 02  b1 04 00 00 00 08  01 00`,
);

literalTest(
  S2F49.toEquipment,
  "a CEPVAL that is a list of values, and one that is a list of names and values",
  {
    DATAID: 0,
    OBJSPEC: "PM1",
    RCMD: "GO",
    PARAMETERS: [
      { CPNAME: "S", CEPVAL: L(U1(1), U1(2)) },
      { CPNAME: "P", CEPVAL: L(L(A("Q"), L(L(A("R"), U2(3))))) },
    ],
  },
  `01 04  b1 04 00 00 00 00  41 03 50 4d 31  41 02 47 4f  01 02
     01 02  41 01 53  01 02  a5 01 01  a5 01 02
     01 02  41 01 50  01 01  01 02  41 01 51  01 01  01 02  41 01 52  a9 02 00 03`,
);

headerTest(S2F51.toEquipment, "a header alone asks for the reports");
literalTest(S2F52.toHost, "reports", [1, "R"], "01 02  b1 04 00 00 00 01  41 01 52");
literalTest(S2F53.toEquipment, "all reports", [], "01 00");
literalTest(
  S2F54.toHost,
  "the variables of a report",
  [{ RPTID: 1, VID: [2, 3] }],
  "01 01  01 02  b1 04 00 00 00 01  01 02  b1 04 00 00 00 02  b1 04 00 00 00 03",
);
literalTest(S2F55.toEquipment, "an event", [9], "01 01  b1 04 00 00 00 09");
literalTest(
  S2F56.toHost,
  "the name and the reports of an event",
  [{ CEID: 9, CENAME: "Started", RPTID: [1] }],
  "01 01  01 03  b1 04 00 00 00 09  41 07 53 74 61 72 74 65 64  01 01  b1 04 00 00 00 01",
);
headerTest(S2F57.toEquipment, "a header alone asks for the enabled events");
literalTest(S2F58.toHost, "events", [9], "01 01  b1 04 00 00 00 09");
headerTest(S2F59.toEquipment, "a header alone asks for the spooled messages");
literalTest(
  S2F60.toHost,
  "a stream and a function",
  [{ STRID: 6, FCNID: [11] }],
  "01 01  01 02  a5 01 06  01 01  a5 01 0b",
);
headerTest(S2F61.toEquipment, "a header alone asks for the traces");
literalTest(S2F62.toHost, "a trace", [4], "01 01  b1 04 00 00 00 04");
literalTest(S2F63.toEquipment, "a trace", [4], "01 01  b1 04 00 00 00 04");
literalTest(
  S2F64.toHost,
  "what a trace samples",
  [{ TRID: 4, DSPER: "000001", TOTSMP: 10, REPGSZ: 1, SVID: [5] }],
  `01 01  01 05  b1 04 00 00 00 04  41 06 30 30 30 30 30 31  b1 04 00 00 00 0a  b1 04 00 00 00 01
          01 01  b1 04 00 00 00 05`,
);

test("primaries of streams 1 and 2 know their replies", () => {
  const primaries = [S1F5, S1F19, S2F1, S2F3, S2F5, S2F7, S2F9, S2F11, S2F19, S2F27, S2F43, S2F45, S2F47];
  const settings = [S2F51, S2F53, S2F55, S2F57, S2F59, S2F61, S2F63];
  assertEquals(
    [...primaries, ...settings].map(({ toEquipment, reply }) => `${toEquipment.name} ${reply.toHost.name}`),
    [
      "S1F5 S1F6",
      "S1F19 S1F20",
      "S2F1 S2F2",
      "S2F3 S2F4",
      "S2F5 S2F6",
      "S2F7 S2F8",
      "S2F9 S2F10",
      "S2F11 S2F12",
      "S2F19 S2F20",
      "S2F27 S2F28",
      "S2F43 S2F44",
      "S2F45 S2F46",
      "S2F47 S2F48",
      "S2F51 S2F52",
      "S2F53 S2F54",
      "S2F55 S2F56",
      "S2F57 S2F58",
      "S2F59 S2F60",
      "S2F61 S2F62",
      "S2F63 S2F64",
    ],
  );
});
