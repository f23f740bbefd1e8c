import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { id, type SecsId, unsignedOr } from "../schema/ids.ts";
import { record } from "../schema/lists.ts";
import { ascii } from "../schema/text.ts";
import { ids } from "./common.ts";

/** A collection event, and where it is. */
export interface SecsSourceEvent {
  /** Where the event is. */
  readonly EVNTSRC: string;
  /** Collection event id. */
  readonly CEID: SecsId;
}

/** Data reports to be linked to an event. */
export interface SecsLinkSourceEvent extends SecsSourceEvent {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The reports. */
  readonly RPTID: readonly SecsId[];
}

/** A link that was made, or was not. */
export interface SecsLinkSourceEventAcknowledge extends SecsSourceEvent {
  /** What is wrong; undefined (an item of length 0) if nothing is. */
  readonly ERRCODE: number | bigint | undefined;
}

/** A data report to be unlinked from an event. */
export interface SecsUnlinkSourceEvent extends SecsSourceEvent {
  /** The report. */
  readonly RPTID: SecsId;
}

/** A link that was removed, or was not. */
export interface SecsUnlinkSourceEventAcknowledge extends SecsUnlinkSourceEvent {
  /** What is wrong; undefined (an item of length 0) if nothing is. */
  readonly ERRCODE: number | bigint | undefined;
}

const EVENT = { EVNTSRC: ascii(), CEID: id("CEID") };
const ERRCODE = unsignedOr("ERRCODE", undefined);
const UNLINK = { ...EVENT, RPTID: id("RPTID") };

/** S17F9, links data reports to an event. */
export const S17F9: MessageDefinition<never, SecsLinkSourceEvent, typeof S17F10> = defineMessage(17, 9, {
  title: "Collection event link request",
  toEquipment: record({ DATAID: id("DATAID"), ...EVENT, RPTID: ids("RPTID") }),
  reply: { title: "Collection event link acknowledge", toHost: record({ ...EVENT, ERRCODE }) },
});

/** S17F10, answers S17F9. */
export const S17F10: MessageDefinition<SecsLinkSourceEventAcknowledge, never> = S17F9.reply;

/** S17F11, unlinks a data report from an event. */
export const S17F11: MessageDefinition<never, SecsUnlinkSourceEvent, typeof S17F12> = defineMessage(17, 11, {
  title: "Collection event unlink request",
  toEquipment: record(UNLINK),
  reply: { title: "Collection event unlink acknowledge", toHost: record({ ...UNLINK, ERRCODE }) },
});

/** S17F12, answers S17F11. */
export const S17F12: MessageDefinition<SecsUnlinkSourceEventAcknowledge, never> = S17F11.reply;
