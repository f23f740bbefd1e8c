/** The answers to a host that asks for reports, and for what it has set up: values of src/secs messages. */

import type { Item } from "../../secs2/mod.ts";
import type {
  SecsAnnotatedEventReport,
  SecsAnnotatedReport,
  SecsAnnotatedValue,
  SecsEventReport,
  SecsId,
  SecsNamedEventLink,
  SecsReport,
  SecsReportDefinition,
} from "../../secs/mod.ts";
import type { Report, ReportSetup } from "./report_setup.ts";
import { distinctIds, type Identified } from "./source.ts";

/** Reads the value of a variable; an item of length 0 if it has none at the moment. */
export type ReadVariable<V> = (variable: V) => Item;

/** A report with its values, as S6F11 has it. */
export function reportData<V>({ id, variables }: Report<V>, read: ReadVariable<V>): SecsReport {
  return { RPTID: id, V: variables.map((variable) => read(variable)) };
}

/** A report with its values and the ids of the variables, as S6F13 has it. */
export function annotatedReportData<V extends Identified>(
  { id, variables }: Report<V>,
  read: ReadVariable<V>,
): SecsAnnotatedReport {
  return { RPTID: id, VALUES: variables.map((variable) => ({ VID: variable.id, V: read(variable) })) };
}

/** What an answer to S6F15 and S6F17 is made of. */
export interface EventRequest<V> {
  /** The DATAID of the answer. */
  readonly DATAID: SecsId;
  /** The event that the host asks for, enabled or not. */
  readonly CEID: SecsId;
  /** Reads the value of a variable. */
  readonly read: ReadVariable<V>;
}

/** S6F16. An event without reports has an empty list of them; an unknown one as the option `unknownEvent` says. */
export function eventReportData<V extends Identified, E extends Identified>(
  setup: ReportSetup<V, E>,
  { DATAID, CEID, read }: EventRequest<V>,
): SecsEventReport | undefined {
  const RPT = linksOf(setup, CEID)?.map((report) => reportData(report, read));
  return RPT && { DATAID, CEID, RPT };
}

/** S6F18: as S6F16, with the ids of the variables. */
export function annotatedEventReportData<V extends Identified, E extends Identified>(
  setup: ReportSetup<V, E>,
  { DATAID, CEID, read }: EventRequest<V>,
): SecsAnnotatedEventReport | undefined {
  const RPT = linksOf(setup, CEID)?.map((report) => annotatedReportData(report, read));
  return RPT && { DATAID, CEID, RPT };
}

/** S6F20; empty for an unknown report. */
export function individualReportData<V extends Identified, E extends Identified>(
  setup: ReportSetup<V, E>,
  RPTID: SecsId,
  read: ReadVariable<V>,
): readonly Item[] {
  const report = setup.report(RPTID);
  return report === undefined ? [] : reportData(report, read).V;
}

/** S6F22: as S6F20, with the ids of the variables. */
export function annotatedIndividualReportData<V extends Identified, E extends Identified>(
  setup: ReportSetup<V, E>,
  RPTID: SecsId,
  read: ReadVariable<V>,
): readonly SecsAnnotatedValue[] {
  const report = setup.report(RPTID);
  return report === undefined ? [] : annotatedReportData(report, read).VALUES;
}

/** S2F52: the ids of the reports. */
export function reportIds<V extends Identified, E extends Identified>(setup: ReportSetup<V, E>): SecsId[] {
  return Array.from(setup.reports, ({ id }) => id);
}

/** S2F54: the variables of reports, of all if none is named. An unknown report has none; one that is named twice comes once. */
export function reportDefinitions<V extends Identified, E extends Identified>(
  setup: ReportSetup<V, E>,
  RPTID: readonly SecsId[],
): SecsReportDefinition[] {
  const ids = RPTID.length === 0 ? reportIds(setup) : distinctIds(RPTID);
  return ids.map((id) => ({
    RPTID: id,
    VID: (setup.report(id)?.variables ?? []).map((variable) => variable.id),
  }));
}

/**
 * S2F56: the reports of events, of all if none is named. An unknown event has no name and no reports; one that is named twice
 * comes once.
 */
export function eventReportLinks<V extends Identified, E extends Identified>(
  setup: ReportSetup<V, E>,
  CEID: readonly SecsId[],
  nameOf: (event: E) => string,
): SecsNamedEventLink[] {
  const ids = CEID.length === 0 ? setup.source.events.map(({ id }) => id) : distinctIds(CEID);
  return ids.map((id) => {
    const event = setup.source.event(id);
    if (event === undefined) return { CEID: id, CENAME: "", RPTID: [] };
    return { CEID: id, CENAME: nameOf(event), RPTID: setup.linksOf(event).map((report) => report.id) };
  });
}

/** S2F58, and the value of EventsEnabled: the ids of the events that are enabled, in the tool's own order. */
export function enabledEventIds<V extends Identified, E extends Identified>(
  setup: ReportSetup<V, E>,
): SecsId[] {
  return setup.source.events.filter((event) => setup.isEnabled(event)).map(({ id }) => id);
}

/** The reports of the answer for an event; undefined: the answer has no body. */
function linksOf<V extends Identified, E extends Identified>(
  setup: ReportSetup<V, E>,
  CEID: SecsId,
): readonly Report<V>[] | undefined {
  const event = setup.source.event(CEID);
  if (event !== undefined) return setup.linksOf(event);
  return setup.options.unknownEvent === "no reports" ? [] : undefined;
}
