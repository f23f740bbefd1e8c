import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { optional, orList } from "../schema/choices.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, byte, truth } from "../schema/numbers.ts";
import type { SecsSchema } from "../schema/schema.ts";
import { anyItem, ascii } from "../schema/text.ts";
import { ids, multiBlockInquire, type SecsMultiBlockInquire } from "./common.ts";

/** A report and the variables in it. */
export interface SecsReportDefinition {
  /** Report id. */
  readonly RPTID: SecsId;
  /** Variables; an empty list deletes the report. */
  readonly VID: readonly SecsId[];
}

/** Reports to be defined. */
export interface SecsDefineReports {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The reports; an empty list deletes all. */
  readonly REPORTS: readonly SecsReportDefinition[];
}

/** A collection event and its reports. */
export interface SecsEventLink {
  /** Collection event id. */
  readonly CEID: SecsId;
  /** Reports; an empty list unlinks the event. */
  readonly RPTID: readonly SecsId[];
}

/** Reports to be linked to events. */
export interface SecsLinkReports {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The links. */
  readonly LINKS: readonly SecsEventLink[];
}

/** Collection events to be enabled or disabled. */
export interface SecsEnableEvents {
  /** True enables. */
  readonly CEED: boolean;
  /** The events; an empty list means all. */
  readonly CEID: readonly SecsId[];
}

/** A parameter of a remote command. */
export interface SecsCommandParameter {
  /** Its name. */
  readonly CPNAME: SecsId;
  /** Its value. */
  readonly CPVAL: Item;
}

/** A remote command. */
export interface SecsRemoteCommand {
  /** The command. */
  readonly RCMD: SecsId;
  /** Its parameters. */
  readonly PARAMETERS: readonly SecsCommandParameter[];
}

/** What is wrong with a parameter. */
export interface SecsParameterAcknowledge {
  /** Its name. */
  readonly CPNAME: SecsId;
  /** 1 unknown name, 2 illegal value, 3 illegal format. */
  readonly CPACK: number;
}

/** How a remote command was taken. */
export interface SecsCommandAcknowledge {
  /** 0 done, 1 unknown, 2 not now, 3 a parameter is wrong, 4 will be done, 5 rejected, 6 no such object. */
  readonly HCACK: number;
  /** What is wrong with which parameter. */
  readonly PARAMETERS: readonly SecsParameterAcknowledge[];
}

/** A parameter of a remote command for an object. */
export interface SecsEnhancedCommandParameter {
  /** Its name. */
  readonly CPNAME: SecsId;
  /** Its value: an item, a list of like items, or a list of names and values. */
  readonly CEPVAL: Item;
}

/** What is wrong with a parameter of a remote command for an object. */
export interface SecsEnhancedParameterAcknowledge {
  /** Its name. */
  readonly CPNAME: SecsId;
  /** 0 right, 1 unknown name, 2 illegal value, 3 illegal format, 4 name not valid; or a list shaped like the CEPVAL. */
  readonly CEPACK: number | Item;
}

/** How a remote command for an object was taken. */
export interface SecsEnhancedCommandAcknowledge {
  /** As in S2F42. */
  readonly HCACK: number;
  /** What is wrong with which parameter. */
  readonly PARAMETERS: readonly SecsEnhancedParameterAcknowledge[];
}

/** A remote command for an object. */
export interface SecsEnhancedRemoteCommand {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The object; empty for the equipment. */
  readonly OBJSPEC: string;
  /** The command. */
  readonly RCMD: SecsId;
  /** Its parameters. */
  readonly PARAMETERS: readonly SecsEnhancedCommandParameter[];
}

/** The schema of {@linkcode SecsReportDefinition}s. */
export const reports: SecsSchema<readonly SecsReportDefinition[]> = arrayOf(
  record({ RPTID: id("RPTID"), VID: ids("VID") }),
);

