import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, unsigned } from "../schema/numbers.ts";
import type { SecsSchema } from "../schema/schema.ts";
import { anyItem, ascii } from "../schema/text.ts";
import { abortOf, ids, items } from "./common.ts";

/** An equipment constant and the value it is to have. */
export interface SecsEquipmentConstant {
  /** Equipment constant id. */
  readonly ECID: SecsId;
  /** Its value. */
  readonly ECV: Item;
}

/** An equipment constant, its name, range, default and units. */
export interface SecsEquipmentConstantName {
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
export interface SecsTraceInitialize {
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

const TIME = ascii(32, "TIME");
const CONSTANT = record({
  ECID: id("ECID"),
  ECNAME: ascii(),
  ECMIN: anyItem(),
  ECMAX: anyItem(),
  ECDEF: anyItem(),
  UNITS: ascii(),
});

/** The schema of {@linkcode SecsTraceInitialize}. */
export const trace: SecsSchema<SecsTraceInitialize> = record({
  TRID: id("TRID"),
  DSPER: ascii(8),
  TOTSMP: unsigned("TOTSMP"),
  REPGSZ: unsigned("REPGSZ"),
  SVID: ids("SVID"),
});

/** S2F0, the abort of a transaction of stream 2. */
export const S2F0: MessageDefinition<undefined, undefined> = abortOf(2);

/** S2F13, the values of equipment constants; an empty list asks for all. */
export const S2F13: MessageDefinition<never, readonly SecsId[], typeof S2F14> = defineMessage(2, 13, {
  title: "Equipment constant request",
  toEquipment: ids("ECID"),
  reply: { title: "Equipment constant data", toHost: items("ECV") },
});

/** S2F14, the values that S2F13 asked for, in its order. */
export const S2F14: MessageDefinition<readonly Item[], never> = S2F13.reply;

/** S2F15, sets equipment constants. */
export const S2F15: MessageDefinition<never, readonly SecsEquipmentConstant[], typeof S2F16> = defineMessage(
  2,
  15,
  {
    title: "New equipment constant send",
    toEquipment: arrayOf(record({ ECID: id("ECID"), ECV: anyItem() })),
    reply: { title: "New equipment constant acknowledge", toHost: acknowledge("EAC") },
  },
);

/** S2F16, EAC: 0 done, 1 unknown, 2 not now, 3 out of range. */
export const S2F16: MessageDefinition<number, never> = S2F15.reply;

/** S2F17, what time is it? */
export const S2F17: MessageDefinition<undefined, undefined, typeof S2F18> = defineMessage(2, 17, {
  title: "Date and time request",
  toHost: NO_BODY,
  toEquipment: NO_BODY,
  reply: { title: "Date and time data", toHost: TIME, toEquipment: TIME },
});

/** S2F18, TIME, 12, 14 or 16 digits or ISO 8601. */
export const S2F18: MessageDefinition<string, string> = S2F17.reply;

/** S2F23, starts a trace. */
export const S2F23: MessageDefinition<never, SecsTraceInitialize, typeof S2F24> = defineMessage(2, 23, {
  title: "Trace initialize send",
  toEquipment: trace,
  reply: { title: "Trace initialize acknowledge", toHost: acknowledge("TIAACK") },
});

/** S2F24, TIAACK: 0 done, 1 too many variables, 2 no more traces, 3 period, 4 unknown variable, 5 REPGSZ. */
export const S2F24: MessageDefinition<number, never> = S2F23.reply;

/** S2F25, bytes that are to come back (ABS). */
export const S2F25: MessageDefinition<Item, Item, typeof S2F26> = defineMessage(2, 25, {
  title: "Loopback diagnostic request",
  toHost: anyItem("ABS"),
  toEquipment: anyItem("ABS"),
  reply: { title: "Loopback diagnostic data", toHost: anyItem("ABS"), toEquipment: anyItem("ABS") },
});

/** S2F26, the bytes of S2F25. */
export const S2F26: MessageDefinition<Item, Item> = S2F25.reply;

/** S2F29, names and ranges of equipment constants; an empty list asks for all. */
export const S2F29: MessageDefinition<never, readonly SecsId[], typeof S2F30> = defineMessage(2, 29, {
  title: "Equipment constant namelist request",
  toEquipment: ids("ECID"),
  reply: { title: "Equipment constant namelist", toHost: arrayOf(CONSTANT) },
});

/** S2F30, what S2F29 asked for. */
export const S2F30: MessageDefinition<readonly SecsEquipmentConstantName[], never> = S2F29.reply;

/** S2F31, sets the clock (TIME). */
export const S2F31: MessageDefinition<never, string, typeof S2F32> = defineMessage(2, 31, {
  title: "Date and time set request",
  toEquipment: TIME,
  reply: { title: "Date and time set acknowledge", toHost: acknowledge("TIACK") },
});

/** S2F32, TIACK: 0 done, 1 not done. */
export const S2F32: MessageDefinition<number, never> = S2F31.reply;
