import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, byte, truth, unsigned } from "../schema/numbers.ts";
import { anyItem, ascii } from "../schema/text.ts";
import { abortOf, errors } from "./common.ts";
import type { SecsRecipeAttribute, SecsRecipeStatus } from "./stream6_objects.ts";

/** Asks whether a long recipe may be sent. */
export interface SecsRecipeInquire {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The recipe; empty if the message has none. */
  readonly RCPSPEC: string;
  /** Maximum length of the message in bytes. */
  readonly RMDATASIZE: number | bigint;
}

/** An action for recipes. */
export interface SecsRecipeAction {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The action: 5 delete, 8 unprotect, 9 protect, 10 verify, 11 link, 12 unlink, and others. One public source only. */
  readonly RCPCMD: number;
  /** The namespace of the recipes. */
  readonly RMNSSPEC: string;
  /** Number that S6F25 has when an action is complete; 0 if none is awaited. */
  readonly OPID: number | bigint;
  /** The agent; empty for none. */
  readonly AGENT: string;
  /** The recipes. */
  readonly RCPID: readonly string[];
}

/** The answer to an action for recipes. */
export interface SecsRecipeActionAcknowledge {
  /** The agent; empty for none. */
  readonly AGENT: string;
  /** 0 if all is done; otherwise S6F25 tells the rest. */
  readonly LINKID: number | bigint;
  /** The action. */
  readonly RCPCMD: number;
  /** How it ended. */
  readonly STATUS: SecsRecipeStatus;
}

/** A recipe to be stored by the equipment. */
export interface SecsRecipeDownload {
  /** Data id. */
  readonly DATAID: SecsId;
  /** True: it may take the place of one that is there. */
  readonly RCPOWCODE: boolean;
  /** The recipe. */
  readonly RCPSPEC: string;
  /** Its attributes. */
  readonly ATTRIBUTES: readonly SecsRecipeAttribute[];
  /** Its body. */
  readonly RCPBODY: Item;
}

/** A recipe that was stored, or was not. */
export interface SecsRecipeDownloadAcknowledge {
  /** The recipe that was made of it; empty for none. */
  readonly RCPID: string;
  /** Attributes of the check; empty if it was not checked. */
  readonly ATTRIBUTES: readonly SecsRecipeAttribute[];
  /** How it ended. */
  readonly STATUS: SecsRecipeStatus;
}

/** Recipes to be checked. */
export interface SecsRecipeVerify {
  /** Data id. */
  readonly DATAID: SecsId;
  /** Number that S6F25 has when a check is complete; 0 if none is awaited. */
  readonly OPID: number | bigint;
  /** What is to check them; empty for the equipment. */
  readonly RESPEC: string;
  /** The recipes. */
  readonly RCPID: readonly string[];
}

/** The result of the check of a recipe. */
export interface SecsRecipeVerifyAcknowledge extends SecsRecipeDownloadAcknowledge {
  /** The number of S15F29. */
  readonly OPID: number | bigint;
  /** 0 if the check is complete; otherwise S6F25 tells the rest. */
  readonly LINKID: number | bigint;
}

/** A recipe of the equipment. */
export interface SecsRecipeData {
  /** The recipe. */
  readonly RCPSPEC: string;
  /** Its attributes. */
  readonly ATTRIBUTES: readonly SecsRecipeAttribute[];
  /** Its body. */
  readonly RCPBODY: Item;
  /** How the request ended. */
  readonly STATUS: SecsRecipeStatus;
}

/** Recipes to be deleted or deselected. */
export interface SecsRecipeDelete {
  /** Data id. */
  readonly DATAID: SecsId;
  /** What has them; empty for the equipment. */
  readonly RESPEC: string;
  /** 0 delete, 1 deselect. */
  readonly RCPDEL: number;
  /** The recipes; empty deselects all. */
  readonly RCPID: readonly string[];
}