const COMMAND = record({
  RCMD: id("RCMD"),
  PARAMETERS: arrayOf(record({ CPNAME: id("CPNAME"), CPVAL: anyItem() })),
});
const COMMAND_ACK = record({
  HCACK: acknowledge(),
  PARAMETERS: optional(arrayOf(record({ CPNAME: id("CPNAME"), CPACK: acknowledge() })), []),
});
const ENHANCED = record({
  DATAID: id("DATAID"),
  OBJSPEC: ascii(),
  RCMD: id("RCMD"),
  PARAMETERS: arrayOf(record({ CPNAME: id("CPNAME"), CEPVAL: anyItem() })),
});
const ENHANCED_ACK = record({
  HCACK: acknowledge(),
  PARAMETERS: optional(arrayOf(record({ CPNAME: id("CPNAME"), CEPACK: orList(byte()) })), []),
});

/** S2F21, a remote command without parameters (RCMD). */
export const S2F21: MessageDefinition<never, SecsId, typeof S2F22> = defineMessage(2, 21, {
  title: "Remote command send",
  toEquipment: id("RCMD"),
  reply: { title: "Remote command acknowledge", toHost: byte("CMDA") },
});

/** S2F22, CMDA: 0 done, 1 unknown, 2 not now. */
export const S2F22: MessageDefinition<number, never> = S2F21.reply;

/** S2F33, defines reports. */
export const S2F33: MessageDefinition<never, SecsDefineReports, typeof S2F34> = defineMessage(2, 33, {
  title: "Define report",
  toEquipment: record({ DATAID: id("DATAID"), REPORTS: reports }),
  reply: { title: "Define report acknowledge", toHost: acknowledge("DRACK") },
});

/** S2F34, DRACK: 0 done, 1 no space, 2 format, 3 report defined already, 4 unknown variable. */
export const S2F34: MessageDefinition<number, never> = S2F33.reply;

/** S2F35, links reports to events. */
export const S2F35: MessageDefinition<never, SecsLinkReports, typeof S2F36> = defineMessage(2, 35, {
  title: "Link event report",
  toEquipment: record({
    DATAID: id("DATAID"),
    LINKS: arrayOf(record({ CEID: id("CEID"), RPTID: ids("RPTID") })),
  }),
  reply: { title: "Link event report acknowledge", toHost: acknowledge("LRACK") },
});

/** S2F36, LRACK: 0 done, 1 no space, 2 format, 3 linked already, 4 unknown event, 5 unknown report. */
export const S2F36: MessageDefinition<number, never> = S2F35.reply;

/** S2F37, enables or disables events. */
export const S2F37: MessageDefinition<never, SecsEnableEvents, typeof S2F38> = defineMessage(2, 37, {
  title: "Enable/disable event report",
  toEquipment: record({ CEED: truth(), CEID: ids("CEID") }),
  reply: { title: "Enable/disable event report acknowledge", toHost: acknowledge("ERACK") },
});

/** S2F38, ERACK: 0 done, 1 unknown event. */
export const S2F38: MessageDefinition<number, never> = S2F37.reply;

/** S2F39, may a long message be sent? */
export const S2F39: MessageDefinition<never, SecsMultiBlockInquire, typeof S2F40> = defineMessage(2, 39, {
  title: "Multi-block inquire",
  toEquipment: multiBlockInquire,
  reply: { title: "Multi-block grant", toHost: acknowledge("GRANT") },
});

/** S2F40, GRANT: 0 yes, 1 busy, 2 no space, 3 the DATAID is in use. */
export const S2F40: MessageDefinition<number, never> = S2F39.reply;

/** S2F41, a remote command with parameters. */
export const S2F41: MessageDefinition<never, SecsRemoteCommand, typeof S2F42> = defineMessage(2, 41, {
  title: "Host command send",
  toEquipment: COMMAND,
  reply: { title: "Host command acknowledge", toHost: COMMAND_ACK },
});

/** S2F42, answers S2F41. */
export const S2F42: MessageDefinition<SecsCommandAcknowledge, never> = S2F41.reply;

/** S2F49, a remote command for an object. */
export const S2F49: MessageDefinition<never, SecsEnhancedRemoteCommand, typeof S2F50> = defineMessage(2, 49, {
  title: "Enhanced remote command",
  toEquipment: ENHANCED,
  reply: { title: "Enhanced remote command acknowledge", toHost: ENHANCED_ACK },
});

/** S2F50, answers S2F49. */
export const S2F50: MessageDefinition<SecsEnhancedCommandAcknowledge, never> = S2F49.reply;
