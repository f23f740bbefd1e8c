/** The questions to a tool that change nothing there. Each may be lacking, and the others are asked. */

import type { HsmsRequestOptions } from "../../../core/mod.ts";
import type { Item } from "../../../secs2/mod.ts";
import {
  type MessageBody,
  S1F1,
  S1F11,
  S1F21,
  S1F23,
  S1F3,
  S2F13,
  S2F17,
  S2F29,
  S2F47,
  S2F51,
  S2F53,
  S2F55,
  S2F57,
  S5F5,
  S6F19,
  S7F19,
  type SecsId,
} from "../../../secs/mod.ts";
import { idKey } from "../../ids.ts";
import { listAlarms, listEnabledAlarms } from "../alarms.ts";
import type { HostLink } from "../link.ts";
import { type Asking, askMany } from "./asking.ts";
import type { Collected } from "./collected.ts";
import type { GivenAnswers } from "./given_answers.ts";
import type { Notes } from "./notes.ts";

/** What the questions need. */
export interface Reading {
  readonly link: HostLink;
  readonly asking: Asking;
  readonly found: Collected;
  readonly notes: Notes;
  readonly given: GivenAnswers;
  /** Ids to try if there is no list. */
  readonly known: readonly SecsId[];
  readonly chunk: number;
}

/** Reports that may be lacking in a row, before no more are read. */
const MAX_REPORT_LACKS = 3;

/** Asks all of them, one after the other. */
export async function readTool(reading: Reading): Promise<void> {
  await readLists(reading);
  await readStatus(reading);
  await readConstants(reading);
  const { found } = reading;
  const limits = await one(reading, "S2F47", S2F47.toEquipment, []);
  for (const { VID, ATTRIBUTES } of found.few("S2F48", limits ?? [])) {
    if (ATTRIBUTES !== undefined) found.limits.set(idKey(VID), ATTRIBUTES);
  }
  await one(reading, "S2F17", S2F17.toEquipment, undefined);
  await readReports(reading);
  await readReportValues(reading);
}

async function readLists(reading: Reading): Promise<void> {
  const { link, asking, found, notes, given } = reading;
  const known = <T>(message: string, list: readonly (T | undefined)[] = []): readonly T[] => {
    const entries = list.filter((entry) => entry !== undefined);
    const empty = list.length - entries.length;
    if (empty > 0) notes.add(message, `${empty} empty entries`, "left out");
    return found.few(message, entries);
  };
  found.identity = await list(reading, "S1F1", S1F1.toEquipment, undefined) ?? found.identity;
  found.status = known("S1F12", await list(reading, "S1F11", S1F11.toEquipment, []))
    .map(({ SVID: id, SVNAME: name, UNITS: units }) => ({ id, name, units }));
  found.data = known("S1F22", await list(reading, "S1F21", S1F21.toEquipment, []))
    .map(({ VID: id, DVVALNAME: name, UNITS: units }) => ({ id, name, units }));
  for (const { CEID, CENAME, VID } of known("S1F24", await list(reading, "S1F23", S1F23.toEquipment, []))) {
    found.addEvent({ id: CEID, name: CENAME, variables: VID }, true);
  }
  found.constants = known("S2F30", await list(reading, "S2F29", S2F29.toEquipment, []))
    .map(({ ECID: id, ECNAME: name, UNITS: units, ECMIN: min, ECMAX: max, ECDEF }) => (
      { id, name, units, min, max, default: ECDEF }
    ));
  const alarms = await asking.ask("S5F5", (options) => listAlarms(link, [], options));
  for (const alarm of found.few("S5F6", alarms ?? [])) found.addAlarm(alarm);
  if (!alarms?.length) {
    for (const { ALCD = 0, ALID: id, ALTX: text } of given.fill(S5F5.toEquipment, alarms && []) ?? []) {
      found.addAlarm({ id, category: ALCD & 0x7f, text });
    }
  }
  const enabled = await asking.ask("S5F7", (options) => listEnabledAlarms(link, options));
  for (const alarm of found.few("S5F8", enabled ?? [])) found.addAlarm(alarm);
  found.programs = (await one(reading, "S7F19", S7F19.toEquipment, undefined))?.length;
}