const RMGRNT = acknowledge("RMGRNT");
const DATAID = id("DATAID");
const RCPSPEC = ascii(Infinity, "RCPSPEC");
const OPID = unsigned("OPID");
const LINKID = unsigned("LINKID");
const AGENT = ascii();
const RCPIDS = arrayOf(ascii(Infinity, "RCPID"));
const ATTRIBUTES = arrayOf(record({ RCPATTRID: ascii(), RCPATTRDATA: anyItem() }));
const STATUS = record({ RMACK: byte(), ERRORS: errors });
const INQUIRE = record({ DATAID, RCPSPEC, RMDATASIZE: unsigned("RMDATASIZE") });
const ACTION = record({ DATAID, RCPCMD: byte(), RMNSSPEC: ascii(), OPID, AGENT, RCPID: RCPIDS });
const ACTION_ACKNOWLEDGE = record({ AGENT, LINKID, RCPCMD: byte(), STATUS });

/** S15F0, the abort of a transaction of stream 15. */
export const S15F0: MessageDefinition<undefined, undefined> = abortOf(15);

/** S15F1, may a long recipe be sent? */
export const S15F1: MessageDefinition<SecsRecipeInquire, SecsRecipeInquire, typeof S15F2> = defineMessage(
  15,
  1,
  {
    title: "Recipe management multi-block inquire",
    toHost: INQUIRE,
    toEquipment: INQUIRE,
    reply: { title: "Recipe management multi-block grant", toHost: RMGRNT, toEquipment: RMGRNT },
  },
);

/** S15F2, RMGRNT: 0 yes. */
export const S15F2: MessageDefinition<number, number> = S15F1.reply;

/** S15F21, an action for recipes. */
export const S15F21: MessageDefinition<SecsRecipeAction, SecsRecipeAction, typeof S15F22> = defineMessage(
  15,
  21,
  {
    title: "Recipe action request",
    toHost: ACTION,
    toEquipment: ACTION,
    reply: {
      title: "Recipe action acknowledge",
      toHost: ACTION_ACKNOWLEDGE,
      toEquipment: ACTION_ACKNOWLEDGE,
    },
  },
);

/** S15F22, answers S15F21. */
export const S15F22: MessageDefinition<SecsRecipeActionAcknowledge, SecsRecipeActionAcknowledge> =
  S15F21.reply;

/** S15F27, a recipe for the equipment. */
export const S15F27: MessageDefinition<never, SecsRecipeDownload, typeof S15F28> = defineMessage(15, 27, {
  title: "Recipe download request",
  toEquipment: record({ DATAID, RCPOWCODE: truth(), RCPSPEC, ATTRIBUTES, RCPBODY: anyItem() }),
  reply: {
    title: "Recipe download acknowledge",
    toHost: record({ RCPID: ascii(), ATTRIBUTES, STATUS }),
  },
});

/** S15F28, answers S15F27. */
export const S15F28: MessageDefinition<SecsRecipeDownloadAcknowledge, never> = S15F27.reply;

/** S15F29, checks recipes. */
export const S15F29: MessageDefinition<never, SecsRecipeVerify, typeof S15F30> = defineMessage(15, 29, {
  title: "Recipe verify request",
  toEquipment: record({ DATAID, OPID, RESPEC: ascii(), RCPID: RCPIDS }),
  reply: {
    title: "Recipe verify acknowledge",
    toHost: record({ OPID, LINKID, RCPID: ascii(), ATTRIBUTES, STATUS }),
  },
});

/** S15F30, answers S15F29. */
export const S15F30: MessageDefinition<SecsRecipeVerifyAcknowledge, never> = S15F29.reply;

/** S15F31, asks for a recipe of the equipment, by RCPSPEC. */
export const S15F31: MessageDefinition<never, string, typeof S15F32> = defineMessage(15, 31, {
  title: "Recipe upload request",
  toEquipment: RCPSPEC,
  reply: {
    title: "Recipe upload data",
    toHost: record({ RCPSPEC, ATTRIBUTES, RCPBODY: anyItem(), STATUS }),
  },
});

/** S15F32, the recipe. */
export const S15F32: MessageDefinition<SecsRecipeData, never> = S15F31.reply;

/** S15F35, deletes or deselects recipes. */
export const S15F35: MessageDefinition<never, SecsRecipeDelete, typeof S15F36> = defineMessage(15, 35, {
  title: "Recipe delete request",
  toEquipment: record({ DATAID, RESPEC: ascii(), RCPDEL: byte(), RCPID: RCPIDS }),
  reply: { title: "Recipe delete acknowledge", toHost: STATUS },
});

/** S15F36, answers S15F35. */
export const S15F36: MessageDefinition<SecsRecipeStatus, never> = S15F35.reply;
