// Messages of stream 15 in bytes: a list is 01 and its length, A is 41, B 21, BOOLEAN 25, U1 a5, U4 b1.

import {
  B,
  S15F1,
  S15F2,
  S15F21,
  S15F22,
  S15F27,
  S15F28,
  S15F29,
  S15F30,
  S15F31,
  S15F32,
  S15F35,
  S15F36,
  U1,
} from "@secs/hsms";
import { literalTest } from "./literal.ts";

const U4 = (value: number) => `b1 04 00 00 00 ${value.toString(16).padStart(2, "0")}`;
const ATTRIBUTES = [{ RCPATTRID: "a", RCPATTRDATA: U1(9) }];
const ATTRIBUTES_BYTES = "01 01  01 02  41 01 61  a5 01 09";
const DONE = { RMACK: 0, ERRORS: [] };
const DONE_BYTES = "01 02  a5 01 00  01 00";
const REFUSED = { RMACK: 1, ERRORS: [{ ERRCODE: 3, ERRTEXT: "no" }] };
const REFUSED_BYTES = `01 02  a5 01 01  01 01  01 02  ${U4(3)}  41 02 6e 6f`;

for (const side of ["toHost", "toEquipment"] as const) {
  literalTest(
    S15F1[side],
    `a length, ${side}`,
    { DATAID: 1, RCPSPEC: "R", RMDATASIZE: 9 },
    `01 03  ${U4(1)}  41 01 52  ${U4(9)}`,
  );
  literalTest(S15F2[side], `yes, ${side}`, 0, "21 01 00");
  literalTest(
    S15F21[side],
    `an action for a recipe, ${side}`,
    { DATAID: 1, RCPCMD: 10, RMNSSPEC: "N", OPID: 2, AGENT: "", RCPID: ["R"] },
    `01 06  ${U4(1)}  a5 01 0a  41 01 4e  ${U4(2)}  41 00  01 01  41 01 52`,
  );
  literalTest(
    S15F22[side],
    `done, ${side}`,
    { AGENT: "", LINKID: 0, RCPCMD: 10, STATUS: DONE },
    `01 04  41 00  ${U4(0)}  a5 01 0a  ${DONE_BYTES}`,
  );
}
literalTest(
  S15F27.toEquipment,
  "a recipe",
  { DATAID: 1, RCPOWCODE: true, RCPSPEC: "R", ATTRIBUTES, RCPBODY: B(1, 2) },
  `01 05  ${U4(1)}  25 01 01  41 01 52  ${ATTRIBUTES_BYTES}  21 02 01 02`,
);
literalTest(
  S15F28.toHost,
  "refused",
  { RCPID: "", ATTRIBUTES: [], STATUS: REFUSED },
  `01 03  41 00  01 00  ${REFUSED_BYTES}`,
);
literalTest(
  S15F29.toEquipment,
  "a recipe",
  { DATAID: 1, OPID: 2, RESPEC: "", RCPID: ["R"] },
  `01 04  ${U4(1)}  ${U4(2)}  41 00  01 01  41 01 52`,
);
literalTest(
  S15F30.toHost,
  "done",
  { OPID: 2, LINKID: 0, RCPID: "", ATTRIBUTES, STATUS: DONE },
  `01 05  ${U4(2)}  ${U4(0)}  41 00  ${ATTRIBUTES_BYTES}  ${DONE_BYTES}`,
);
literalTest(S15F31.toEquipment, "a recipe by RCPSPEC", "R", "41 01 52");
literalTest(
  S15F32.toHost,
  "a recipe",
  { RCPSPEC: "R", ATTRIBUTES, RCPBODY: B(1, 2), STATUS: DONE },
  `01 04  41 01 52  ${ATTRIBUTES_BYTES}  21 02 01 02  ${DONE_BYTES}`,
);
literalTest(
  S15F35.toEquipment,
  "deselects all",
  { DATAID: 1, RESPEC: "", RCPDEL: 1, RCPID: [] },
  `01 04  ${U4(1)}  41 00  a5 01 01  01 00`,
);
literalTest(S15F36.toHost, "done", DONE, DONE_BYTES);
literalTest(S15F36.toHost, "refused", REFUSED, REFUSED_BYTES);
