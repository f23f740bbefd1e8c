import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { optional, orEmptyList } from "../schema/choices.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge } from "../schema/numbers.ts";
import { anyItem } from "../schema/text.ts";

/** A variable and its value. */
export interface SecsAnnotatedValue {
  /** Variable id. */
  readonly VID: SecsId;
  /** Its value. */
  readonly V: Item;
}

/** A report of an event: its id, and its variables with their values. */
export interface SecsAnnotatedReport {
  /** Report id. */
  readonly RPTID: SecsId;
  /** The variables, in the order in which they were defined. */
  readonly VALUES: readonly SecsAnnotatedValue[];
}

/** A collection event happened; its reports name their variables. */
export interface SecsAnnotatedEventReport {
  /** Data id. */
  readonly DATAID: SecsId;
  /** Collection event id. */
  readonly CEID: SecsId;
  /** Its reports. */
  readonly RPT: readonly SecsAnnotatedReport[];
}

const VALUES = arrayOf(record({ VID: id("VID"), V: anyItem() }));
const EVENT_REPORT = record({
  DATAID: id("DATAID"),
  CEID: id("CEID"),
  RPT: arrayOf(record({ RPTID: id("RPTID"), VALUES })),
});

/** S6F13, an event with its reports, which name their variables. */
export const S6F13: MessageDefinition<SecsAnnotatedEventReport, never, typeof S6F14> = defineMessage(6, 13, {
  title: "Annotated event report send",
  toHost: EVENT_REPORT,
  reply: { title: "Annotated event report acknowledge", toEquipment: optional(acknowledge("ACKC6"), 0) },
});

/** S6F14, ACKC6: 0 taken. */
export const S6F14: MessageDefinition<never, number> = S6F13.reply;

/** S6F17, the annotated reports of an event, by CEID. */
export const S6F17: MessageDefinition<never, SecsId, typeof S6F18> = defineMessage(6, 17, {
  title: "Annotated event report request",
  toEquipment: id("CEID"),
  reply: { title: "Annotated event report data", toHost: orEmptyList(EVENT_REPORT) },
});

/** S6F18, answers S6F17; undefined (an empty list) if there is no report. */
export const S6F18: MessageDefinition<SecsAnnotatedEventReport | undefined, never> = S6F17.reply;

/** S6F21, a report with the ids of its variables, by RPTID. */
export const S6F21: MessageDefinition<never, SecsId, typeof S6F22> = defineMessage(6, 21, {
  title: "Annotated individual report request",
  toEquipment: id("RPTID"),
  reply: { title: "Annotated individual report data", toHost: VALUES },
});

/** S6F22, answers S6F21. */
export const S6F22: MessageDefinition<readonly SecsAnnotatedValue[], never> = S6F21.reply;
