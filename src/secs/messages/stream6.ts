import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { optional, orEmptyList } from "../schema/choices.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, byte, unsigned } from "../schema/numbers.ts";
import { ascii } from "../schema/text.ts";
import { abortOf, items, multiBlockInquire, type SecsMultiBlockInquire } from "./common.ts";

/** Samples of a trace. */
export interface SecsTraceData {
  /** Trace request id. */
  readonly TRID: SecsId;
  /** Number of the sample. */
  readonly SMPLN: number | bigint;
  /** When it was taken. */
  readonly STIME: string;
  /** The values. */
  readonly SV: readonly Item[];
}

/** A report of an event: its id and the values of its variables. */
export interface SecsReport {
  /** Report id. */
  readonly RPTID: SecsId;
  /** Values of the variables, in the order in which they were defined. */
  readonly V: readonly Item[];
}

/** A collection event happened. */
export interface SecsEventReport {
  /** Data id. */
  readonly DATAID: SecsId;
  /** Collection event id. */
  readonly CEID: SecsId;
  /** Its reports. */
  readonly RPT: readonly SecsReport[];
}

const EVENT_REPORT = record({
  DATAID: id("DATAID"),
  CEID: id("CEID"),
  RPT: arrayOf(record({ RPTID: id("RPTID"), V: items("V") })),
});

/** S6F0, the abort of a transaction of stream 6. */
export const S6F0: MessageDefinition<undefined, undefined> = abortOf(6);

/** S6F1, samples of a trace. */
export const S6F1: MessageDefinition<SecsTraceData, never, typeof S6F2> = defineMessage(6, 1, {
  title: "Trace data send",
  toHost: record({ TRID: id("TRID"), SMPLN: unsigned("SMPLN"), STIME: ascii(), SV: items("SV") }),
  reply: { title: "Trace data acknowledge", toEquipment: acknowledge("ACKC6") },
});

/** S6F2, ACKC6: 0 taken. */
export const S6F2: MessageDefinition<never, number> = S6F1.reply;

/** S6F5, may a long message be sent? */
export const S6F5: MessageDefinition<SecsMultiBlockInquire, never, typeof S6F6> = defineMessage(6, 5, {
  title: "Multi-block data send inquire",
  toHost: multiBlockInquire,
  reply: { title: "Multi-block grant", toEquipment: acknowledge("GRANT6") },
});

/** S6F6, GRANT6: 0 yes, 1 busy, 2 not interested. */
export const S6F6: MessageDefinition<never, number> = S6F5.reply;

/** S6F11, an event with its reports. */
export const S6F11: MessageDefinition<SecsEventReport, never, typeof S6F12> = defineMessage(6, 11, {
  title: "Event report send",
  toHost: EVENT_REPORT,
  reply: { title: "Event report acknowledge", toEquipment: optional(acknowledge("ACKC6"), 0) },
});

/** S6F12, ACKC6: 0 taken. */
export const S6F12: MessageDefinition<never, number> = S6F11.reply;

/** S6F15, the reports of an event, by CEID. */
export const S6F15: MessageDefinition<never, SecsId, typeof S6F16> = defineMessage(6, 15, {
  title: "Event report request",
  toEquipment: id("CEID"),
  reply: { title: "Event report data", toHost: orEmptyList(EVENT_REPORT) },
});

/** S6F16, answers S6F15; undefined (an empty list) if there is no report. */
export const S6F16: MessageDefinition<SecsEventReport | undefined, never> = S6F15.reply;

/** S6F19, a report, by RPTID. */
export const S6F19: MessageDefinition<never, SecsId, typeof S6F20> = defineMessage(6, 19, {
  title: "Individual report request",
  toEquipment: id("RPTID"),
  reply: { title: "Individual report data", toHost: items("V") },
});

/** S6F20, the values of the report. */
export const S6F20: MessageDefinition<readonly Item[], never> = S6F19.reply;

/** S6F23, RSDC: 0 transmit, 1 purge. */
export const S6F23: MessageDefinition<never, number, typeof S6F24> = defineMessage(6, 23, {
  title: "Request spooled data",
  toEquipment: byte("RSDC"),
  reply: { title: "Request spooled data acknowledge", toHost: acknowledge("RSDA") },
});

/** S6F24, RSDA: 0 yes, 1 busy, 2 no spooled data. */
export const S6F24: MessageDefinition<number, never> = S6F23.reply;
