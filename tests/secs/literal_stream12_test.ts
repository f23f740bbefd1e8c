// Wafer maps of stream 12 in bytes: a list is 01 and its length, A is 41, B 21, U1 a5, U2 a9, U4 b1, I4 71, F8 81.

import {
  S12F1,
  S12F10,
  S12F11,
  S12F12,
  S12F13,
  S12F14,
  S12F15,
  S12F16,
  S12F17,
  S12F18,
  S12F19,
  S12F2,
  S12F3,
  S12F4,
  S12F5,
  S12F6,
  S12F7,
  S12F8,
  S12F9,
} from "@secs/hsms";
import { literalTest, readTest } from "./literal.ts";

const U4 = (value: number) => `b1 04 00 00 00 ${value.toString(16).padStart(2, "0")}`;
const ID = { MID: "W", IDTYP: 0 };
const ID_BYTES = "41 01 57  21 01 00";
const BINS = Uint8Array.of(1, 0, 2);
const BINS_BYTES = "a5 03 01 00 02";

literalTest(
  S12F1.toHost,
  "the geometry of a wafer",
  {
    ...ID,
    FNLOC: 270,
    FFROT: undefined,
    ORLOC: 3,
    RPSEL: 1,
    REFP: [[-2, 1]],
    DUTMS: "um",
    XDIES: 6,
    YDIES: 0.5,
    ROWCT: 4,
    COLCT: 5,
    NULBC: Uint8Array.of(0),
    PRDCT: 20,
    PRAXI: 4,
  },
  `01 0f  ${ID_BYTES}  a9 02 01 0e  a9 00  21 01 03  a5 01 01  01 01  71 08 ff ff ff fe 00 00 00 01  41 02 75 6d ` +
    `${U4(6)}  81 08 3f e0 00 00 00 00 00 00  ${U4(4)}  ${U4(5)}  a5 01 00  ${U4(20)}  21 01 04`,
);
literalTest(S12F2.toEquipment, "taken", 0, "21 01 00");
literalTest(
  S12F3.toHost,
  "the geometry of a wafer, as the equipment wants it",
  {
    ...ID,
    MAPFT: 1,
    FNLOC: 0,
    FFROT: undefined,
    ORLOC: 0,
    PRAXI: 0,
    BCEQU: "AB",
    NULBC: "Z",
  },
  `01 09  ${ID_BYTES}  21 01 01  a9 02 00 00  a9 00  21 01 00  21 01 00  41 02 41 42  41 01 5a`,
);

const SETUP = {
  ...ID,
  FNLOC: undefined,
  ORLOC: 0,
  RPSEL: 0,
  REFP: [],
  DUTMS: "",
  XDIES: 6,
  YDIES: 6,
  ROWCT: 4,
  COLCT: 5,
  PRDCT: 20,
  BCEQU: BINS,
  NULBC: "Z",
  MLCL: 40,
};
literalTest(
  S12F4.toEquipment,
  "the geometry of a wafer",
  SETUP,
  `01 0f  ${ID_BYTES}  a9 00  21 01 00  a5 01 00  01 00  41 00  ${U4(6)}  ${U4(6)}  ${U4(4)}  ${U4(5)}  ${
    U4(20)
  } ` +
    `${BINS_BYTES}  41 01 5a  ${U4(40)}`,
);
literalTest(S12F4.toEquipment, "no such material", undefined, "01 00");
readTest(
  S12F4.toEquipment,
  "integers in other formats, and an empty list for no FNLOC",
  "01 0f  41 01 57  a5 01 00  01 00  21 01 00  a5 01 00  01 00  41 00  a9 02 00 06  91 04 40 c0 00 00 " +
    `a5 01 04  a9 02 00 05  a5 01 14  ${BINS_BYTES}  41 01 5a  a5 01 28`,
  SETUP,
);
literalTest(
  S12F5.toHost,
  "a map of 40 bytes in coordinates",
  { ...ID, MAPFT: 2, MLCL: 40 },
  `01 04  ${ID_BYTES}  21 01 02  ${U4(40)}`,
);
literalTest(S12F6.toEquipment, "too large", 3, "21 01 03");

const ROW_MAP = { ...ID, ROWS: [{ RSINF: [-2, 2, 1], BINLT: BINS }] };
const ROW_BYTES =
  `01 03  ${ID_BYTES}  01 01  01 02  71 0c ff ff ff fe 00 00 00 02 00 00 00 01  ${BINS_BYTES}`;
const ARRAY_MAP = { ...ID, STRP: [0, 0], BINLT: "ABC" };
const ARRAY_BYTES = `01 04  ${ID_BYTES}  71 08 00 00 00 00 00 00 00 00  41 03 41 42 43`;
const POINT_MAP = { ...ID, POINTS: [{ XYPOS: [1, -1], BINLT: Uint8Array.of(7) }] };
const POINT_BYTES = `01 03  ${ID_BYTES}  01 01  01 02  71 08 00 00 00 01 ff ff ff ff  a5 01 07`;

literalTest(S12F7.toHost, "a map of one row", ROW_MAP, ROW_BYTES);
literalTest(S12F9.toHost, "a map in one array", ARRAY_MAP, ARRAY_BYTES);
literalTest(S12F11.toHost, "a map of one place", POINT_MAP, POINT_BYTES);
for (const { toEquipment } of [S12F8, S12F10, S12F12]) literalTest(toEquipment, "unknown id", 2, "21 01 02");
for (const { toHost } of [S12F13, S12F15]) literalTest(toHost, "a map by id", ID, `01 02  ${ID_BYTES}`);
literalTest(S12F14.toEquipment, "a map of one row", ROW_MAP, ROW_BYTES);
literalTest(S12F14.toEquipment, "no such material", undefined, "01 00");
readTest(
  S12F14.toEquipment,
  "RSINF as I2",
  `01 03  ${ID_BYTES}  01 01  01 02  69 06 ff fe 00 02 00 01  ${BINS_BYTES}`,
  ROW_MAP,
);
literalTest(S12F16.toEquipment, "a map in one array", ARRAY_MAP, ARRAY_BYTES);
literalTest(S12F16.toEquipment, "no such material", undefined, "01 00");
literalTest(S12F17.toHost, "places without bins", { ...ID, SDBIN: 1 }, `01 03  ${ID_BYTES}  21 01 01`);
literalTest(S12F18.toEquipment, "a map of one place", POINT_MAP, POINT_BYTES);
literalTest(S12F18.toEquipment, "no such material", undefined, "01 00");
literalTest(
  S12F18.toEquipment,
  "a place without a bin",
  { ...ID, POINTS: [{ XYPOS: [1, -1], BINLT: new Uint8Array(0) }] },
  `01 03  ${ID_BYTES}  01 01  01 02  71 08 00 00 00 01 ff ff ff ff  a5 00`,
);
literalTest(
  S12F19.toHost,
  "a format error, from the equipment",
  { MAPER: 2, DATLC: 7 },
  "01 02  21 01 02  a5 01 07",
);
literalTest(
  S12F19.toEquipment,
  "a format error, from the host",
  { MAPER: 2, DATLC: 7 },
  "01 02  21 01 02  a5 01 07",
);
