// Messages of stream 6 in bytes: a list is 01 and its length, A is 41, B 21, U1 a5, U4 b1, U8 a1.

import {
  A,
  L,
  S6F10,
  S6F13,
  S6F14,
  S6F17,
  S6F18,
  S6F21,
  S6F22,
  S6F25,
  S6F26,
  S6F27,
  S6F28,
  S6F29,
  S6F3,
  S6F30,
  S6F4,
  S6F7,
  S6F8,
  S6F9,
  U1,
} from "@secs/hsms";
import { literalTest, readTest } from "./literal.ts";

const ID = (id: number) => `b1 04 00 00 00 ${id.toString(16).padStart(2, "0")}`;

const DISCRETE = { DATAID: 1, CEID: 2, DS: [{ DSID: 3, DV: [{ DVNAME: "T", DVVAL: U1(9) }] }] };
const DISCRETE_BYTES = `01 03  ${ID(1)}  ${ID(2)}  01 01  01 02  ${ID(3)}  01 01  01 02  41 01 54  a5 01 09`;
literalTest(S6F3.toHost, "a data set with a named value", DISCRETE, DISCRETE_BYTES);
literalTest(S6F4.toEquipment, "taken", 0, "21 01 00");
literalTest(S6F7.toEquipment, "data by DATAID", 1, ID(1));
literalTest(S6F8.toHost, "a data set with a named value", DISCRETE, DISCRETE_BYTES);
literalTest(S6F8.toHost, "the data cannot be sent", undefined, "01 00");
readTest(S6F8.toHost, "an item of length 0: the data cannot be sent", "41 00", undefined);
literalTest(
  S6F9.toHost,
  "a data set of a form",
  { PFCD: 5, DATAID: 1, CEID: 2, DS: [{ DSID: 3, DVVAL: [U1(9), L()] }] },
  `01 04  21 01 05  ${ID(1)}  ${ID(2)}  01 01  01 02  ${ID(3)}  01 02  a5 01 09  01 00`,
);
literalTest(S6F10.toEquipment, "taken", 0, "21 01 00");

const ANNOTATED = { DATAID: 1, CEID: 2, RPT: [{ RPTID: 3, VALUES: [{ VID: 4, V: A("x") }] }] };
const ANNOTATED_BYTES = `01 03  ${ID(1)}  ${ID(2)}  01 01  01 02  ${ID(3)}  01 01  01 02  ${ID(4)}  41 01 78`;
literalTest(S6F13.toHost, "a report with a variable", ANNOTATED, ANNOTATED_BYTES);
literalTest(
  S6F13.toHost,
  "an event without reports",
  { DATAID: 1, CEID: 2, RPT: [] },
  `01 03  ${ID(1)}  ${ID(2)}  01 00`,
);
literalTest(S6F14.toEquipment, "taken", 0, "21 01 00");
literalTest(S6F17.toEquipment, "an event by CEID", 2, ID(2));
literalTest(S6F18.toHost, "a report with a variable", ANNOTATED, ANNOTATED_BYTES);
literalTest(S6F18.toHost, "no report", undefined, "01 00");
readTest(S6F18.toHost, "an item of length 0: no report", "41 00", undefined);
literalTest(S6F21.toEquipment, "a report by RPTID", 3, ID(3));
literalTest(S6F22.toHost, "a variable", [{ VID: 4, V: A("x") }], `01 01  01 02  ${ID(4)}  41 01 78`);

const STATUS = { RMACK: 0, ERRORS: [] };
const ATTRIBUTE = { RCPATTRID: "N", RCPATTRDATA: U1(9) };
const CHANGE = {
  DATAID: 0,
  OPID: undefined,
  LINKID: undefined,
  RCPSPEC: "R",
  RMCHGSTAT: 1,
  ATTRIBUTES: [ATTRIBUTE],
  STATUS,
};
const CHANGED = `41 01 52  ${ID(1)}  01 01  01 02  41 01 4e  a5 01 09`;
literalTest(
  S6F25.toHost,
  "a change that nobody asked for",
  CHANGE,
  `01 07  ${ID(0)}  b1 00  b1 00  ${CHANGED}  01 02  a5 01 00  01 00`,
);
literalTest(
  S6F25.toEquipment,
  "the last report of a request, with an error",
  { ...CHANGE, OPID: 6, LINKID: 0, STATUS: { RMACK: 2, ERRORS: [{ ERRCODE: 7, ERRTEXT: "e" }] } },
  `01 07  ${ID(0)}  ${ID(6)}  ${ID(0)}  ${CHANGED}  01 02  a5 01 02  01 01  01 02  ${ID(7)}  41 01 65`,
);
readTest(
  S6F25.toHost,
  "OPID as U8 of length 0",
  `01 07  ${ID(0)}  a1 00  b1 00  ${CHANGED}  01 02  a5 01 00  01 00`,
  CHANGE,
);
literalTest(S6F26.toEquipment, "taken", 0, "21 01 00");

const REPORT = { RPTID: 3, V: [A("x")] };
const REPORT_BYTES = `01 02  ${ID(3)}  01 01  41 01 78`;
literalTest(
  S6F27.toHost,
  "two samples of a report",
  { DATAID: 1, TRID: 2, SAMPLES: [[REPORT], [REPORT]] },
  `01 03  ${ID(1)}  ${ID(2)}  01 02  01 01  ${REPORT_BYTES}  01 01  ${REPORT_BYTES}`,
);
literalTest(S6F28.toEquipment, "the trace", 2, ID(2));
literalTest(S6F29.toEquipment, "a trace", 2, ID(2));
literalTest(
  S6F30.toHost,
  "a report",
  { TRID: 2, RPT: [REPORT], ERRCODE: undefined },
  `01 03  ${ID(2)}  01 01  ${REPORT_BYTES}  b1 00`,
);
literalTest(
  S6F30.toHost,
  "an unknown trace",
  { TRID: 2, RPT: [], ERRCODE: 9 },
  `01 03  ${ID(2)}  01 00  ${ID(9)}`,
);
