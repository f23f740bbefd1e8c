import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { byte } from "../schema/numbers.ts";
import { anyItem, ascii } from "../schema/text.ts";
import { abortOf, ids } from "./common.ts";
import { attributes, objectStatus, type SecsObjectAttribute, type SecsObjectStatus } from "./objects.ts";

/** A condition that objects must meet. */
export interface SecsObjectFilter {
  /** The attribute. */
  readonly ATTRID: SecsId;
  /** The value that it is compared with. */
  readonly ATTRDATA: Item;
  /** How: 0 equal, 1 not equal, 2 less, 3 less or equal, 4 greater, 5 greater or equal, 6 present, 7 absent. */
  readonly ATTRRELN: number;
}

/** Objects, by their owner, type and ids. */
export interface SecsObjectSelection {
  /** The object that owns them; empty for the equipment. */
  readonly OBJSPEC: string;
  /** Their type. */
  readonly OBJTYPE: SecsId;
  /** Their ids; empty for all of the type. */
  readonly OBJID: readonly SecsId[];
}

/** Asks for attributes of objects. */
export interface SecsGetAttributes extends SecsObjectSelection {
  /** Conditions that the objects must meet; empty for none. */
  readonly FILTER: readonly SecsObjectFilter[];
  /** The attributes; empty for all. */
  readonly ATTRID: readonly SecsId[];
}

/** Attributes to be set. */
export interface SecsSetAttributes extends SecsObjectSelection {
  /** The attributes. */
  readonly ATTRIBUTES: readonly SecsObjectAttribute[];
}

/** An object and its attributes. */
export interface SecsObject {
  /** Object id. */
  readonly OBJID: SecsId;
  /** Its attributes, in the order in which they were asked for. */
  readonly ATTRIBUTES: readonly SecsObjectAttribute[];
}

/** Objects and their attributes. */
export interface SecsObjects {
  /** The objects. */
  readonly OBJECTS: readonly SecsObject[];
  /** How the request ended. */
  readonly STATUS: SecsObjectStatus;
}

/** The types of the objects that an object owns. */
export interface SecsObjectTypes {
  /** The types. */
  readonly OBJTYPE: readonly SecsId[];
  /** How the request ended. */
  readonly STATUS: SecsObjectStatus;
}

/** Asks for the names of attributes. */
export interface SecsAttributeNamesRequest {
  /** The object that owns the objects; empty for the equipment. */
  readonly OBJSPEC: string;
  /** Their types. */
  readonly OBJTYPE: readonly SecsId[];
}

/** A type of objects and the attributes that it has. */
export interface SecsObjectTypeAttributes {
  /** The type. */
  readonly OBJTYPE: SecsId;
  /** Its attributes. */
  readonly ATTRID: readonly SecsId[];
}

/** Types of objects and their attributes. */
export interface SecsAttributeNames {
  /** The types. */
  readonly TYPES: readonly SecsObjectTypeAttributes[];
  /** How the request ended. */
  readonly STATUS: SecsObjectStatus;
}

const OBJSPEC = ascii(Infinity, "OBJSPEC");
const SELECTION = { OBJSPEC, OBJTYPE: id("OBJTYPE"), OBJID: ids("OBJID") };
const FILTER = record({ ATTRID: id("ATTRID"), ATTRDATA: anyItem(), ATTRRELN: byte() });
const GET = record({ ...SELECTION, FILTER: arrayOf(FILTER), ATTRID: ids("ATTRID") });
const SET = record({ ...SELECTION, ATTRIBUTES: attributes });
const OBJECTS = record({
  OBJECTS: arrayOf(record({ OBJID: id("OBJID"), ATTRIBUTES: attributes })),
  STATUS: objectStatus,
});
const TYPES = record({ OBJTYPE: ids("OBJTYPE"), STATUS: objectStatus });
const NAMES_REQUEST = record({ OBJSPEC, OBJTYPE: ids("OBJTYPE") });
const NAMES = record({
  TYPES: arrayOf(record({ OBJTYPE: id("OBJTYPE"), ATTRID: ids("ATTRID") })),
  STATUS: objectStatus,
});

/** S14F0, the abort of a transaction of stream 14. */
export const S14F0: MessageDefinition<undefined, undefined> = abortOf(14);

/** S14F1, the attributes of objects. */
export const S14F1: MessageDefinition<SecsGetAttributes, SecsGetAttributes, typeof S14F2> = defineMessage(
  14,
  1,
  {
    title: "GetAttr request",
    toHost: GET,
    toEquipment: GET,
    reply: { title: "GetAttr data", toHost: OBJECTS, toEquipment: OBJECTS },
  },
);

/** S14F2, what S14F1 asked for; no object if none meets the conditions. */
export const S14F2: MessageDefinition<SecsObjects, SecsObjects> = S14F1.reply;

/** S14F3, sets attributes of objects. */
export const S14F3: MessageDefinition<SecsSetAttributes, SecsSetAttributes, typeof S14F4> = defineMessage(
  14,
  3,
  {
    title: "SetAttr request",
    toHost: SET,
    toEquipment: SET,
    reply: { title: "SetAttr data", toHost: OBJECTS, toEquipment: OBJECTS },
  },
);

/** S14F4, the objects as they are now; an unknown one has no attributes. */
export const S14F4: MessageDefinition<SecsObjects, SecsObjects> = S14F3.reply;

/** S14F5, the types of the objects that an object owns, by OBJSPEC; empty for the equipment. */
export const S14F5: MessageDefinition<string, string, typeof S14F6> = defineMessage(14, 5, {
  title: "GetType request",
  toHost: OBJSPEC,
  toEquipment: OBJSPEC,
  reply: { title: "GetType data", toHost: TYPES, toEquipment: TYPES },
});

/** S14F6, answers S14F5. */
export const S14F6: MessageDefinition<SecsObjectTypes, SecsObjectTypes> = S14F5.reply;

/** S14F7, the names of the attributes of types. */
export const S14F7: MessageDefinition<SecsAttributeNamesRequest, SecsAttributeNamesRequest, typeof S14F8> =
  defineMessage(14, 7, {
    title: "GetAttrName request",
    toHost: NAMES_REQUEST,
    toEquipment: NAMES_REQUEST,
    reply: { title: "GetAttrName data", toHost: NAMES, toEquipment: NAMES },
  });

/** S14F8, answers S14F7. */
export const S14F8: MessageDefinition<SecsAttributeNames, SecsAttributeNames> = S14F7.reply;
