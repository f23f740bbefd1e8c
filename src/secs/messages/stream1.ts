import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { optional, orEmptyList } from "../schema/choices.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, emptyList, record } from "../schema/lists.ts";
import { acknowledge } from "../schema/numbers.ts";
import { anyItem, ascii } from "../schema/text.ts";
import { abortOf, identity, ids, items, type SecsIdentity } from "./common.ts";

/** A status variable: its id, name and units. */
export interface SecsStatusVariable {
  /** Status variable id. */
  readonly SVID: SecsId;
  /** Its name. */
  readonly SVNAME: string;
  /** Its units. */
  readonly UNITS: string;
}

/** A data variable: its id, name and units. */
export interface SecsDataVariable {
  /** Data variable id. */
  readonly VID: SecsId;
  /** Its name. */
  readonly DVVALNAME: string;
  /** Its units. */
  readonly UNITS: string;
}

/** A collection event: its id, name and the variables that belong to it. */
export interface SecsCollectionEvent {
  /** Collection event id. */
  readonly CEID: SecsId;
  /** Its name. */
  readonly CENAME: string;
  /** Data variables that are valid when it happens. */
  readonly VID: readonly SecsId[];
}

/** Whether communications were established, and who speaks. */
export interface SecsEstablishCommunications {
  /** 0: accepted; 1: denied, try again. */
  readonly COMMACK: number;
  /** Of the equipment; the host sends undefined. */
  readonly IDENTITY: SecsIdentity | undefined;
}

const COMM = record({ COMMACK: acknowledge(), IDENTITY: optional(orEmptyList(identity), undefined) });

/** S1F0, the abort of a transaction of stream 1. */
export const S1F0: MessageDefinition<undefined, undefined> = abortOf(1);

/** S1F1, are you there? */
export const S1F1: MessageDefinition<undefined, undefined, typeof S1F2> = defineMessage(1, 1, {
  title: "Are you there request",
  toHost: NO_BODY,
  toEquipment: NO_BODY,
  reply: { title: "On line data", toHost: identity, toEquipment: emptyList() },
});

/** S1F2, I am here; the host sends an empty list. */
export const S1F2: MessageDefinition<SecsIdentity, undefined> = S1F1.reply;

/** S1F3, the values of status variables; an empty list asks for all. */
export const S1F3: MessageDefinition<never, readonly SecsId[], typeof S1F4> = defineMessage(1, 3, {
  title: "Selected equipment status request",
  toEquipment: ids("SVID"),
  reply: { title: "Selected equipment status data", toHost: items("SV") },
});

/** S1F4, the values that S1F3 asked for, in its order; an unknown one is an empty list. */
export const S1F4: MessageDefinition<readonly Item[], never> = S1F3.reply;

/** S1F5, values of status variables in a form that the equipment knows, by its code (SFCD). */
export const S1F5: MessageDefinition<never, number, typeof S1F6> = defineMessage(1, 5, {
  title: "Formatted status request",
  toEquipment: acknowledge("SFCD"),
  reply: { title: "Formatted status data", toHost: anyItem() },
});

/** S1F6, the values in the form of SFCD, often a list of SVs; an item of length 0 if there is no such report. */
export const S1F6: MessageDefinition<Item, never> = S1F5.reply;

/** S1F11, names and units of status variables; an empty list asks for all. */
export const S1F11: MessageDefinition<never, readonly SecsId[], typeof S1F12> = defineMessage(1, 11, {
  title: "Status variable namelist request",
  toEquipment: ids("SVID"),
  reply: {
    title: "Status variable namelist reply",
    toHost: arrayOf(orEmptyList(record({ SVID: id("SVID"), SVNAME: ascii(), UNITS: ascii() }))),
  },
});

/** S1F12, what S1F11 asked for; an unknown one has no name and no units, or is undefined (an empty list). */
export const S1F12: MessageDefinition<readonly (SecsStatusVariable | undefined)[], never> = S1F11.reply;

/** S1F13, asks to establish communications; the host sends an empty list. */
export const S1F13: MessageDefinition<SecsIdentity, undefined, typeof S1F14> = defineMessage(1, 13, {
  title: "Establish communications request",
  toHost: identity,
  toEquipment: emptyList(),
  reply: { title: "Establish communications request acknowledge", toHost: COMM, toEquipment: COMM },
});

/** S1F14, answers S1F13. */
export const S1F14: MessageDefinition<SecsEstablishCommunications, SecsEstablishCommunications> = S1F13.reply;

/** S1F15, asks the equipment to go off line. */
export const S1F15: MessageDefinition<never, undefined, typeof S1F16> = defineMessage(1, 15, {
  title: "Request off-line",
  toEquipment: NO_BODY,
  reply: { title: "Off-line acknowledge", toHost: acknowledge("OFLACK") },
});

/** S1F16, OFLACK: 0 is yes. */
export const S1F16: MessageDefinition<number, never> = S1F15.reply;

/** S1F17, asks the equipment to go on line. */
export const S1F17: MessageDefinition<never, undefined, typeof S1F18> = defineMessage(1, 17, {
  title: "Request on-line",
  toEquipment: NO_BODY,
  reply: { title: "On-line acknowledge", toHost: acknowledge("ONLACK") },
});

/** S1F18, ONLACK: 0 yes, 1 not allowed, 2 on line already. */
export const S1F18: MessageDefinition<number, never> = S1F17.reply;

/** S1F21, names and units of data variables; an empty list asks for all. */
export const S1F21: MessageDefinition<never, readonly SecsId[], typeof S1F22> = defineMessage(1, 21, {
  title: "Data variable namelist request",
  toEquipment: ids("VID"),
  reply: {
    title: "Data variable namelist",
    toHost: arrayOf(orEmptyList(record({ VID: id("VID"), DVVALNAME: ascii(), UNITS: ascii() }))),
  },
});

/** S1F22, what S1F21 asked for; an unknown one has no name and no units, or is undefined (an empty list). */
export const S1F22: MessageDefinition<readonly (SecsDataVariable | undefined)[], never> = S1F21.reply;

/** S1F23, names of collection events; an empty list asks for all. */
export const S1F23: MessageDefinition<never, readonly SecsId[], typeof S1F24> = defineMessage(1, 23, {
  title: "Collection event namelist request",
  toEquipment: ids("CEID"),
  reply: {
    title: "Collection event namelist",
    toHost: arrayOf(orEmptyList(record({ CEID: id("CEID"), CENAME: ascii(), VID: ids("VID") }))),
  },
});

/** S1F24, what S1F23 asked for; an unknown one has no name and no variables, or is undefined (an empty list). */
export const S1F24: MessageDefinition<readonly (SecsCollectionEvent | undefined)[], never> = S1F23.reply;
