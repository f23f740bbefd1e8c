// Messages of stream 16 in bytes: a list is 01 and its length, A is 41, B 21, BOOLEAN 25, U1 a5, U2 a9, U4 b1.

import {
  A,
  S16F1,
  S16F10,
  S16F11,
  S16F12,
  S16F15,
  S16F16,
  S16F17,
  S16F18,
  S16F19,
  S16F2,
  S16F20,
  S16F21,
  S16F22,
  S16F23,
  S16F24,
  S16F25,
  S16F26,
  S16F27,
  S16F28,
  S16F29,
  S16F30,
  S16F5,
  S16F6,
  S16F7,
  S16F8,
  S16F9,
  U1,
} from "@secs/hsms";
import { headerTest, literalTest, readTest } from "./literal.ts";

const U4 = (value: number) => `b1 04 00 00 00 ${value.toString(16).padStart(2, "0")}`;
const DONE = { ACKA: true, ERRORS: [] };
const DONE_BYTES = "01 02  25 01 01  01 00";
const REFUSED = { ACKA: false, ERRORS: [{ ERRCODE: 17, ERRTEXT: "no" }] };
const REFUSED_BYTES = `01 02  25 01 00  01 01  01 02  ${U4(17)}  41 02 6e 6f`;

literalTest(S16F1.toEquipment, "a length", { DATAID: 1, DATALENGTH: 9 }, `01 02  ${U4(1)}  ${U4(9)}`);
literalTest(S16F2.toHost, "yes", 0, "21 01 00");
literalTest(
  S16F5.toEquipment,
  "a command with a parameter",
  { DATAID: 1, PRJOBID: "J", PRCMDNAME: "STOP", PARAMETERS: [{ CPNAME: "p", CPVAL: U1(1) }] },
  `01 04  ${U4(1)}  41 01 4a  41 04 53 54 4f 50  01 01  01 02  41 01 70  a5 01 01`,
);
for (const { toHost } of [S16F6, S16F12]) {
  literalTest(toHost, "done", { PRJOBID: "J", STATUS: DONE }, `01 02  41 01 4a  ${DONE_BYTES}`);
  literalTest(toHost, "refused", { PRJOBID: "J", STATUS: REFUSED }, `01 02  41 01 4a  ${REFUSED_BYTES}`);
}
literalTest(
  S16F7.toHost,
  "a milestone",
  { TIMESTAMP: "T", PRJOBID: "J", PRJOBMILESTONE: 4, STATUS: DONE },
  `01 04  41 01 54  41 01 4a  ${U4(4)}  ${DONE_BYTES}`,
);
headerTest(S16F8.toEquipment, "a header alone");
literalTest(
  S16F9.toHost,
  "a variable",
  { PREVENTID: 2, TIMESTAMP: "T", PRJOBID: "J", VALUES: [{ VID: 5, V: A("x") }] },
  `01 04  ${U4(2)}  41 01 54  41 01 4a  01 01  01 02  ${U4(5)}  41 01 78`,
);
headerTest(S16F10.toEquipment, "a header alone");

const JOB = {
  PRJOBID: "J",
  MF: 13,
  MATERIALS: [{ CARRIERID: "C1", SLOTID: [1, 3] }],
  RECIPE: { PRRECIPEMETHOD: 2, RCPSPEC: "R", PARAMETERS: [{ RCPPARNM: "p", RCPPARVAL: U1(1) }] },
  PRPROCESSSTART: true,
  PRPAUSEEVENT: [7],
};
const RECIPE_BYTES = "01 03  a5 01 02  41 01 52  01 01  01 02  41 01 70  a5 01 01";
const JOB_BYTES =
  `41 01 4a  21 01 0d  01 01  01 02  41 02 43 31  01 02  a5 01 01  a5 01 03  ${RECIPE_BYTES} ` +
  `25 01 01  01 01  ${U4(7)}`;

