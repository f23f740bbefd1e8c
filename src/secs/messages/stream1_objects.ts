import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { errors, ids, items, type SecsErrorEntry } from "./common.ts";

/** Asks for attributes of objects. */
export interface SecsAttributeRequest {
  /** Type of the objects. */
  readonly OBJTYPE: SecsId;
  /** The objects; an empty list asks for all of the type. */
  readonly OBJID: readonly SecsId[];
  /** The attributes; an empty list asks for all. */
  readonly ATTRID: readonly SecsId[];
}

/** Attributes of objects. */
export interface SecsAttributeData {
  /**
   * The values for each object, in the order in which they were asked for. No list at all: the type is unknown; an empty
   * list: the object is unknown; an item of length 0: the attribute is unknown.
   */
  readonly ATTRDATA: readonly (readonly Item[])[];
  /** What is wrong; empty if nothing is. */
  readonly ERRORS: readonly SecsErrorEntry[];
}

const REQUEST = record({ OBJTYPE: id("OBJTYPE"), OBJID: ids("OBJID"), ATTRID: ids("ATTRID") });
const DATA = record({ ATTRDATA: arrayOf(items("ATTRDATA")), ERRORS: errors });

/** S1F19, the attributes of objects. */
export const S1F19: MessageDefinition<SecsAttributeRequest, SecsAttributeRequest, typeof S1F20> =
  defineMessage(
    1,
    19,
    {
      title: "Get attribute",
      toHost: REQUEST,
      toEquipment: REQUEST,
      reply: { title: "Attribute data", toHost: DATA, toEquipment: DATA },
    },
  );

/** S1F20, answers S1F19. */
export const S1F20: MessageDefinition<SecsAttributeData, SecsAttributeData> = S1F19.reply;
