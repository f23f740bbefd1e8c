import { U2 } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { orEmptyItem, orEmptyList } from "../schema/choices.ts";
import { id, type SecsByteId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, byte, unsigned } from "../schema/numbers.ts";
import { ascii } from "../schema/text.ts";
import { bytesOrText, decimal, integers, word } from "../schema/values.ts";
import { abortOf } from "./common.ts";

/** What a wafer map is about. */
export interface SecsMapId {
  /** Material id: of the wafer, the cassette or the film frame. */
  readonly MID: SecsByteId;
  /** What MID is: 0 wafer, 1 cassette, 2 film frame. */
  readonly IDTYP: number;
}

/** The geometry of a wafer map that goes to the host. */
export interface SecsMapSetup extends SecsMapGeometry {
  /** Rotation of the film frame in degrees, clockwise; undefined (an item of length 0) if it is not used. */
  readonly FFROT: number | undefined;
  /** The bin of a place without a die: one U1, or a character. */
  readonly NULBC: Uint8Array | string;
  /** The axis that the map runs along, 0 to 7: rows from the top, to the right; to the left; and so on. */
  readonly PRAXI: number;
}

/** The geometry of a wafer map that comes from the host. */
export interface SecsMapSetupData extends SecsMapGeometry {
  /** The bins of the map: many U1, or characters. */
  readonly BCEQU: Uint8Array | string;
  /** The bin of a place without a die: one U1, or a character. */
  readonly NULBC: Uint8Array | string;
  /** Length of the map in bytes. */
  readonly MLCL: number | bigint;
}

/** What both directions of the geometry of a wafer map have. */
export interface SecsMapGeometry extends SecsMapId {
  /** Place of the flat or notch in degrees, clockwise from the bottom; undefined (an item of length 0) if not used. */
  readonly FNLOC: number | undefined;
  /** Origin of the coordinates: 0 center, 1 upper right, 2 upper left, 3 lower left, 4 lower right. */
  readonly ORLOC: number;
  /** Which reference point is used. */
  readonly RPSEL: number;
  /** The reference points, x and y each. */
  readonly REFP: readonly (readonly (number | bigint)[])[];
  /** Units of the size of a die. */
  readonly DUTMS: string;
  /** Size of a die, x. */
  readonly XDIES: number;
  /** Size of a die, y. */
  readonly YDIES: number;
  /** Number of rows. */
  readonly ROWCT: number | bigint;
  /** Number of columns. */
  readonly COLCT: number | bigint;
  /** Number of dies to be processed. */
  readonly PRDCT: number | bigint;
}

/** Asks for the geometry of a wafer map, as the equipment wants it. */
export interface SecsMapSetupRequest extends SecsMapId {
  /** How the map will be asked for: 0 rows, 1 array, 2 coordinates. */
  readonly MAPFT: number;
  /** Place of the flat or notch in degrees; undefined (an item of length 0) if not used. */
  readonly FNLOC: number | undefined;
  /** Rotation of the film frame in degrees; undefined (an item of length 0) if not used. */
  readonly FFROT: number | undefined;
  /** Origin of the coordinates. */
  readonly ORLOC: number;
  /** The axis that the map runs along. */
  readonly PRAXI: number;
  /** The bins that the equipment knows. */
  readonly BCEQU: Uint8Array | string;
  /** The bin of a place without a die. */
  readonly NULBC: Uint8Array | string;
}

/** Asks whether a wafer map may be sent. */
export interface SecsMapInquire extends SecsMapId {
  /** How it will be sent: 0 rows (S12F7), 1 array (S12F9), 2 coordinates (S12F11). */
  readonly MAPFT: number;
  /** Its length in bytes. */
  readonly MLCL: number | bigint;
}

const MAP_ID = { MID: id("MID"), IDTYP: acknowledge() };
const MAPFT = acknowledge();
const DEGREES = orEmptyItem(word(), undefined, U2());
const ORLOC = acknowledge();
const PRAXI = acknowledge();
const BINS = bytesOrText("U1");
const MLCL = unsigned("MLCL");
const POINTS = { RPSEL: byte(), REFP: arrayOf(integers(2, "REFP")) };
const DIES = { DUTMS: ascii(), XDIES: decimal("U4"), YDIES: decimal("U4") };
const COUNTS = { ROWCT: unsigned("ROWCT"), COLCT: unsigned("COLCT") };
const PRDCT = unsigned("PRDCT");

/** S12F0, the abort of a transaction of stream 12. */
export const S12F0: MessageDefinition<undefined, undefined> = abortOf(12);

/** S12F1, the geometry of a wafer map that will be sent. */
export const S12F1: MessageDefinition<SecsMapSetup, never, typeof S12F2> = defineMessage(12, 1, {
  title: "Map set-up data send",
  toHost: record({
    ...MAP_ID,
    FNLOC: DEGREES,
    FFROT: DEGREES,
    ORLOC,
    ...POINTS,
    ...DIES,
    ...COUNTS,
    NULBC: BINS,
    PRDCT,
    PRAXI,
  }),
  reply: { title: "Map set-up data acknowledge", toEquipment: acknowledge("SDACK") },
});

/** S12F2, SDACK: 0 taken. */
export const S12F2: MessageDefinition<never, number> = S12F1.reply;

/** S12F3, asks for the geometry of a wafer map. */
export const S12F3: MessageDefinition<SecsMapSetupRequest, never, typeof S12F4> = defineMessage(12, 3, {
  title: "Map set-up data request",
  toHost: record({
    ...MAP_ID,
    MAPFT,
    FNLOC: DEGREES,
    FFROT: DEGREES,
    ORLOC,
    PRAXI,
    BCEQU: BINS,
    NULBC: BINS,
  }),
  reply: {
    title: "Map set-up data",
    toEquipment: orEmptyList(record({
      ...MAP_ID,
      FNLOC: DEGREES,
      ORLOC,
      ...POINTS,
      ...DIES,
      ...COUNTS,
      PRDCT,
      BCEQU: BINS,
      NULBC: BINS,
      MLCL,
    })),
  },
});

/** S12F4, the geometry; undefined (an empty list) if there is no such material. */
export const S12F4: MessageDefinition<never, SecsMapSetupData | undefined> = S12F3.reply;

/** S12F5, may a wafer map be sent? */
export const S12F5: MessageDefinition<SecsMapInquire, never, typeof S12F6> = defineMessage(12, 5, {
  title: "Map transmit inquire",
  toHost: record({ ...MAP_ID, MAPFT, MLCL }),
  reply: { title: "Map transmit grant", toEquipment: acknowledge("GRNT1") },
});

/** S12F6, GRNT1: 0 yes, 1 busy, 2 no space, 3 too large, 4 the id is in use, 5 no such material, 6 unknown MAPFT. */
export const S12F6: MessageDefinition<never, number> = S12F5.reply;