literalTest(
  S16F11.toEquipment,
  "slots of a carrier",
  { DATAID: 1, ...JOB },
  `01 07  ${U4(1)}  ${JOB_BYTES}`,
);
literalTest(
  S16F11.toEquipment,
  "substrates by their ids",
  { DATAID: 1, ...JOB, MF: 14, MATERIALS: ["W1", "W2"] },
  `01 07  ${U4(1)}  41 01 4a  21 01 0e  01 02  41 02 57 31  41 02 57 32  ${RECIPE_BYTES}  25 01 01  01 01  ${
    U4(7)
  }`,
);
literalTest(
  S16F11.toEquipment,
  "no material",
  { DATAID: 1, ...JOB, MATERIALS: [], PRPAUSEEVENT: [] },
  `01 07  ${U4(1)}  41 01 4a  21 01 0d  01 00  ${RECIPE_BYTES}  25 01 01  01 00`,
);
literalTest(
  S16F15.toEquipment,
  "one job",
  { DATAID: 1, JOBS: [JOB] },
  `01 02  ${U4(1)}  01 01  01 06  ${JOB_BYTES}`,
);
readTest(
  S16F15.toEquipment,
  "slots as one item",
  `01 02  ${
    U4(1)
  }  01 01  01 06  41 01 4a  21 01 0d  01 01  01 02  41 02 43 31  a5 02 01 03  ${RECIPE_BYTES} ` +
    `25 01 01  01 01  ${U4(7)}`,
  { DATAID: 1, JOBS: [JOB] },
);
for (const { toHost } of [S16F16, S16F18, S16F26]) {
  literalTest(
    toHost,
    "one job of two",
    { PRJOBID: ["J"], STATUS: REFUSED },
    `01 02  01 01  41 01 4a  ${REFUSED_BYTES}`,
  );
}
literalTest(S16F17.toEquipment, "a job", ["J"], "01 01  41 01 4a");
headerTest(S16F19.toEquipment, "a header alone");
literalTest(
  S16F20.toHost,
  "a job",
  [{ PRJOBID: "J", PRSTATE: 3 }],
  "01 01  01 02  41 01 4a  a5 01 03",
);
headerTest(S16F21.toEquipment, "a header alone");
literalTest(S16F22.toHost, "PRJOBSPACE", 300, "a9 02 01 2c");
literalTest(
  S16F23.toEquipment,
  "a parameter",
  { PRJOBID: "J", PARAMETERS: [{ RCPPARNM: "p", RCPPARVAL: U1(1) }] },
  "01 02  41 01 4a  01 01  01 02  41 01 70  a5 01 01",
);
literalTest(S16F24.toHost, "done", DONE, DONE_BYTES);
literalTest(S16F24.toHost, "refused", REFUSED, REFUSED_BYTES);
literalTest(
  S16F25.toEquipment,
  "a job",
  { PRJOBID: ["J"], PRPROCESSSTART: false },
  "01 02  01 01  41 01 4a  25 01 00",
);
literalTest(
  S16F27.toEquipment,
  "cancel, with a parameter",
  { CTLJOBID: "CJ", CTLJOBCMD: 4, PARAMETER: { CPNAME: "Action", CPVAL: U1(1) } },
  "01 03  41 02 43 4a  a5 01 04  01 02  41 06 41 63 74 69 6f 6e  a5 01 01",
);
literalTest(
  S16F27.toEquipment,
  "start",
  { CTLJOBID: "CJ", CTLJOBCMD: 1, PARAMETER: undefined },
  "01 03  41 02 43 4a  a5 01 01  01 00",
);
literalTest(S16F28.toHost, "done", { ACKA: true, ERROR: undefined }, DONE_BYTES);
literalTest(
  S16F28.toHost,
  "refused",
  { ACKA: false, ERROR: { ERRCODE: 17, ERRTEXT: "no" } },
  `01 02  25 01 00  01 02  ${U4(17)}  41 02 6e 6f`,
);
literalTest(S16F29.toEquipment, "as it is listed", 3, "a5 01 03");
literalTest(S16F30.toHost, "yes", true, "25 01 01");
