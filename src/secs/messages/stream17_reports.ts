import { BOOLEAN } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { orEmptyItem, orEmptyList } from "../schema/choices.ts";
import { id, idOr, type SecsId, unsignedOr } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { truth, unsigned } from "../schema/numbers.ts";
import { ascii } from "../schema/text.ts";
import { decimal } from "../schema/values.ts";
import { abortOf, ids } from "./common.ts";

/** A data report to be defined. */
export interface SecsCreateReport {
  /** Data id; undefined (an item of length 0) if no grant was asked for. */
  readonly DATAID: SecsId | undefined;
  /** Report id; undefined (an item of length 0) if the equipment is to choose it. */
  readonly RPTID: SecsId | undefined;
  /** Where the variables are. */
  readonly DATASRC: string;
  /** The variables. */
  readonly VID: readonly SecsId[];
}

/** A data report that was defined, or was not. */
export interface SecsCreateReportAcknowledge {
  /** Report id. */
  readonly RPTID: SecsId;
  /** What is wrong; undefined (an item of length 0) if nothing is. */
  readonly ERRCODE: number | bigint | undefined;
}

/** A report that could not be deleted. */
export interface SecsReportError {
  /** Report id. */
  readonly RPTID: SecsId;
  /** Error code. */
  readonly ERRCODE: number | bigint;
  /** Its text. */
  readonly ERRTEXT: string;
}

/** How the deletion of reports ended. */
export interface SecsReportsAcknowledge {
  /** True: all are deleted. */
  readonly ACKA: boolean;
  /** What is wrong; empty if nothing is. */
  readonly ERRORS: readonly SecsReportError[];
}

/** When a trace begins and ends; undefined, or an empty text, stands for an item of length 0: it is not said. */
export interface SecsTraceLimits {
  /** Number of samples. */
  readonly TOTSMP: number | bigint | undefined;
  /** Number of samples in a report. */
  readonly REPGSZ: number | bigint | undefined;
  /** Where the event that starts it is. */
  readonly START_EVNTSRC: string;
  /** The event that starts it. */
  readonly START_CEID: SecsId | undefined;
  /** Where the event that stops it is. */
  readonly STOP_EVNTSRC: string;
  /** The event that stops it. */
  readonly STOP_CEID: SecsId | undefined;
  /** True: the trace is deleted when it is complete. */
  readonly TRAUTOD: boolean | undefined;
  /** True: only variables that have changed are reported. */
  readonly RPTOC: boolean | undefined;
}

/** A trace to be defined. */
export interface SecsCreateTrace {
  /** Data id. */
  readonly DATAID: SecsId;
  /** Trace id. */
  readonly TRID: SecsId;
  /** True enables it. */
  readonly CEED: boolean;
  /** Its reports. */
  readonly RPTID: readonly SecsId[];
  /** Time between samples, in seconds. */
  readonly TRSPER: number;
  /** When it begins and ends; undefined (an empty list) if it is not said. */
  readonly LIMITS: SecsTraceLimits | undefined;
}

/** A trace that was defined, or was not. */
export interface SecsCreateTraceAcknowledge {
  /** Trace id. */
  readonly TRID: SecsId;
  /** What is wrong; undefined (an item of length 0) if nothing is. */
  readonly ERRCODE: number | bigint | undefined;
}

/** A trace that a request was not done for. */
export interface SecsTraceError {
  /** Trace id. */
  readonly TRID: SecsId;
  /** Error code. */
  readonly ERRCODE: number | bigint;
  /** Its text. */
  readonly ERRTEXT: string;
}

/** How a request about traces ended. */
export interface SecsTracesAcknowledge {
  /** True: done for all. */
  readonly ACKA: boolean;
  /** What is wrong; empty if nothing is. */
  readonly ERRORS: readonly SecsTraceError[];
}

