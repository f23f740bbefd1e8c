// Messages of stream 17 in bytes: a list is 01 and its length, A is 41, BOOLEAN 25, U4 b1, F8 81, F4 91.

import {
  S17F1,
  S17F10,
  S17F11,
  S17F12,
  S17F13,
  S17F14,
  S17F2,
  S17F3,
  S17F4,
  S17F5,
  S17F6,
  S17F7,
  S17F8,
  S17F9,
} from "@secs/hsms";
import { literalTest, readTest } from "./literal.ts";

const U4 = (value: number) => `b1 04 00 00 00 ${value.toString(16).padStart(2, "0")}`;
const EMPTY = "b1 00";

literalTest(
  S17F1.toEquipment,
  "a report with an id",
  { DATAID: 1, RPTID: 2, DATASRC: "S", VID: [3] },
  `01 04  ${U4(1)}  ${U4(2)}  41 01 53  01 01  ${U4(3)}`,
);
literalTest(
  S17F1.toEquipment,
  "the equipment chooses the id",
  { DATAID: undefined, RPTID: undefined, DATASRC: "S", VID: [] },
  `01 04  ${EMPTY}  ${EMPTY}  41 01 53  01 00`,
);
literalTest(S17F2.toHost, "done", { RPTID: 2, ERRCODE: undefined }, `01 02  ${U4(2)}  ${EMPTY}`);
literalTest(S17F2.toHost, "refused", { RPTID: 2, ERRCODE: 30 }, `01 02  ${U4(2)}  ${U4(30)}`);
literalTest(S17F3.toEquipment, "a report", [2], `01 01  ${U4(2)}`);
literalTest(S17F3.toEquipment, "all reports", [], "01 00");
literalTest(S17F4.toHost, "done", { ACKA: true, ERRORS: [] }, "01 02  25 01 01  01 00");
literalTest(
  S17F4.toHost,
  "an unknown report",
  { ACKA: false, ERRORS: [{ RPTID: 2, ERRCODE: 31, ERRTEXT: "no" }] },
  `01 02  25 01 00  01 01  01 03  ${U4(2)}  ${U4(31)}  41 02 6e 6f`,
);

const TRACE = { DATAID: 1, TRID: 2, CEED: true, RPTID: [3], TRSPER: 0.5 };
const TRACE_BYTES = `${U4(1)}  ${U4(2)}  25 01 01  01 01  ${U4(3)}  81 08 3f e0 00 00 00 00 00 00`;
const LIMITS = {
  TOTSMP: 20,
  REPGSZ: 5,
  START_EVNTSRC: "A",
  START_CEID: 7,
  STOP_EVNTSRC: "B",
  STOP_CEID: 8,
  TRAUTOD: true,
  RPTOC: false,
};
literalTest(
  S17F5.toEquipment,
  "a trace between two events",
  { ...TRACE, LIMITS },
  `01 06  ${TRACE_BYTES}  01 08  ${U4(20)}  ${U4(5)}  41 01 41  ${U4(7)}  41 01 42  ${
    U4(8)
  }  25 01 01  25 01 00`,
);
literalTest(
  S17F5.toEquipment,
  "a trace of which nothing is said",
  {
    ...TRACE,
    LIMITS: {
      TOTSMP: undefined,
      REPGSZ: undefined,
      START_EVNTSRC: "",
      START_CEID: undefined,
      STOP_EVNTSRC: "",
      STOP_CEID: undefined,
      TRAUTOD: undefined,
      RPTOC: undefined,
    },
  },
  `01 06  ${TRACE_BYTES}  01 08  ${EMPTY}  ${EMPTY}  41 00  ${EMPTY}  41 00  ${EMPTY}  25 00  25 00`,
);
literalTest(S17F5.toEquipment, "no limits", { ...TRACE, LIMITS: undefined }, `01 06  ${TRACE_BYTES}  01 00`);
readTest(
  S17F5.toEquipment,
  "TRSPER as F4",
  `01 06  ${U4(1)}  ${U4(2)}  25 01 01  01 01  ${U4(3)}  91 04 3f 00 00 00  01 00`,
  { ...TRACE, LIMITS: undefined },
);
literalTest(S17F6.toHost, "done", { TRID: 2, ERRCODE: undefined }, `01 02  ${U4(2)}  ${EMPTY}`);
for (const { toEquipment } of [S17F7, S17F13]) literalTest(toEquipment, "a trace", [2], `01 01  ${U4(2)}`);
for (const { toHost } of [S17F8, S17F14]) {
  literalTest(toHost, "done", { ACKA: true, ERRORS: [] }, "01 02  25 01 01  01 00");
  literalTest(
    toHost,
    "an unknown trace",
    { ACKA: false, ERRORS: [{ TRID: 2, ERRCODE: 33, ERRTEXT: "no" }] },
    `01 02  25 01 00  01 01  01 03  ${U4(2)}  ${U4(33)}  41 02 6e 6f`,
  );
}
literalTest(
  S17F9.toEquipment,
  "a report for an event",
  { DATAID: 1, EVNTSRC: "S", CEID: 7, RPTID: [2] },
  `01 04  ${U4(1)}  41 01 53  ${U4(7)}  01 01  ${U4(2)}`,
);
literalTest(
  S17F10.toHost,
  "done",
  { EVNTSRC: "S", CEID: 7, ERRCODE: undefined },
  `01 03  41 01 53  ${U4(7)}  ${EMPTY}`,
);
literalTest(
  S17F11.toEquipment,
  "a report of an event",
  { EVNTSRC: "S", CEID: 7, RPTID: 2 },
  `01 03  41 01 53  ${U4(7)}  ${U4(2)}`,
);
literalTest(
  S17F12.toHost,
  "it was not linked",
  { EVNTSRC: "S", CEID: 7, RPTID: 2, ERRCODE: 32 },
  `01 04  41 01 53  ${U4(7)}  ${U4(2)}  ${U4(32)}`,
);
