import type { Item } from "../../secs2/mod.ts";
import { arrayOf, record } from "../list_schemas.ts";
import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { acknowledge, anyItem, ascii, id, type SecsId, truth, unsigned } from "../value_schemas.ts";
import { ids } from "./common.ts";

/** A report and the variables in it. */
export interface ReportDefinition {
  /** Report id. */
  readonly RPTID: SecsId;
  /** Variables; none deletes the report. */
  readonly VID: readonly SecsId[];
}

/** Reports to be defined. */
export interface DefineReports {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The reports; none deletes all. */
  readonly REPORTS: readonly ReportDefinition[];
}

/** A collection event and its reports. */
export interface EventLink {
  /** Collection event id. */
  readonly CEID: SecsId;
  /** Reports; none unlinks the event. */
  readonly RPTID: readonly SecsId[];
}

/** Reports to be linked to events. */
export interface LinkReports {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The links. */
  readonly LINKS: readonly EventLink[];
}

/** Collection events to be enabled or disabled. */
export interface EnableEvents {
  /** True enables. */
  readonly CEED: boolean;
  /** The events; none means all. */
  readonly CEID: readonly SecsId[];
}

/** A parameter of a remote command. */
export interface CommandParameter {
  /** Its name. */
  readonly CPNAME: SecsId;
  /** Its value. */
  readonly CPVAL: Item;
}

/** A remote command. */
export interface RemoteCommand {
  /** The command. */
  readonly RCMD: SecsId;
  /** Its parameters. */
  readonly PARAMETERS: readonly CommandParameter[];
}

/** What is wrong with a parameter. */
export interface ParameterAcknowledge {
  /** Its name. */
  readonly CPNAME: SecsId;
  /** 1 unknown name, 2 illegal value, 3 illegal format. */
  readonly CPACK: number;
}

/** How a remote command was taken. */
export interface CommandAcknowledge {
  /** 0 done, 1 unknown, 2 not now, 3 a parameter is wrong, 4 will be done, 5 rejected, 6 no such object. */
  readonly HCACK: number;
  /** What is wrong with which parameter. */
  readonly PARAMETERS: readonly ParameterAcknowledge[];
}

/** A remote command for an object. */
export interface EnhancedRemoteCommand {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The object; empty for the equipment. */
  readonly OBJSPEC: string;
  /** The command. */
  readonly RCMD: SecsId;
  /** Its parameters. */
  readonly PARAMETERS: readonly CommandParameter[];
}

/** Asks whether a message of many blocks may be sent. */
export interface MultiBlockInquire {
  /** Data id. */
  readonly DATAID: SecsId;
  /** Its length in bytes. */
  readonly DATALENGTH: number | bigint;
}

const PARAMETERS = arrayOf(record({ CPNAME: id(), CPVAL: anyItem() }));
const INQUIRE = record({ DATAID: id(), DATALENGTH: unsigned() });
const COMMAND_ACK = record({
  HCACK: acknowledge(),
  PARAMETERS: arrayOf(record({ CPNAME: id(), CPACK: acknowledge() })),
});

/** S2F21, a remote command without parameters (RCMD). */
export const S2F21: MessageDefinition<never, SecsId> = defineMessage(2, 21, "Remote command send", {
  toEquipment: id(),
});

/** S2F22, CMDA: 0 done, 1 unknown, 2 not now. */
export const S2F22: MessageDefinition<number, never> = defineMessage(2, 22, "Remote command acknowledge", {
  toHost: acknowledge(),
});

/** S2F33, defines reports. */
export const S2F33: MessageDefinition<never, DefineReports> = defineMessage(2, 33, "Define report", {
  toEquipment: record({ DATAID: id(), REPORTS: arrayOf(record({ RPTID: id(), VID: ids })) }),
});

/** S2F34, DRACK: 0 done, 1 no space, 2 format, 3 report defined already, 4 unknown variable. */
export const S2F34: MessageDefinition<number, never> = defineMessage(2, 34, "Define report acknowledge", {
  toHost: acknowledge(),
});

/** S2F35, links reports to events. */
export const S2F35: MessageDefinition<never, LinkReports> = defineMessage(2, 35, "Link event report", {
  toEquipment: record({ DATAID: id(), LINKS: arrayOf(record({ CEID: id(), RPTID: ids })) }),
});

/** S2F36, LRACK: 0 done, 1 no space, 2 format, 3 linked already, 4 unknown event, 5 unknown report. */
export const S2F36: MessageDefinition<number, never> = defineMessage(2, 36, "Link event report acknowledge", {
  toHost: acknowledge(),
});

/** S2F37, enables or disables events. */
export const S2F37: MessageDefinition<never, EnableEvents> = defineMessage(
  2,
  37,
  "Enable/disable event report",
  { toEquipment: record({ CEED: truth(), CEID: ids }) },
);

/** S2F38, ERACK: 0 done, 1 unknown event. */
export const S2F38: MessageDefinition<number, never> = defineMessage(
  2,
  38,
  "Enable/disable event report acknowledge",
  { toHost: acknowledge() },
);

/** S2F39, may a long message be sent? */
export const S2F39: MessageDefinition<never, MultiBlockInquire> = defineMessage(
  2,
  39,
  "Multi-block inquire",
  { toEquipment: INQUIRE },
);

/** S2F40, GRANT: 0 yes, 1 busy, 2 no space. */
export const S2F40: MessageDefinition<number, never> = defineMessage(2, 40, "Multi-block grant", {
  toHost: acknowledge(),
});

/** S2F41, a remote command with parameters. */
export const S2F41: MessageDefinition<never, RemoteCommand> = defineMessage(2, 41, "Host command send", {
  toEquipment: record({ RCMD: id(), PARAMETERS }),
});

/** S2F42, answers S2F41. */
export const S2F42: MessageDefinition<CommandAcknowledge, never> = defineMessage(
  2,
  42,
  "Host command acknowledge",
  { toHost: COMMAND_ACK },
);

/** S2F49, a remote command for an object. */
export const S2F49: MessageDefinition<never, EnhancedRemoteCommand> = defineMessage(
  2,
  49,
  "Enhanced remote command",
  { toEquipment: record({ DATAID: id(), OBJSPEC: ascii(), RCMD: id(), PARAMETERS }) },
);

/** S2F50, answers S2F49. */
export const S2F50: MessageDefinition<CommandAcknowledge, never> = defineMessage(
  2,
  50,
  "Enhanced remote command acknowledge",
  { toHost: COMMAND_ACK },
);
