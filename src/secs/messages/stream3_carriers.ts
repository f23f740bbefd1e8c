import { type Item, U1 } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { orEmptyItem } from "../schema/choices.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, byte } from "../schema/numbers.ts";
import { anyItem, ascii } from "../schema/text.ts";
import {
  abortOf,
  errors,
  multiBlockInquire,
  type SecsErrorEntry,
  type SecsMultiBlockInquire,
} from "./common.ts";

/** An attribute of a carrier. */
export interface SecsCarrierAttribute {
  /** Its name. */
  readonly CATTRID: string;
  /** Its value. */
  readonly CATTRDATA: Item;
}

/** An action for a carrier. */
export interface SecsCarrierAction {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The action: `ProceedWithCarrier`, `CancelCarrier` and others. */
  readonly CARRIERACTION: string;
  /** The carrier; empty if PTN says which one. */
  readonly CARRIERID: string;
  /** Its port; undefined (an item of length 0) if CARRIERID says enough. */
  readonly PTN: number | undefined;
  /** Attributes of the carrier; empty for none. */
  readonly ATTRIBUTES: readonly SecsCarrierAttribute[];
}

/** How a request about carriers or ports ended. */
export interface SecsCarrierAcknowledge {
  /**
   * 0 done, 1 unknown command, 2 cannot be done now, 3 wrong data, 4 will be done, 5 not in this state, 6 done with errors.
   */
  readonly CAACK: number;
  /** What is wrong; empty if nothing is. */
  readonly ERRORS: readonly SecsErrorEntry[];
}

/** A group of ports. */
export interface SecsPortGroup {
  /** Its name. */
  readonly PORTGRPNAME: string;
  /** 0 manual, 1 automatic. */
  readonly ACCESSMODE: number;
  /** Its ports. */
  readonly PTN: readonly number[];
}

/** A parameter of an action. */
export interface SecsPortParameter {
  /** Its name. */
  readonly PARAMNAME: string;
  /** Its value. */
  readonly PARAMVAL: Item;
}

/** An action for a group of ports. */
export interface SecsPortGroupAction {
  /** The action. */
  readonly PGRPACTION: string;
  /** The group. */
  readonly PORTGRPNAME: string;
  /** Parameters; empty for none. */
  readonly PARAMETERS: readonly SecsPortParameter[];
}

/** An action for a port. */
export interface SecsPortAction {
  /** The action: `ChangeServiceStatus` and others. */
  readonly PORTACTION: string;
  /** The port. */
  readonly PTN: number;
  /** Parameters; empty for none. */
  readonly PARAMETERS: readonly SecsPortParameter[];
}

const PTN = byte("PTN", { hasBinary: true });
const PARAMETERS = arrayOf(record({ PARAMNAME: ascii(), PARAMVAL: anyItem() }));
const ACKNOWLEDGE = record({ CAACK: byte(), ERRORS: errors });

/** S3F0, the abort of a transaction of stream 3. */
export const S3F0: MessageDefinition<undefined, undefined> = abortOf(3);

/** S3F15, may a long message of stream 3 be sent? */
export const S3F15: MessageDefinition<never, SecsMultiBlockInquire, typeof S3F16> = defineMessage(3, 15, {
  title: "Materials multi-block inquire",
  toEquipment: multiBlockInquire,
  reply: { title: "Materials multi-block grant", toHost: acknowledge("GRANT") },
});

/** S3F16, GRANT: 0 yes. */
export const S3F16: MessageDefinition<number, never> = S3F15.reply;

/** S3F17, an action for a carrier. */
export const S3F17: MessageDefinition<never, SecsCarrierAction, typeof S3F18> = defineMessage(3, 17, {
  title: "Carrier action request",
  toEquipment: record({
    DATAID: id("DATAID"),
    CARRIERACTION: ascii(),
    CARRIERID: ascii(),
    PTN: orEmptyItem(PTN, undefined, U1()),
    ATTRIBUTES: arrayOf(record({ CATTRID: ascii(), CATTRDATA: anyItem() })),
  }),
  reply: { title: "Carrier action acknowledge", toHost: ACKNOWLEDGE },
});

/** S3F18, answers S3F17. */
export const S3F18: MessageDefinition<SecsCarrierAcknowledge, never> = S3F17.reply;

/** S3F19, cancels all carriers that are to go out. */
export const S3F19: MessageDefinition<never, undefined, typeof S3F20> = defineMessage(3, 19, {
  title: "Cancel all carrier out request",
  toEquipment: NO_BODY,
  reply: { title: "Cancel all carrier out acknowledge", toHost: ACKNOWLEDGE },
});

/** S3F20, answers S3F19. */
export const S3F20: MessageDefinition<SecsCarrierAcknowledge, never> = S3F19.reply;

/** S3F21, defines a group of ports. */
export const S3F21: MessageDefinition<never, SecsPortGroup, typeof S3F22> = defineMessage(3, 21, {
  title: "Port group definition",
  toEquipment: record({ PORTGRPNAME: ascii(), ACCESSMODE: byte(), PTN: arrayOf(PTN) }),
  reply: { title: "Port group definition acknowledge", toHost: ACKNOWLEDGE },
});

/** S3F22, answers S3F21. */
export const S3F22: MessageDefinition<SecsCarrierAcknowledge, never> = S3F21.reply;

/** S3F23, an action for a group of ports. */
export const S3F23: MessageDefinition<never, SecsPortGroupAction, typeof S3F24> = defineMessage(3, 23, {
  title: "Port group action request",
  toEquipment: record({ PGRPACTION: ascii(), PORTGRPNAME: ascii(), PARAMETERS }),
  reply: { title: "Port group action acknowledge", toHost: ACKNOWLEDGE },
});

/** S3F24, answers S3F23. */
export const S3F24: MessageDefinition<SecsCarrierAcknowledge, never> = S3F23.reply;

/** S3F25, an action for a port. */
export const S3F25: MessageDefinition<never, SecsPortAction, typeof S3F26> = defineMessage(3, 25, {
  title: "Port action request",
  toEquipment: record({ PORTACTION: ascii(), PTN, PARAMETERS }),
  reply: { title: "Port action acknowledge", toHost: ACKNOWLEDGE },
});

/** S3F26, answers S3F25. */
export const S3F26: MessageDefinition<SecsCarrierAcknowledge, never> = S3F25.reply;
