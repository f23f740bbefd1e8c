// Messages of stream 14 in bytes: a list is 01 and its length, A is 41, U1 a5, U4 b1.

import {
  A,
  S14F1,
  S14F10,
  S14F11,
  S14F12,
  S14F13,
  S14F14,
  S14F15,
  S14F16,
  S14F17,
  S14F18,
  S14F2,
  S14F3,
  S14F4,
  S14F5,
  S14F6,
  S14F7,
  S14F8,
  S14F9,
  U1,
} from "@secs/hsms";
import { literalTest, readTest } from "./literal.ts";

const ATTRIBUTES = [{ ATTRID: "a", ATTRDATA: U1(9) }];
const ATTRIBUTES_BYTES = "01 01  01 02  41 01 61  a5 01 09";
const DONE = { OBJACK: 0, ERRORS: [] };
const DONE_BYTES = "01 02  a5 01 00  01 00";
const REFUSED = { OBJACK: 1, ERRORS: [{ ERRCODE: 3, ERRTEXT: "no" }] };
const REFUSED_BYTES = "01 02  a5 01 01  01 01  01 02  b1 04 00 00 00 03  41 02 6e 6f";
const OBJECT = { OBJID: "J1", ATTRIBUTES };
const OBJECT_BYTES = `01 02  41 02 4a 31  ${ATTRIBUTES_BYTES}`;

for (const side of ["toHost", "toEquipment"] as const) {
  literalTest(
    S14F1[side],
    `an attribute of an object that meets a condition, ${side}`,
    {
      OBJSPEC: "",
      OBJTYPE: "Carrier",
      OBJID: ["J1"],
      FILTER: [{ ATTRID: "s", ATTRDATA: A("x"), ATTRRELN: 1 }],
      ATTRID: ["a"],
    },
    "01 05  41 00  41 07 43 61 72 72 69 65 72  01 01  41 02 4a 31  01 01  01 03  41 01 73  41 01 78  a5 01 01 " +
      "01 01  41 01 61",
  );
  readTest(
    S14F1[side],
    `ids as numbers, and ATTRRELN as B, ${side}`,
    "01 05  41 00  a9 02 00 01  01 01  a9 02 00 05  01 01  01 03  a9 02 00 0a  a5 01 09  21 01 04  01 00",
    {
      OBJSPEC: "",
      OBJTYPE: 1,
      OBJID: [5],
      FILTER: [{ ATTRID: 10, ATTRDATA: U1(9), ATTRRELN: 4 }],
      ATTRID: [],
    },
  );
  literalTest(
    S14F3[side],
    `an attribute of an object, ${side}`,
    { OBJSPEC: "O", OBJTYPE: 1, OBJID: [], ATTRIBUTES },
    `01 04  41 01 4f  b1 04 00 00 00 01  01 00  ${ATTRIBUTES_BYTES}`,
  );
  for (const message of [S14F2, S14F4]) {
    literalTest(
      message[side],
      `an object, ${side}`,
      { OBJECTS: [OBJECT], STATUS: DONE },
      `01 02  01 01  ${OBJECT_BYTES}  ${DONE_BYTES}`,
    );
    literalTest(
      message[side],
      `an error, ${side}`,
      { OBJECTS: [], STATUS: REFUSED },
      `01 02  01 00  ${REFUSED_BYTES}`,
    );
  }
  literalTest(S14F5[side], `an object by OBJSPEC, ${side}`, "O", "41 01 4f");
  literalTest(
    S14F6[side],
    `two types, ${side}`,
    { OBJTYPE: ["A", "B"], STATUS: DONE },
    `01 02  01 02  41 01 41  41 01 42  ${DONE_BYTES}`,
  );
  literalTest(
    S14F7[side],
    `a type, ${side}`,
    { OBJSPEC: "", OBJTYPE: ["A"] },
    "01 02  41 00  01 01  41 01 41",
  );
  literalTest(
    S14F8[side],
    `the attributes of a type, ${side}`,
    { TYPES: [{ OBJTYPE: "A", ATTRID: ["a", "b"] }], STATUS: DONE },
    `01 02  01 01  01 02  41 01 41  01 02  41 01 61  41 01 62  ${DONE_BYTES}`,
  );
  literalTest(
    S14F9[side],
    `a control job, ${side}`,
    { OBJSPEC: "", OBJTYPE: "CJ", ATTRIBUTES },
    `01 03  41 00  41 02 43 4a  ${ATTRIBUTES_BYTES}`,
  );
  literalTest(
    S14F10[side],
    `made, ${side}`,
    { OBJSPEC: "O", ATTRIBUTES, STATUS: DONE },
    `01 03  41 01 4f  ${ATTRIBUTES_BYTES}  ${DONE_BYTES}`,
  );
  literalTest(
    S14F10[side],
    `not made, ${side}`,
    { OBJSPEC: "", ATTRIBUTES: [], STATUS: REFUSED },
    `01 03  41 00  01 00  ${REFUSED_BYTES}`,
  );
  for (const message of [S14F11, S14F13]) {
    literalTest(
      message[side],
      `an object, ${side}`,
      { OBJSPEC: "O", ATTRIBUTES },
      `01 02  41 01 4f  ${ATTRIBUTES_BYTES}`,
    );
  }
  for (const message of [S14F12, S14F16, S14F18]) {
    literalTest(
      message[side],
      `done, ${side}`,
      { ATTRIBUTES, STATUS: DONE },
      `01 02  ${ATTRIBUTES_BYTES}  ${DONE_BYTES}`,
    );
  }
  literalTest(
    S14F14[side],
    `attached, ${side}`,
    { OBJTOKEN: 7, ATTRIBUTES: [], STATUS: DONE },
    `01 03  b1 04 00 00 00 07  01 00  ${DONE_BYTES}`,
  );
  literalTest(
    S14F15[side],
    `an action, ${side}`,
    { OBJSPEC: "O", OBJCMD: 4, OBJTOKEN: 7, ATTRIBUTES },
    `01 04  41 01 4f  a5 01 04  b1 04 00 00 00 07  ${ATTRIBUTES_BYTES}`,
  );
  literalTest(
    S14F17[side],
    `an action, ${side}`,
    { OBJSPEC: "S", OBJCMD: 4, TARGETSPEC: "O", ATTRIBUTES: [] },
    "01 04  41 01 53  a5 01 04  41 01 4f  01 00",
  );
}