const ERRCODE = unsignedOr("ERRCODE", undefined);
const ERROR = { ERRCODE: unsigned("ERRCODE"), ERRTEXT: ascii(120) };
const FLAG = orEmptyItem(truth(), undefined, BOOLEAN());
const CEID = idOr("CEID", undefined);
const LIMITS = record({
  TOTSMP: unsignedOr("TOTSMP", undefined),
  REPGSZ: unsignedOr("REPGSZ", undefined),
  START_EVNTSRC: ascii(),
  START_CEID: CEID,
  STOP_EVNTSRC: ascii(),
  STOP_CEID: CEID,
  TRAUTOD: FLAG,
  RPTOC: FLAG,
});
const TRACES = record({ ACKA: truth(), ERRORS: arrayOf(record({ TRID: id("TRID"), ...ERROR })) });

/** S17F0, the abort of a transaction of stream 17. */
export const S17F0: MessageDefinition<undefined, undefined> = abortOf(17);

/** S17F1, defines a data report. */
export const S17F1: MessageDefinition<never, SecsCreateReport, typeof S17F2> = defineMessage(17, 1, {
  title: "Data report create request",
  toEquipment: record({
    DATAID: idOr("DATAID", undefined),
    RPTID: idOr("RPTID", undefined),
    DATASRC: ascii(),
    VID: ids("VID"),
  }),
  reply: { title: "Data report create acknowledge", toHost: record({ RPTID: id("RPTID"), ERRCODE }) },
});

/** S17F2, answers S17F1. */
export const S17F2: MessageDefinition<SecsCreateReportAcknowledge, never> = S17F1.reply;

/** S17F3, deletes data reports. An empty list means all, and is read from nothing else. */
export const S17F3: MessageDefinition<never, readonly SecsId[], typeof S17F4> = defineMessage(17, 3, {
  title: "Data report delete request",
  toEquipment: arrayOf(id("RPTID"), { explicit: true }),
  reply: {
    title: "Data report delete acknowledge",
    toHost: record({ ACKA: truth(), ERRORS: arrayOf(record({ RPTID: id("RPTID"), ...ERROR })) }),
  },
});

/** S17F4, answers S17F3. */
export const S17F4: MessageDefinition<SecsReportsAcknowledge, never> = S17F3.reply;

/** S17F5, defines a trace of data reports; S6F27 has its samples. */
export const S17F5: MessageDefinition<never, SecsCreateTrace, typeof S17F6> = defineMessage(17, 5, {
  title: "Trace create request",
  toEquipment: record({
    DATAID: id("DATAID"),
    TRID: id("TRID"),
    CEED: truth(),
    RPTID: ids("RPTID"),
    TRSPER: decimal("F8"),
    LIMITS: orEmptyList(LIMITS),
  }),
  reply: { title: "Trace create acknowledge", toHost: record({ TRID: id("TRID"), ERRCODE }) },
});

/** S17F6, answers S17F5. */
export const S17F6: MessageDefinition<SecsCreateTraceAcknowledge, never> = S17F5.reply;

/** S17F7, deletes traces. */
export const S17F7: MessageDefinition<never, readonly SecsId[], typeof S17F8> = defineMessage(17, 7, {
  title: "Trace delete request",
  toEquipment: ids("TRID"),
  reply: { title: "Trace delete acknowledge", toHost: TRACES },
});

/** S17F8, answers S17F7. */
export const S17F8: MessageDefinition<SecsTracesAcknowledge, never> = S17F7.reply;

/** S17F13, begins traces anew. */
export const S17F13: MessageDefinition<never, readonly SecsId[], typeof S17F14> = defineMessage(17, 13, {
  title: "Trace reset request",
  toEquipment: ids("TRID"),
  reply: { title: "Trace reset acknowledge", toHost: TRACES },
});

/** S17F14, answers S17F13. */
export const S17F14: MessageDefinition<SecsTracesAcknowledge, never> = S17F13.reply;
