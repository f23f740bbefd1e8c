import type { Item } from "../../secs2/mod.ts";
import { arrayOf, record } from "../list_schemas.ts";
import { defineMessage, HEADER_ONLY, type MessageDefinition } from "../message_definition.ts";
import { acknowledge, anyItem, ascii, id, type SecsId, unsigned } from "../value_schemas.ts";
import { ids, items } from "./common.ts";

/** An equipment constant and the value it is to have. */
export interface EquipmentConstant {
  /** Equipment constant id. */
  readonly ECID: SecsId;
  /** Its value. */
  readonly ECV: Item;
}

/** An equipment constant, its name, range, default and units. */
export interface EquipmentConstantName {
  /** Equipment constant id. */
  readonly ECID: SecsId;
  /** Its name. */
  readonly ECNAME: string;
  /** Its least value. */
  readonly ECMIN: Item;
  /** Its greatest value. */
  readonly ECMAX: Item;
  /** Its default. */
  readonly ECDEF: Item;
  /** Its units. */
  readonly UNITS: string;
}

/** A trace of status variables. */
export interface TraceInitialize {
  /** Trace request id. */
  readonly TRID: SecsId;
  /** Sample period: hhmmss or hhmmsscc. */
  readonly DSPER: string;
  /** Samples in all. */
  readonly TOTSMP: number | bigint;
  /** Samples in one report. */
  readonly REPGSZ: number | bigint;
  /** What is sampled. */
  readonly SVID: readonly SecsId[];
}

const CONSTANT = record({
  ECID: id(),
  ECNAME: ascii(),
  ECMIN: anyItem(),
  ECMAX: anyItem(),
  ECDEF: anyItem(),
  UNITS: ascii(),
});

/** S2F0, the abort of a transaction of stream 2. */
export const S2F0: MessageDefinition<undefined, undefined> = defineMessage(2, 0, "Abort transaction", {
  toHost: HEADER_ONLY,
  toEquipment: HEADER_ONLY,
});

/** S2F13, the values of equipment constants; no id asks for all. */
export const S2F13: MessageDefinition<never, readonly SecsId[]> = defineMessage(
  2,
  13,
  "Equipment constant request",
  { toEquipment: ids },
);

/** S2F14, the values that S2F13 asked for, in its order. */
export const S2F14: MessageDefinition<readonly Item[], never> = defineMessage(
  2,
  14,
  "Equipment constant data",
  { toHost: items },
);

/** S2F15, sets equipment constants. */
export const S2F15: MessageDefinition<never, readonly EquipmentConstant[]> = defineMessage(
  2,
  15,
  "New equipment constant send",
  { toEquipment: arrayOf(record({ ECID: id(), ECV: anyItem() })) },
);

/** S2F16, EAC: 0 done, 1 unknown, 2 not now, 3 out of range. */
export const S2F16: MessageDefinition<number, never> = defineMessage(
  2,
  16,
  "New equipment constant acknowledge",
  { toHost: acknowledge() },
);

/** S2F17, what time is it? */
export const S2F17: MessageDefinition<undefined, undefined> = defineMessage(2, 17, "Date and time request", {
  toHost: HEADER_ONLY,
  toEquipment: HEADER_ONLY,
});

/** S2F18, TIME, 12, 14 or 16 digits or ISO 8601. */
export const S2F18: MessageDefinition<string, string> = defineMessage(2, 18, "Date and time data", {
  toHost: ascii(),
  toEquipment: ascii(),
});

/** S2F23, starts a trace. */
export const S2F23: MessageDefinition<never, TraceInitialize> = defineMessage(
  2,
  23,
  "Trace initialize send",
  { toEquipment: record({ TRID: id(), DSPER: ascii(), TOTSMP: unsigned(), REPGSZ: unsigned(), SVID: ids }) },
);

/** S2F24, TIAACK: 0 done. */
export const S2F24: MessageDefinition<number, never> = defineMessage(2, 24, "Trace initialize acknowledge", {
  toHost: acknowledge(),
});

/** S2F25, bytes that are to come back (ABS). */
export const S2F25: MessageDefinition<Item, Item> = defineMessage(2, 25, "Loopback diagnostic request", {
  toHost: anyItem(),
  toEquipment: anyItem(),
});

/** S2F26, the bytes of S2F25. */
export const S2F26: MessageDefinition<Item, Item> = defineMessage(2, 26, "Loopback diagnostic data", {
  toHost: anyItem(),
  toEquipment: anyItem(),
});

/** S2F29, names and ranges of equipment constants; no id asks for all. */
export const S2F29: MessageDefinition<never, readonly SecsId[]> = defineMessage(
  2,
  29,
  "Equipment constant namelist request",
  { toEquipment: ids },
);

/** S2F30, what S2F29 asked for. */
export const S2F30: MessageDefinition<readonly EquipmentConstantName[], never> = defineMessage(
  2,
  30,
  "Equipment constant namelist",
  { toHost: arrayOf(CONSTANT) },
);

/** S2F31, sets the clock (TIME). */
export const S2F31: MessageDefinition<never, string> = defineMessage(2, 31, "Date and time set request", {
  toEquipment: ascii(),
});

/** S2F32, TIACK: 0 done, 1 not done. */
export const S2F32: MessageDefinition<number, never> = defineMessage(2, 32, "Date and time set acknowledge", {
  toHost: acknowledge(),
});
