// Exceptions of stream 5 in bytes: a list is 01 and its length, A is 41, BOOLEAN 25, U4 b1.

import { S5F10, S5F11, S5F12, S5F13, S5F14, S5F15, S5F16, S5F17, S5F18, S5F9 } from "@secs/hsms";
import { headerTest, literalTest, readTest } from "./literal.ts";

const EXCEPTION = { TIMESTAMP: "T", EXID: "E1", EXTYPE: "ERROR", EXMESSAGE: "hot" };
const EXCEPTION_BYTES = "41 01 54  41 02 45 31  41 05 45 52 52 4f 52  41 03 68 6f 74";

literalTest(
  S5F9.toHost,
  "an exception with two recovery actions",
  { ...EXCEPTION, EXRECVRA: ["A", "B"] },
  `01 05  ${EXCEPTION_BYTES}  01 02  41 01 41  41 01 42`,
);
literalTest(
  S5F9.toHost,
  "no recovery action",
  { ...EXCEPTION, EXRECVRA: [] },
  `01 05  ${EXCEPTION_BYTES}  01 00`,
);
headerTest(S5F10.toEquipment, "a header alone");
literalTest(S5F11.toHost, "an exception", EXCEPTION, `01 04  ${EXCEPTION_BYTES}`);
headerTest(S5F12.toEquipment, "a header alone");
literalTest(
  S5F13.toEquipment,
  "an action for an exception",
  { EXID: "E1", EXRECVRA: "A" },
  "01 02  41 02 45 31  41 01 41",
);

const DONE = { EXID: "E1", STATUS: { ACKA: true, ERROR: undefined } };
const DONE_BYTES = "41 02 45 31  01 02  25 01 01  01 00";
const REFUSED = { EXID: "E1", STATUS: { ACKA: false, ERROR: { ERRCODE: 39, ERRTEXT: "no" } } };
const REFUSED_BYTES = "41 02 45 31  01 02  25 01 00  01 02  b1 04 00 00 00 27  41 02 6e 6f";

for (const body of [S5F14.toHost, S5F18.toHost]) {
  literalTest(body, "accepted has no error", DONE, `01 02  ${DONE_BYTES}`);
  literalTest(body, "refused has an error", REFUSED, `01 02  ${REFUSED_BYTES}`);
}
literalTest(
  S5F15.toHost,
  "a recovery that failed",
  { TIMESTAMP: "T", ...REFUSED },
  `01 03  41 01 54  ${REFUSED_BYTES}`,
);
literalTest(
  S5F15.toHost,
  "a recovery that is done",
  { TIMESTAMP: "T", ...DONE },
  `01 03  41 01 54  ${DONE_BYTES}`,
);
readTest(
  S5F15.toHost,
  "ERRCODE of another format",
  "01 03  41 01 54  41 02 45 31  01 02  25 01 00  01 02  a5 01 27  41 02 6e 6f",
  {
    TIMESTAMP: "T",
    ...REFUSED,
  },
);
headerTest(S5F16.toEquipment, "a header alone");
literalTest(S5F17.toEquipment, "an exception by EXID", "E1", "41 02 45 31");
