import type { Item } from "../../secs2/mod.ts";
import { arrayOf, record } from "../list_schemas.ts";
import { defineMessage, HEADER_ONLY, type MessageDefinition } from "../message_definition.ts";
import { acknowledge, anyItem, ascii, id, type SecsId, unsigned } from "../value_schemas.ts";
import { items, type Report, reports } from "./common.ts";

/** Samples of a trace. */
export interface TraceData {
  /** Trace request id. */
  readonly TRID: SecsId;
  /** Number of the sample. */
  readonly SMPLN: number | bigint;
  /** When it was taken. */
  readonly STIME: string;
  /** The values. */
  readonly SV: readonly Item[];
}

/** A collection event happened. */
export interface EventReport {
  /** Data id. */
  readonly DATAID: SecsId;
  /** Collection event id. */
  readonly CEID: SecsId;
  /** Its reports. */
  readonly RPT: readonly Report[];
}

/** Asks whether a message of many blocks may be sent. */
export interface DataInquire {
  /** Data id. */
  readonly DATAID: SecsId;
  /** Its length in bytes. */
  readonly DATALENGTH: number | bigint;
}

/** A variable and its value. */
export interface AnnotatedValue {
  /** Variable id. */
  readonly VID: SecsId;
  /** Its value. */
  readonly V: Item;
}

/** S6F0, the abort of a transaction of stream 6. */
export const S6F0: MessageDefinition<undefined, undefined> = defineMessage(6, 0, "Abort transaction", {
  toHost: HEADER_ONLY,
  toEquipment: HEADER_ONLY,
});

/** S6F1, samples of a trace. */
export const S6F1: MessageDefinition<TraceData, never> = defineMessage(6, 1, "Trace data send", {
  toHost: record({ TRID: id(), SMPLN: unsigned(), STIME: ascii(), SV: items }),
});

/** S6F2, ACKC6: 0 taken. */
export const S6F2: MessageDefinition<never, number> = defineMessage(6, 2, "Trace data acknowledge", {
  toEquipment: acknowledge(),
});

/** S6F5, may a long message be sent? */
export const S6F5: MessageDefinition<DataInquire, never> = defineMessage(
  6,
  5,
  "Multi-block data send inquire",
  { toHost: record({ DATAID: id(), DATALENGTH: unsigned() }) },
);

/** S6F6, GRANT6: 0 yes. */
export const S6F6: MessageDefinition<never, number> = defineMessage(6, 6, "Multi-block grant", {
  toEquipment: acknowledge(),
});

/** S6F11, an event with its reports. */
export const S6F11: MessageDefinition<EventReport, never> = defineMessage(6, 11, "Event report send", {
  toHost: record({ DATAID: id(), CEID: id(), RPT: reports }),
});

/** S6F12, ACKC6: 0 taken. */
export const S6F12: MessageDefinition<never, number> = defineMessage(6, 12, "Event report acknowledge", {
  toEquipment: acknowledge(),
});

/** S6F15, the reports of an event, by CEID. */
export const S6F15: MessageDefinition<never, SecsId> = defineMessage(6, 15, "Event report request", {
  toEquipment: id(),
});

/** S6F16, answers S6F15. */
export const S6F16: MessageDefinition<EventReport, never> = defineMessage(6, 16, "Event report data", {
  toHost: record({ DATAID: id(), CEID: id(), RPT: reports }),
});

/** S6F19, a report, by RPTID. */
export const S6F19: MessageDefinition<never, SecsId> = defineMessage(6, 19, "Individual report request", {
  toEquipment: id(),
});

/** S6F20, the values of the report. */
export const S6F20: MessageDefinition<readonly Item[], never> = defineMessage(
  6,
  20,
  "Individual report data",
  { toHost: items },
);

/** S6F21, a report with the ids of its variables, by RPTID. */
export const S6F21: MessageDefinition<never, SecsId> = defineMessage(
  6,
  21,
  "Annotated individual report request",
  { toEquipment: id() },
);

/** S6F22, answers S6F21. */
export const S6F22: MessageDefinition<readonly AnnotatedValue[], never> = defineMessage(
  6,
  22,
  "Annotated individual report data",
  { toHost: arrayOf(record({ VID: id(), V: anyItem() })) },
);

/** S6F23, RSDC: 0 transmit, 1 purge. */
export const S6F23: MessageDefinition<never, number> = defineMessage(6, 23, "Request spooled data", {
  toEquipment: acknowledge(),
});

/** S6F24, RSDA: 0 yes, 1 busy, 2 no spooled data. */
export const S6F24: MessageDefinition<number, never> = defineMessage(
  6,
  24,
  "Request spooled data acknowledge",
  { toHost: acknowledge() },
);
