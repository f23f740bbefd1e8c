// Verification and large process programs of stream 7 in bytes: A is 41, B 21, U1 a5, U4 b1.

import {
  S7F27,
  S7F28,
  S7F29,
  S7F30,
  S7F37,
  S7F38,
  S7F39,
  S7F40,
  S7F41,
  S7F42,
  S7F43,
  S7F44,
} from "@secs/hsms";
import { headerTest, literalTest, readTest } from "./literal.ts";

literalTest(
  S7F27.toHost,
  "an error in a process program",
  { PPID: "P", ERRORS: [{ ACKC7A: 4, SEQNUM: 2, ERRW7: "bad" }] },
  "01 02  41 01 50  01 01  01 03  a5 01 04  b1 04 00 00 00 02  41 03 62 61 64",
);
literalTest(S7F27.toHost, "no error", { PPID: "P", ERRORS: [] }, "01 02  41 01 50  01 00");
readTest(
  S7F27.toHost,
  "ACKC7A as B and SEQNUM as U1",
  "01 02  41 01 50  01 01  01 03  21 01 04  a5 01 02  41 00",
  { PPID: "P", ERRORS: [{ ACKC7A: 4, SEQNUM: 2, ERRW7: "" }] },
);
headerTest(S7F28.toEquipment, "a header alone");
literalTest(S7F29.toHost, "the length of S7F27", 300, "b1 04 00 00 01 2c");
literalTest(S7F30.toEquipment, "yes", 0, "21 01 00");

for (const { toHost, toEquipment } of [S7F37, S7F39, S7F41, S7F43]) {
  literalTest(toHost, "a data set, from the equipment", "P", "41 01 50");
  literalTest(toEquipment, "a data set, from the host", "P", "41 01 50");
}
for (const { toHost, toEquipment } of [S7F38, S7F40, S7F42, S7F44]) {
  literalTest(toHost, "ACKC7, from the equipment", 4, "21 01 04");
  literalTest(toEquipment, "ACKC7, from the host", 4, "21 01 04");
}
