import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { orEmptyList } from "../schema/choices.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge } from "../schema/numbers.ts";
import { anyItem } from "../schema/text.ts";
import { items } from "./common.ts";

/** A data variable and its value. */
export interface SecsDiscreteValue {
  /** Name of the variable: a number or text. */
  readonly DVNAME: SecsId;
  /** Its value. */
  readonly DVVAL: Item;
}

/** A data set: its id, and its variables with their values. */
export interface SecsDataSet {
  /** Data set id. */
  readonly DSID: SecsId;
  /** The variables. */
  readonly DV: readonly SecsDiscreteValue[];
}

/** Data of an event, with the names of the variables. */
export interface SecsDiscreteData {
  /** Data id. */
  readonly DATAID: SecsId;
  /** Collection event id. */
  readonly CEID: SecsId;
  /** The data sets. */
  readonly DS: readonly SecsDataSet[];
}

/** A data set without the names of its variables. */
export interface SecsFormattedDataSet {
  /** Data set id. */
  readonly DSID: SecsId;
  /** The values, in the order of the form. */
  readonly DVVAL: readonly Item[];
}

/** Data of an event in a form that the host knows. */
export interface SecsFormattedData {
  /** Code of the form. */
  readonly PFCD: number;
  /** Data id. */
  readonly DATAID: SecsId;
  /** Collection event id. */
  readonly CEID: SecsId;
  /** The data sets. */
  readonly DS: readonly SecsFormattedDataSet[];
}

const DATA = record({
  DATAID: id("DATAID"),
  CEID: id("CEID"),
  DS: arrayOf(record({
    DSID: id("DSID"),
    DV: arrayOf(record({ DVNAME: id("DVNAME"), DVVAL: anyItem() })),
  })),
});
const FORMATTED = record({
  PFCD: acknowledge(),
  DATAID: id("DATAID"),
  CEID: id("CEID"),
  DS: arrayOf(record({ DSID: id("DSID"), DVVAL: items("DVVAL") })),
});
const ACKC6 = acknowledge("ACKC6");

/** S6F3, data of an event. Newer equipment sends S6F11. */
export const S6F3: MessageDefinition<SecsDiscreteData, never, typeof S6F4> = defineMessage(6, 3, {
  title: "Discrete variable data send",
  toHost: DATA,
  reply: { title: "Discrete variable data acknowledge", toEquipment: ACKC6 },
});

/** S6F4, ACKC6: 0 taken. */
export const S6F4: MessageDefinition<never, number> = S6F3.reply;

/** S6F7, data that the equipment has kept, by DATAID. */
export const S6F7: MessageDefinition<never, SecsId, typeof S6F8> = defineMessage(6, 7, {
  title: "Data transfer request",
  toEquipment: id("DATAID"),
  reply: { title: "Data transfer data", toHost: orEmptyList(DATA) },
});

/** S6F8, the data; undefined (an empty list) if it cannot be sent. */
export const S6F8: MessageDefinition<SecsDiscreteData | undefined, never> = S6F7.reply;

/** S6F9, data of an event in a form that the host knows, by its code (PFCD). */
export const S6F9: MessageDefinition<SecsFormattedData, never, typeof S6F10> = defineMessage(6, 9, {
  title: "Formatted variable send",
  toHost: FORMATTED,
  reply: { title: "Formatted variable acknowledge", toEquipment: ACKC6 },
});

/** S6F10, ACKC6: 0 taken. */
export const S6F10: MessageDefinition<never, number> = S6F9.reply;
