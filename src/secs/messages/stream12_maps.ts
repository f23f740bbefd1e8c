import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { orEmptyList } from "../schema/choices.ts";
import { id } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, byte } from "../schema/numbers.ts";
import { bytesOrText, integers } from "../schema/values.ts";
import type { SecsMapId } from "./stream12_setup.ts";

/** A row or a column of a wafer map. */
export interface SecsMapRow {
  /** Where it begins, x and y, and the direction: 1 or -1. */
  readonly RSINF: readonly (number | bigint)[];
  /** Its bins: many U1, or characters. */
  readonly BINLT: Uint8Array | string;
}

/** A wafer map in rows or columns. */
export interface SecsRowMap extends SecsMapId {
  /** The rows. */
  readonly ROWS: readonly SecsMapRow[];
}

/** A wafer map in one array. */
export interface SecsArrayMap extends SecsMapId {
  /** Where it begins, x and y. */
  readonly STRP: readonly (number | bigint)[];
  /** All bins: many U1, or characters. */
  readonly BINLT: Uint8Array | string;
}

/** Bins at a place of a wafer map. */
export interface SecsMapPoint {
  /** The place, x and y. */
  readonly XYPOS: readonly (number | bigint)[];
  /** Its bin: one U1, or a character; empty if bins are not sent. */
  readonly BINLT: Uint8Array | string;
}

/** A wafer map in coordinates. */
export interface SecsPointMap extends SecsMapId {
  /** The places. */
  readonly POINTS: readonly SecsMapPoint[];
}

/** Asks for a wafer map in coordinates. */
export interface SecsPointMapRequest extends SecsMapId {
  /** 0 with bins, 1 without. */
  readonly SDBIN: number;
}

/** An error in a wafer map. */
export interface SecsMapError {
  /** 0 unknown id, 1 invalid data, 2 format error. */
  readonly MAPER: number;
  /** Number of the item that has it. */
  readonly DATLC: number;
}

const MAP_ID = { MID: id("MID"), IDTYP: acknowledge() };
const BINLT = bytesOrText("U1");
const MDACK = acknowledge("MDACK");
const BY_ID = record(MAP_ID);
const ROWS = record({ ...MAP_ID, ROWS: arrayOf(record({ RSINF: integers(3), BINLT })) });
const ARRAY = record({ ...MAP_ID, STRP: integers(2), BINLT });
const POINTS = record({ ...MAP_ID, POINTS: arrayOf(record({ XYPOS: integers(2), BINLT })) });
const ERROR = record({ MAPER: acknowledge(), DATLC: byte() });

/** S12F7, a wafer map in rows or columns. */
export const S12F7: MessageDefinition<SecsRowMap, never, typeof S12F8> = defineMessage(12, 7, {
  title: "Map data send type 1",
  toHost: ROWS,
  reply: { title: "Map data acknowledge type 1", toEquipment: MDACK },
});

/** S12F8, MDACK: 0 taken, 1 format error, 2 unknown id, 3 thrown away. */
export const S12F8: MessageDefinition<never, number> = S12F7.reply;

/** S12F9, a wafer map in one array. */
export const S12F9: MessageDefinition<SecsArrayMap, never, typeof S12F10> = defineMessage(12, 9, {
  title: "Map data send type 2",
  toHost: ARRAY,
  reply: { title: "Map data acknowledge type 2", toEquipment: MDACK },
});

/** S12F10, MDACK as in S12F8. */
export const S12F10: MessageDefinition<never, number> = S12F9.reply;

/** S12F11, a wafer map in coordinates. */
export const S12F11: MessageDefinition<SecsPointMap, never, typeof S12F12> = defineMessage(12, 11, {
  title: "Map data send type 3",
  toHost: POINTS,
  reply: { title: "Map data acknowledge type 3", toEquipment: MDACK },
});

/** S12F12, MDACK as in S12F8. */
export const S12F12: MessageDefinition<never, number> = S12F11.reply;

/** S12F13, asks for a wafer map in rows or columns. */
export const S12F13: MessageDefinition<SecsMapId, never, typeof S12F14> = defineMessage(12, 13, {
  title: "Map data request type 1",
  toHost: BY_ID,
  reply: { title: "Map data type 1", toEquipment: orEmptyList(ROWS) },
});

/** S12F14, the map; undefined (an empty list, as in S12F16 and S12F18) if there is no such material. */
export const S12F14: MessageDefinition<never, SecsRowMap | undefined> = S12F13.reply;

/** S12F15, asks for a wafer map in one array. */
export const S12F15: MessageDefinition<SecsMapId, never, typeof S12F16> = defineMessage(12, 15, {
  title: "Map data request type 2",
  toHost: BY_ID,
  reply: { title: "Map data type 2", toEquipment: orEmptyList(ARRAY) },
});

/** S12F16, the map; undefined (an empty list) if there is no such material. */
export const S12F16: MessageDefinition<never, SecsArrayMap | undefined> = S12F15.reply;

/** S12F17, asks for a wafer map in coordinates. */
export const S12F17: MessageDefinition<SecsPointMapRequest, never, typeof S12F18> = defineMessage(12, 17, {
  title: "Map data request type 3",
  toHost: record({ ...MAP_ID, SDBIN: acknowledge() }),
  reply: { title: "Map data type 3", toEquipment: orEmptyList(POINTS) },
});

/** S12F18, the map; undefined (an empty list) if there is no such material. */
export const S12F18: MessageDefinition<never, SecsPointMap | undefined> = S12F17.reply;

/** S12F19, an error in a wafer map; there is no reply. */
export const S12F19: MessageDefinition<SecsMapError, SecsMapError> = defineMessage(12, 19, {
  title: "Map error report send",
  toHost: ERROR,
  toEquipment: ERROR,
});
