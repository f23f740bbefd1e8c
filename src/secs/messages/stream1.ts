import type { Item } from "../../secs2/mod.ts";
import { arrayOf, emptyList, orEmptyList, record } from "../list_schemas.ts";
import { defineMessage, HEADER_ONLY, type MessageDefinition } from "../message_definition.ts";
import { acknowledge, ascii, id, type SecsId } from "../value_schemas.ts";
import { type Identity, identity, ids, items } from "./common.ts";

/** A status variable: its id, name and units. */
export interface StatusVariable {
  /** Status variable id. */
  readonly SVID: SecsId;
  /** Its name. */
  readonly SVNAME: string;
  /** Its units. */
  readonly UNITS: string;
}

/** A data variable: its id, name and units. */
export interface DataVariable {
  /** Data variable id. */
  readonly VID: SecsId;
  /** Its name. */
  readonly DVVALNAME: string;
  /** Its units. */
  readonly UNITS: string;
}

/** A collection event: its id, name and the variables that belong to it. */
export interface CollectionEvent {
  /** Collection event id. */
  readonly CEID: SecsId;
  /** Its name. */
  readonly CENAME: string;
  /** Data variables that are valid when it happens. */
  readonly VID: readonly SecsId[];
}

/** Whether communications were established, and who speaks. */
export interface EstablishCommunications {
  /** 0: accepted; 1: denied, try again. */
  readonly COMMACK: number;
  /** Of the equipment; the host sends undefined. */
  readonly IDENTITY: Identity | undefined;
}

const COMM = record({ COMMACK: acknowledge(), IDENTITY: orEmptyList(identity) });

/** S1F0, the abort of a transaction of stream 1. */
export const S1F0: MessageDefinition<undefined, undefined> = defineMessage(1, 0, "Abort transaction", {
  toHost: HEADER_ONLY,
  toEquipment: HEADER_ONLY,
});

/** S1F1, are you there? */
export const S1F1: MessageDefinition<undefined, undefined> = defineMessage(1, 1, "Are you there request", {
  toHost: HEADER_ONLY,
  toEquipment: HEADER_ONLY,
});

/** S1F2, I am here; the host sends an empty list. */
export const S1F2: MessageDefinition<Identity, undefined> = defineMessage(1, 2, "On line data", {
  toHost: identity,
  toEquipment: emptyList(),
});

/** S1F3, the values of status variables; no id asks for all. */
export const S1F3: MessageDefinition<never, readonly SecsId[]> = defineMessage(
  1,
  3,
  "Selected equipment status request",
  { toEquipment: ids },
);

/** S1F4, the values that S1F3 asked for, in its order; an unknown one is an empty list. */
export const S1F4: MessageDefinition<readonly Item[], never> = defineMessage(
  1,
  4,
  "Selected equipment status data",
  { toHost: items },
);

/** S1F11, names and units of status variables; no id asks for all. */
export const S1F11: MessageDefinition<never, readonly SecsId[]> = defineMessage(
  1,
  11,
  "Status variable namelist request",
  { toEquipment: ids },
);

/** S1F12, what S1F11 asked for. */
export const S1F12: MessageDefinition<readonly StatusVariable[], never> = defineMessage(
  1,
  12,
  "Status variable namelist reply",
  { toHost: arrayOf(record({ SVID: id(), SVNAME: ascii(), UNITS: ascii() })) },
);

/** S1F13, asks to establish communications; the host sends an empty list. */
export const S1F13: MessageDefinition<Identity, undefined> = defineMessage(
  1,
  13,
  "Establish communications request",
  { toHost: identity, toEquipment: emptyList() },
);

/** S1F14, answers S1F13. */
export const S1F14: MessageDefinition<EstablishCommunications, EstablishCommunications> = defineMessage(
  1,
  14,
  "Establish communications request acknowledge",
  { toHost: COMM, toEquipment: COMM },
);

/** S1F15, asks the equipment to go off line. */
export const S1F15: MessageDefinition<never, undefined> = defineMessage(1, 15, "Request off-line", {
  toEquipment: HEADER_ONLY,
});

/** S1F16, OFLACK: 0 is yes. */
export const S1F16: MessageDefinition<number, never> = defineMessage(1, 16, "Off-line acknowledge", {
  toHost: acknowledge(),
});

/** S1F17, asks the equipment to go on line. */
export const S1F17: MessageDefinition<never, undefined> = defineMessage(1, 17, "Request on-line", {
  toEquipment: HEADER_ONLY,
});

/** S1F18, ONLACK: 0 yes, 1 not allowed, 2 on line already. */
export const S1F18: MessageDefinition<number, never> = defineMessage(1, 18, "On-line acknowledge", {
  toHost: acknowledge(),
});

/** S1F21, names and units of data variables; no id asks for all. */
export const S1F21: MessageDefinition<never, readonly SecsId[]> = defineMessage(
  1,
  21,
  "Data variable namelist request",
  { toEquipment: ids },
);

/** S1F22, what S1F21 asked for. */
export const S1F22: MessageDefinition<readonly DataVariable[], never> = defineMessage(
  1,
  22,
  "Data variable namelist",
  { toHost: arrayOf(record({ VID: id(), DVVALNAME: ascii(), UNITS: ascii() })) },
);

/** S1F23, names of collection events; no id asks for all. */
export const S1F23: MessageDefinition<never, readonly SecsId[]> = defineMessage(
  1,
  23,
  "Collection event namelist request",
  { toEquipment: ids },
);

/** S1F24, what S1F23 asked for. */
export const S1F24: MessageDefinition<readonly CollectionEvent[], never> = defineMessage(
  1,
  24,
  "Collection event namelist",
  { toHost: arrayOf(record({ CEID: id(), CENAME: ascii(), VID: ids })) },
);
