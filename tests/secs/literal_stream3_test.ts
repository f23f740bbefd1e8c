// Messages of stream 3 in bytes: a list is 01 and its length, A is 41, B 21, U1 a5, U4 b1.

import {
  A,
  S3F15,
  S3F16,
  S3F17,
  S3F18,
  S3F19,
  S3F20,
  S3F21,
  S3F22,
  S3F23,
  S3F24,
  S3F25,
  S3F26,
  S3F27,
  S3F28,
  S3F29,
  S3F30,
  S3F31,
  S3F32,
  U1,
} from "@secs/hsms";
import { headerTest, literalTest } from "./literal.ts";

literalTest(
  S3F15.toEquipment,
  "a length",
  { DATAID: 1, DATALENGTH: 9 },
  "01 02  b1 04 00 00 00 01  b1 04 00 00 00 09",
);
literalTest(S3F16.toHost, "yes", 0, "21 01 00");
literalTest(
  S3F17.toEquipment,
  "an action for a carrier at a port",
  {
    DATAID: 1,
    CARRIERACTION: "Bind",
    CARRIERID: "C1",
    PTN: 2,
    ATTRIBUTES: [{ CATTRID: "Usage", CATTRDATA: A("x") }],
  },
  "01 05  b1 04 00 00 00 01  41 04 42 69 6e 64  41 02 43 31  a5 01 02 " +
    "01 01  01 02  41 05 55 73 61 67 65  41 01 78",
);
literalTest(
  S3F17.toEquipment,
  "no port and no attributes",
  { DATAID: 1, CARRIERACTION: "Bind", CARRIERID: "C1", PTN: undefined, ATTRIBUTES: [] },
  "01 05  b1 04 00 00 00 01  41 04 42 69 6e 64  41 02 43 31  a5 00  01 00",
);
headerTest(S3F19.toEquipment, "a header alone");
for (const { toHost } of [S3F18, S3F20, S3F22, S3F24, S3F26, S3F32]) {
  literalTest(toHost, "done", { CAACK: 0, ERRORS: [] }, "01 02  a5 01 00  01 00");
  literalTest(
    toHost,
    "an error",
    { CAACK: 2, ERRORS: [{ ERRCODE: 50, ERRTEXT: "no" }] },
    "01 02  a5 01 02  01 01  01 02  b1 04 00 00 00 32  41 02 6e 6f",
  );
}
literalTest(
  S3F21.toEquipment,
  "two ports",
  { PORTGRPNAME: "G", ACCESSMODE: 1, PTN: [1, 2] },
  "01 03  41 01 47  a5 01 01  01 02  a5 01 01  a5 01 02",
);
literalTest(
  S3F23.toEquipment,
  "a parameter",
  { PGRPACTION: "X", PORTGRPNAME: "G", PARAMETERS: [{ PARAMNAME: "p", PARAMVAL: U1(1) }] },
  "01 03  41 01 58  41 01 47  01 01  01 02  41 01 70  a5 01 01",
);
literalTest(
  S3F25.toEquipment,
  "a parameter",
  { PORTACTION: "X", PTN: 2, PARAMETERS: [{ PARAMNAME: "p", PARAMVAL: U1(1) }] },
  "01 03  41 01 58  a5 01 02  01 01  01 02  41 01 70  a5 01 01",
);
literalTest(
  S3F27.toEquipment,
  "one port",
  { ACCESSMODE: 1, PTN: [2] },
  "01 02  a5 01 01  01 01  a5 01 02",
);
literalTest(
  S3F28.toHost,
  "a port that could not be changed",
  { CAACK: 6, ERRORS: [{ PTN: 2, ERRCODE: 49, ERRTEXT: "no" }] },
  "01 02  a5 01 06  01 01  01 03  a5 01 02  b1 04 00 00 00 31  41 02 6e 6f",
);
literalTest(
  S3F29.toEquipment,
  "a part of a tag",
  { LOCID: "L", CARRIERSPEC: "", DATASEG: "S", DATALENGTH: 8 },
  "01 04  41 01 4c  41 00  41 01 53  b1 04 00 00 00 08",
);
literalTest(
  S3F29.toEquipment,
  "all of a tag",
  { LOCID: "L", CARRIERSPEC: "", DATASEG: "", DATALENGTH: undefined },
  "01 04  41 01 4c  41 00  41 00  b1 00",
);
literalTest(
  S3F30.toHost,
  "what was read",
  { DATA: "x", STATUS: { CAACK: 0, ERRORS: [] } },
  "01 02  41 01 78  01 02  a5 01 00  01 00",
);
literalTest(
  S3F31.toEquipment,
  "a part of a tag",
  { LOCID: "", CARRIERSPEC: "C", DATASEG: "S", DATALENGTH: 1, DATA: "x" },
  "01 05  41 00  41 01 43  41 01 53  b1 04 00 00 00 01  41 01 78",
);