/** Values of the variables that are listed, or of those that are to be tried: who has a value is there. */
async function readStatus(reading: Reading): Promise<void> {
  const { found } = reading;
  const isListed = found.status.length > 0;
  const values = await valuesOf(
    reading,
    "S1F3",
    S1F3.toEquipment,
    isListed ? found.status.map(({ id }) => id) : undefined,
  );
  for (const [id, item] of values) found.seeValue(id, item);
  if (!isListed) found.status = values.map(([id]) => ({ id, name: "", units: "" }));
}

async function readConstants(reading: Reading): Promise<void> {
  const { found } = reading;
  const isListed = found.constants.length > 0;
  const values = await valuesOf(
    reading,
    "S2F13",
    S2F13.toEquipment,
    isListed ? found.constants.map(({ id }) => id) : undefined,
  );
  for (const [id, item] of values) found.constantValues.set(idKey(id), item);
  if (!isListed) found.constants = values.map(([id]) => ({ id, name: "", units: "" }));
}

/** The values of some ids; without them of those that are to be tried, if the tool has them. */
async function valuesOf(
  reading: Reading,
  message: string,
  body: MessageBody<readonly SecsId[], MessageBody<readonly Item[]>>,
  listed: readonly SecsId[] | undefined,
): Promise<(readonly [SecsId, Item])[]> {
  const { asking, notes, known, chunk } = reading;
  const ids = listed ?? known;
  if (ids.length === 0) {
    const all = await one(reading, message, body, []);
    if (all !== undefined && all.length > 0) {
      notes.add(message, `${all.length} values, and no list of ids`, "nothing: try ids (known)");
    }
    return [];
  }
  const values: (readonly [SecsId, Item])[] = [];
  await askMany(asking, {
    message,
    ids,
    chunk,
    ask: (some) => one(reading, message, body, some),
    take: (id, item) => {
      const isThere = listed !== undefined || item.format !== "L" || item.length > 0;
      if (isThere) values.push([id, item]);
    },
    leave: (some, why) => {
      const which = some.length === 1 ? `id ${some[0]}` : `${some.length} ids from ${some[0]} on`;
      notes.add(message, `${which}: ${why}`, "no value");
    },
  });
  return values;
}

/** The reports that the tool has, and their events. */
async function readReports(reading: Reading): Promise<void> {
  const { found } = reading;
  const ids = await one(reading, "S2F51", S2F51.toEquipment, undefined);
  for (const id of found.few("S2F52", ids ?? [])) found.reportIds.add(idKey(id));
  const reports = await list(reading, "S2F53", S2F53.toEquipment, []);
  for (const { RPTID, VID } of found.few("S2F54", reports ?? [])) found.reports.set(idKey(RPTID), VID);
  const links = await list(reading, "S2F55", S2F55.toEquipment, []);
  for (const { CEID, CENAME, RPTID } of found.few("S2F56", links ?? [])) {
    const variables = RPTID.flatMap((id) => found.reports.get(idKey(id)) ?? []);
    found.addEvent({ id: CEID, name: CENAME, variables }, false);
  }
  const enabled = await one(reading, "S2F57", S2F57.toEquipment, undefined);
  for (const id of found.few("S2F58", enabled ?? [])) {
    found.addEvent({ id, name: "", variables: undefined }, false);
  }
}

/** S6F19: a value that is not there has a format, too. */
async function readReportValues({ link, asking, found }: Reading): Promise<void> {
  let lacks = 0;
  for (const [rptid, vids] of found.reports) {
    if (vids.every((vid) => found.values.has(idKey(vid)))) continue;
    const items = await asking.ask("S6F19", (options) => link.ask(S6F19.toEquipment, rptid, options));
    if (items === undefined && ++lacks === MAX_REPORT_LACKS) return;
    if (items !== undefined) lacks = 0;
    if (items?.length === vids.length) vids.forEach((vid, i) => found.seeValue(vid, items[i]!));
  }
}

function one<T, R>(
  { link, asking }: Reading,
  message: string,
  body: MessageBody<T, MessageBody<R>>,
  value: T,
): Promise<R | undefined> {
  return asking.ask(message, (options: HsmsRequestOptions) => link.ask(body, value, options));
}

/** The same of a list that may be given. */
async function list<T, R>(
  reading: Reading,
  message: string,
  body: MessageBody<T, MessageBody<R>>,
  value: T,
): Promise<R | undefined> {
  return reading.given.fill(body, await one(reading, message, body, value));
}
