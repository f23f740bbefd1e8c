import { defineMessage, type MessageDefinition, NO_BODY } from "../message_definition.ts";
import { id, type SecsId } from "../schema/ids.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { ascii } from "../schema/text.ts";
import { ids } from "./common.ts";
import { reports, type SecsReportDefinition } from "./stream2_control.ts";
import { type SecsTraceInitialize, trace } from "./stream2_equipment.ts";
import { type SecsSpoolStream, spoolStreams } from "./stream2_spooling.ts";

/** A collection event, its name and its reports. */
export interface SecsNamedEventLink {
  /** Collection event id. */
  readonly CEID: SecsId;
  /** Its name. */
  readonly CENAME: string;
  /** The reports that are linked to it. */
  readonly RPTID: readonly SecsId[];
}

/** S2F51, which reports are defined? */
export const S2F51: MessageDefinition<never, undefined, typeof S2F52> = defineMessage(2, 51, {
  title: "Request report identifiers",
  toEquipment: NO_BODY,
  reply: { title: "Return report identifiers", toHost: ids("RPTID") },
});

/** S2F52, the RPTIDs. */
export const S2F52: MessageDefinition<readonly SecsId[], never> = S2F51.reply;

/** S2F53, the variables of reports, by RPTID; an empty list asks for all reports. */
export const S2F53: MessageDefinition<never, readonly SecsId[], typeof S2F54> = defineMessage(2, 53, {
  title: "Request report definitions",
  toEquipment: ids("RPTID"),
  reply: { title: "Return report definitions", toHost: reports },
});

/** S2F54, what S2F53 asked for. */
export const S2F54: MessageDefinition<readonly SecsReportDefinition[], never> = S2F53.reply;

/** S2F55, the reports of events, by CEID; an empty list asks for all events. */
export const S2F55: MessageDefinition<never, readonly SecsId[], typeof S2F56> = defineMessage(2, 55, {
  title: "Request event report links",
  toEquipment: ids("CEID"),
  reply: {
    title: "Return event report links",
    toHost: arrayOf(record({ CEID: id("CEID"), CENAME: ascii(), RPTID: ids("RPTID") })),
  },
});

/** S2F56, what S2F55 asked for. */
export const S2F56: MessageDefinition<readonly SecsNamedEventLink[], never> = S2F55.reply;

/** S2F57, which events are enabled? */
export const S2F57: MessageDefinition<never, undefined, typeof S2F58> = defineMessage(2, 57, {
  title: "Request enabled events",
  toEquipment: NO_BODY,
  reply: { title: "Return enabled events", toHost: ids("CEID") },
});

/** S2F58, the CEIDs. */
export const S2F58: MessageDefinition<readonly SecsId[], never> = S2F57.reply;

/** S2F59, which messages are spooled? Known from one public source only. */
export const S2F59: MessageDefinition<never, undefined, typeof S2F60> = defineMessage(2, 59, {
  title: "Request spool streams and functions",
  toEquipment: NO_BODY,
  reply: { title: "Return spool streams and functions", toHost: spoolStreams },
});

/** S2F60, answers S2F59. Known from one public source only. */
export const S2F60: MessageDefinition<readonly SecsSpoolStream[], never> = S2F59.reply;

/** S2F61, which traces are running? Known from one public source only. */
export const S2F61: MessageDefinition<never, undefined, typeof S2F62> = defineMessage(2, 61, {
  title: "Request trace identifiers",
  toEquipment: NO_BODY,
  reply: { title: "Return trace identifiers", toHost: ids("TRID") },
});

/** S2F62, the TRIDs. Known from one public source only. */
export const S2F62: MessageDefinition<readonly SecsId[], never> = S2F61.reply;

/** S2F63, what traces sample, by TRID. Known from one public source only. */
export const S2F63: MessageDefinition<never, readonly SecsId[], typeof S2F64> = defineMessage(2, 63, {
  title: "Request trace definitions",
  toEquipment: ids("TRID"),
  reply: { title: "Return trace definitions", toHost: arrayOf(trace) },
});

/** S2F64, what S2F63 asked for. Known from one public source only. */
export const S2F64: MessageDefinition<readonly SecsTraceInitialize[], never> = S2F63.reply;
