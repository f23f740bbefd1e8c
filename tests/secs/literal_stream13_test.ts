// Messages of stream 13 in bytes: a list is 01 and its length, A is 41, B 21, U1 a5, U2 a9, U4 b1.

import {
  A,
  S13F1,
  S13F10,
  S13F11,
  S13F12,
  S13F13,
  S13F14,
  S13F15,
  S13F16,
  S13F2,
  S13F3,
  S13F4,
  S13F5,
  S13F6,
  S13F7,
  S13F8,
  S13F9,
  U1,
} from "@secs/hsms";
import { headerTest, literalTest, readTest } from "./literal.ts";

const U4 = (value: number) => `b1 04 00 00 00 ${value.toString(16).padStart(2, "0")}`;

for (const side of ["toHost", "toEquipment"] as const) {
  literalTest(S13F1[side], `a data set, ${side}`, { DSNAME: "D" }, "01 01  41 01 44");
  literalTest(S13F2[side], `try later, ${side}`, { DSNAME: "D", ACKC13: 1 }, "01 02  41 01 44  21 01 01");
  literalTest(
    S13F3[side],
    `from the beginning, ${side}`,
    { HANDLE: 7, DSNAME: "D", CKPNT: 0 },
    `01 03  ${U4(7)}  41 01 44  ${U4(0)}`,
  );
  literalTest(
    S13F4[side],
    `a stream is open, ${side}`,
    { HANDLE: 7, DSNAME: "D", ACKC13: 0, RTYPE: 0, RECLEN: 0 },
    `01 05  ${U4(7)}  41 01 44  21 01 00  ${U4(0)}  ${U4(0)}`,
  );
  literalTest(S13F5[side], `the next bytes, ${side}`, { HANDLE: 7, READLN: 9 }, `01 02  ${U4(7)}  ${U4(9)}`);
  literalTest(
    S13F6[side],
    `bytes and text, ${side}`,
    { HANDLE: 7, ACKC13: 0, CKPNT: 3, FILDAT: [Uint8Array.of(0, 255), "x"] },
    `01 04  ${U4(7)}  21 01 00  ${U4(3)}  01 02  21 02 00 ff  41 01 78`,
  );
  literalTest(
    S13F6[side],
    `the end of the data, ${side}`,
    { HANDLE: 7, ACKC13: 8, CKPNT: 3, FILDAT: [] },
    `01 04  ${U4(7)}  21 01 08  ${U4(3)}  01 00`,
  );
  readTest(
    S13F6[side],
    `other integers, and bytes as U1, ${side}`,
    "01 04  a9 02 00 07  21 01 00  a5 01 03  01 01  a5 02 00 ff",
    { HANDLE: 7, ACKC13: 0, CKPNT: 3, FILDAT: [Uint8Array.of(0, 255)] },
  );
  literalTest(S13F7[side], `a data set by HANDLE, ${side}`, { HANDLE: 7 }, `01 01  ${U4(7)}`);
  literalTest(S13F8[side], `it was not open, ${side}`, { HANDLE: 7, ACKC13: 6 }, `01 02  ${U4(7)}  21 01 06`);
  headerTest(S13F9[side], `a header alone, ${side}`);
  headerTest(S13F10[side], `a header alone, ${side}`);
  literalTest(
    S13F11[side],
    `a length, ${side}`,
    { DATAID: 1, OBJSPEC: "O", DATALENGTH: 9 },
    `01 03  ${U4(1)}  41 01 4f  ${U4(9)}`,
  );
  literalTest(S13F12[side], `yes, ${side}`, 0, "21 01 00");
  literalTest(
    S13F13[side],
    `a table of one row, ${side}`,
    {
      DATAID: 1,
      OBJSPEC: "",
      TBLTYP: "T",
      TBLID: "I",
      TBLCMD: 0,
      ATTRIBUTES: [{ ATTRID: "a", ATTRDATA: U1(9) }],
      COLHDR: ["x", "y"],
      ROWS: [[A("k"), U1(5)]],
    },
    `01 08  ${U4(1)}  41 00  41 01 54  41 01 49  a5 01 00  01 01  01 02  41 01 61  a5 01 09  ` +
      "01 02  41 01 78  41 01 79  01 01  01 02  41 01 6b  a5 01 05",
  );
  literalTest(
    S13F14[side],
    `an error, ${side}`,
    { TBLACK: 1, ERRORS: [{ ERRCODE: 44, ERRTEXT: "k" }] },
    `01 02  a5 01 01  01 01  01 02  ${U4(44)}  41 01 6b`,
  );
  literalTest(
    S13F15[side],
    `a row, ${side}`,
    { DATAID: 1, OBJSPEC: "", TBLTYP: "T", TBLID: "I", TBLCMD: 0, COLHDR: [], TBLELT: [A("k")] },
    `01 07  ${U4(1)}  41 00  41 01 54  41 01 49  a5 01 00  01 00  01 01  41 01 6b`,
  );
  literalTest(
    S13F16[side],
    `a table of one row, ${side}`,
    {
      TBLTYP: "T",
      TBLID: "I",
      ATTRIBUTES: [],
      COLHDR: ["x"],
      ROWS: [[A("k")]],
      STATUS: { TBLACK: 0, ERRORS: [] },
    },
    "01 06  41 01 54  41 01 49  01 00  01 01  41 01 78  01 01  01 01  41 01 6b  01 02  a5 01 00  01 00",
  );
}
