import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { record } from "../schema/lists.ts";
import { byte, unsigned } from "../schema/numbers.ts";
import { ascii } from "../schema/text.ts";
import { attributes, objectStatus, type SecsObjectAttribute, type SecsObjectStatus } from "./objects.ts";

/** Attributes that belong to a request about an object. */
export interface SecsObjectRequest {
  /** The object. */
  readonly OBJSPEC: string;
  /** Attributes; empty for none. */
  readonly ATTRIBUTES: readonly SecsObjectAttribute[];
}

/** An object to be made. */
export interface SecsCreateObject extends SecsObjectRequest {
  /** Its type; OBJSPEC is its owner, empty for the equipment. */
  readonly OBJTYPE: SecsId;
}

/** The answer to a request about an object. */
export interface SecsObjectAcknowledge {
  /** Attributes of the object; empty for none. */
  readonly ATTRIBUTES: readonly SecsObjectAttribute[];
  /** How the request ended. */
  readonly STATUS: SecsObjectStatus;
}

/** An object that was made, or was not. */
export interface SecsCreateObjectAcknowledge extends SecsObjectAcknowledge {
  /** The new object; empty if none was made. */
  readonly OBJSPEC: string;
}

/** An object that was attached, or was not. */
export interface SecsAttachObjectAcknowledge extends SecsObjectAcknowledge {
  /** What later requests must have; 0 if it was not attached. */
  readonly OBJTOKEN: number | bigint;
}

/** An action of an attached object. */
export interface SecsAttachedObjectAction extends SecsObjectRequest {
  /** The action: 1 attach, 2 detach, 3 attach again. The codes: one public source only. */
  readonly OBJCMD: number;
  /** The OBJTOKEN of S14F14. */
  readonly OBJTOKEN: number | bigint;
}

/** An action of an attached object, asked of its supervisor. */
export interface SecsSupervisedObjectAction extends SecsObjectRequest {
  /** The action, as in S14F15; OBJSPEC is the supervisor. */
  readonly OBJCMD: number;
  /** The object. */
  readonly TARGETSPEC: string;
}

const OBJSPEC = ascii();
const OBJTOKEN = unsigned();
const ATTRIBUTES = attributes;
const STATUS = objectStatus;
const REQUEST = record({ OBJSPEC, ATTRIBUTES });
const ACKNOWLEDGE = record({ ATTRIBUTES, STATUS });
const CREATE = record({ OBJSPEC, OBJTYPE: id("OBJTYPE"), ATTRIBUTES });
const CREATED = record({ OBJSPEC, ATTRIBUTES, STATUS });
const ATTACHED = record({ OBJTOKEN, ATTRIBUTES, STATUS });
const ACTION = record({ OBJSPEC, OBJCMD: byte(), OBJTOKEN, ATTRIBUTES });
const SUPERVISED = record({ OBJSPEC, OBJCMD: byte(), TARGETSPEC: ascii(), ATTRIBUTES });

/** S14F9, makes an object, as a control job. */
export const S14F9: MessageDefinition<SecsCreateObject, SecsCreateObject, typeof S14F10> = defineMessage(
  14,
  9,
  {
    title: "Create object request",
    toHost: CREATE,
    toEquipment: CREATE,
    reply: { title: "Create object acknowledge", toHost: CREATED, toEquipment: CREATED },
  },
);

/** S14F10, answers S14F9. */
export const S14F10: MessageDefinition<SecsCreateObjectAcknowledge, SecsCreateObjectAcknowledge> =
  S14F9.reply;

/** S14F11, deletes an object. */
export const S14F11: MessageDefinition<SecsObjectRequest, SecsObjectRequest, typeof S14F12> = defineMessage(
  14,
  11,
  {
    title: "Delete object request",
    toHost: REQUEST,
    toEquipment: REQUEST,
    reply: { title: "Delete object acknowledge", toHost: ACKNOWLEDGE, toEquipment: ACKNOWLEDGE },
  },
);

/** S14F12, answers S14F11. */
export const S14F12: MessageDefinition<SecsObjectAcknowledge, SecsObjectAcknowledge> = S14F11.reply;

/** S14F13, a supervisor asks an object to attach itself. */
export const S14F13: MessageDefinition<SecsObjectRequest, SecsObjectRequest, typeof S14F14> = defineMessage(
  14,
  13,
  {
    title: "Object attach request",
    toHost: REQUEST,
    toEquipment: REQUEST,
    reply: { title: "Object attach acknowledge", toHost: ATTACHED, toEquipment: ATTACHED },
  },
);

/** S14F14, answers S14F13. */
export const S14F14: MessageDefinition<SecsAttachObjectAcknowledge, SecsAttachObjectAcknowledge> =
  S14F13.reply;

/** S14F15, a supervisor asks an attached object for an action. */
export const S14F15: MessageDefinition<SecsAttachedObjectAction, SecsAttachedObjectAction, typeof S14F16> =
  defineMessage(14, 15, {
    title: "Attached object action request",
    toHost: ACTION,
    toEquipment: ACTION,
    reply: { title: "Attached object action acknowledge", toHost: ACKNOWLEDGE, toEquipment: ACKNOWLEDGE },
  });

/** S14F16, answers S14F15. */
export const S14F16: MessageDefinition<SecsObjectAcknowledge, SecsObjectAcknowledge> = S14F15.reply;

/** S14F17, asks a supervisor for an action of an attached object. */
export const S14F17: MessageDefinition<
  SecsSupervisedObjectAction,
  SecsSupervisedObjectAction,
  typeof S14F18
> = defineMessage(14, 17, {
  title: "Supervised object action request",
  toHost: SUPERVISED,
  toEquipment: SUPERVISED,
  reply: { title: "Supervised object action acknowledge", toHost: ACKNOWLEDGE, toEquipment: ACKNOWLEDGE },
});

/** S14F18, answers S14F17. */
export const S14F18: MessageDefinition<SecsObjectAcknowledge, SecsObjectAcknowledge> = S14F17.reply;
