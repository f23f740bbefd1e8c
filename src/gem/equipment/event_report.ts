import { type Item, ListItem } from "../../secs2/mod.ts";
import { schema, type SecsBuilding } from "../../secs/mod.ts";
import type { ModelEvent } from "../definition/model.ts";
import type { Report } from "../setup/report_setup.ts";
import type { Reading, Slot } from "./slot.ts";

const DATAID = schema.id("DATAID");
const CEID = schema.id("CEID");
const RPTID = schema.id("RPTID");
const VID = schema.id("VID");

/** What an event report is made of. */
export interface EventReport {
  readonly dataId: number;
  readonly event: ModelEvent;
  readonly reports: readonly Report<Slot>[];
  /** The form: S6F13 has the ids of the variables too. */
  readonly form: "S6F11" | "S6F13";
}

/**
 * The body of S6F11 or S6F13 with the values of now. It is built from items, as every event of every tool comes this way: the
 * schema of the message would make records of them first, to read them again.
 */
export function eventReportItem(
  { dataId, event, reports, form }: EventReport,
  reading: Reading,
  at: SecsBuilding,
): Item {
  const valueOf = form === "S6F11"
    ? (slot: Slot): Item => slot.read(reading)
    : (slot: Slot): Item => new ListItem([VID.build(slot.id, at), slot.read(reading)]);
  const bodies = reports.map(({ id, variables }) => {
    return new ListItem([RPTID.build(id, at), new ListItem(variables.map(valueOf))]);
  });
  return new ListItem([DATAID.build(dataId, at), CEID.build(event.id, at), new ListItem(bodies)]);
}
