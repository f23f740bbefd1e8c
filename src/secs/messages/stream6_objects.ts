import type { Item } from "../../secs2/mod.ts";
import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { id, type SecsId, unsignedOr } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, byte, unsigned } from "../schema/numbers.ts";
import { anyItem, ascii } from "../schema/text.ts";
import { errors, items, type SecsErrorEntry } from "./common.ts";
import type { SecsReport } from "./stream6.ts";

/** An attribute of a recipe. */
export interface SecsRecipeAttribute {
  /** Its name. */
  readonly RCPATTRID: string;
  /** Its value. */
  readonly RCPATTRDATA: Item;
}

/** How an action on recipes ended. */
export interface SecsRecipeStatus {
  /** 0 done, 1 cannot be done, 2 done with errors, 3 will be done, 4 no such request. */
  readonly RMACK: number;
  /** What is wrong; empty if nothing is. */
  readonly ERRORS: readonly SecsErrorEntry[];
}

/** A recipe has changed, or an action that was asked for is complete. */
export interface SecsNotificationReport {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The OPID of the request; undefined if nobody asked for the change. */
  readonly OPID: number | bigint | undefined;
  /** 0 in the last report of a request; undefined if nobody asked for the change. */
  readonly LINKID: number | bigint | undefined;
  /** The recipe. */
  readonly RCPSPEC: string;
  /** What has changed. */
  readonly RMCHGSTAT: number | bigint;
  /** Attributes of the recipe. */
  readonly ATTRIBUTES: readonly SecsRecipeAttribute[];
  /** How it ended. */
  readonly STATUS: SecsRecipeStatus;
}

/** Samples of a trace object. */
export interface SecsTraceReport {
  /** Data id. */
  readonly DATAID: SecsId;
  /** The trace. */
  readonly TRID: SecsId;
  /** The reports of each sample. */
  readonly SAMPLES: readonly (readonly SecsReport[])[];
}

/** The reports of a trace object as they are now. */
export interface SecsTraceReportData {
  /** The trace. */
  readonly TRID: SecsId;
  /** Its reports; empty if the trace is unknown. */
  readonly RPT: readonly SecsReport[];
  /** What is wrong; undefined if nothing is. */
  readonly ERRCODE: number | bigint | undefined;
}

const NOTIFICATION = record({
  DATAID: id("DATAID"),
  OPID: unsignedOr("OPID", undefined),
  LINKID: unsignedOr("LINKID", undefined),
  RCPSPEC: ascii(),
  RMCHGSTAT: unsigned("RMCHGSTAT"),
  ATTRIBUTES: arrayOf(record({ RCPATTRID: ascii(), RCPATTRDATA: anyItem() })),
  STATUS: record({ RMACK: byte(), ERRORS: errors }),
});
const REPORTS = arrayOf(record({ RPTID: id("RPTID"), V: items("V") }));

/** S6F25, a recipe has changed, or an action that was asked for is complete. */
export const S6F25: MessageDefinition<SecsNotificationReport, SecsNotificationReport, typeof S6F26> =
  defineMessage(6, 25, {
    title: "Notification report send",
    toHost: NOTIFICATION,
    toEquipment: NOTIFICATION,
    reply: {
      title: "Notification report send acknowledge",
      toHost: acknowledge("ACKC6"),
      toEquipment: acknowledge("ACKC6"),
    },
  });

/** S6F26, ACKC6: 0 taken. */
export const S6F26: MessageDefinition<number, number> = S6F25.reply;

/** S6F27, samples of a trace object. */
export const S6F27: MessageDefinition<SecsTraceReport, never, typeof S6F28> = defineMessage(6, 27, {
  title: "Trace report send",
  toHost: record({ DATAID: id("DATAID"), TRID: id("TRID"), SAMPLES: arrayOf(REPORTS) }),
  reply: { title: "Trace report send acknowledge", toEquipment: id("TRID") },
});

/** S6F28, the TRID of S6F27. */
export const S6F28: MessageDefinition<never, SecsId> = S6F27.reply;

/** S6F29, the reports of a trace object as they are now, by TRID. */
export const S6F29: MessageDefinition<never, SecsId, typeof S6F30> = defineMessage(6, 29, {
  title: "Trace report request",
  toEquipment: id("TRID"),
  reply: {
    title: "Trace report data",
    toHost: record({ TRID: id("TRID"), RPT: REPORTS, ERRCODE: unsignedOr("ERRCODE", undefined) }),
  },
});

/** S6F30, answers S6F29. */
export const S6F30: MessageDefinition<SecsTraceReportData, never> = S6F29.reply;
