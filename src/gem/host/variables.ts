import type { HsmsRequestOptions } from "../../core/mod.ts";
import { type Item, L } from "../../secs2/mod.ts";
import {
  type MessageBody,
  S1F11,
  S1F21,
  S1F23,
  S1F3,
  S2F13,
  S2F15,
  S2F29,
  S6F15,
  type SecsId,
} from "../../secs/mod.ts";
import type { GemControlState } from "../handler/options.ts";
import { demand, type HostLink } from "./link.ts";
import { type GemReading, itemFor, readingOf } from "./readings.ts";
import type { GemRef } from "./refs.ts";
import type { GemEventReport } from "./report_book.ts";

type Options = HsmsRequestOptions | undefined;

/** A variable as the tool describes it. */
export interface GemListedVariable {
  /** Its id. */
  readonly id: SecsId;
  /** Its name; undefined if the tool does not have it. */
  readonly name: string | undefined;
  /** Its units. */
  readonly units: string;
}

/** A collection event as the tool describes it. */
export interface GemListedEvent {
  /** CEID. */
  readonly id: SecsId;
  /** Its name; undefined if the tool does not have it. */
  readonly name: string | undefined;
  /** The VIDs of the variables that belong to it. */
  readonly variables: readonly SecsId[];
}

/** An equipment constant as the tool describes it. */
export interface GemListedConstant extends GemListedVariable {
  /** ECMIN; an item of length 0 if it has none. */
  readonly min: Item;
  /** ECMAX; an item of length 0 if it has none. */
  readonly max: Item;
  /** ECDEF. */
  readonly default: Item;
}

/** The reports of an event, as the tool has them at the moment. */
export interface GemEventReports {
  /** The reports, in their order. */
  readonly reports: readonly GemEventReport[];
  /** What does not fit. Empty mostly. */
  readonly problems: readonly string[];
}

/** S1F11; without ids, of all. */
export async function listSvs(
  link: HostLink,
  refs: readonly GemRef[],
  options: Options,
): Promise<GemListedVariable[]> {
  const ids = variableIds(link, refs);
  const listed = await link.ask(S1F11.toEquipment, ids, options);
  return listed.map((one, i) => ({
    id: one?.SVID ?? ids[i] ?? "",
    name: one?.SVNAME || undefined,
    units: one?.UNITS ?? "",
  }));
}

/** S1F21; without ids, of all. */
export async function listDvs(
  link: HostLink,
  refs: readonly GemRef[],
  options: Options,
): Promise<GemListedVariable[]> {
  const ids = variableIds(link, refs);
  const listed = await link.ask(S1F21.toEquipment, ids, options);
  return listed.map((one, i) => ({
    id: one?.VID ?? ids[i] ?? "",
    name: one?.DVVALNAME || undefined,
    units: one?.UNITS ?? "",
  }));
}

/** S1F23; without ids, of all. */
export async function listEvents(
  link: HostLink,
  refs: readonly GemRef[],
  options: Options,
): Promise<GemListedEvent[]> {
  const ids = refs.map((ref) => link.names.event(ref).id);
  const listed = await link.ask(S1F23.toEquipment, ids, options);
  return listed.map((one, i) => ({
    id: one?.CEID ?? ids[i] ?? "",
    name: one?.CENAME || undefined,
    variables: one?.VID ?? [],
  }));
}

/** S2F29; without ids, of all. */
export async function listEcs(
  link: HostLink,
  refs: readonly GemRef[],
  options: Options,
): Promise<GemListedConstant[]> {
  const listed = await link.ask(S2F29.toEquipment, variableIds(link, refs), options);
  return listed.map(({ ECID, ECNAME, UNITS, ECMIN, ECMAX, ECDEF }) => (
    { id: ECID, name: ECNAME || undefined, units: UNITS, min: ECMIN, max: ECMAX, default: ECDEF }
  ));
}

/** S1F3; without `refs` of all status variables, those of the model or those that S1F11 lists. */
export async function requestSvs(
  link: HostLink,
  refs: readonly GemRef[] | undefined,
  options: Options,
): Promise<GemReading[]> {
  const all = async (): Promise<readonly SecsId[]> => {
    return link.names.idsOf("status") ?? (await listSvs(link, [], options)).map(({ id }) => id);
  };
  return readAll(link, S1F3.toEquipment, refs === undefined ? await all() : variableIds(link, refs), options);
}

/** S1F3 of the control state. */
export async function requestControlState(link: HostLink, options: Options): Promise<GemControlState> {
  const { control } = link.profile;
  if (control === undefined) {
    throw new RangeError(
      "requestControlState needs a profile that says where the control state is (controlState)",
    );
  }
  const [reading] = await requestSvs(link, [{ id: control.id }], options);
  return control.stateOf(reading!) ?? "unknown";
}

/** S2F13; without `refs` of all constants, those of the model or those that S2F29 lists. */
export async function requestEcs(
  link: HostLink,
  refs: readonly GemRef[] | undefined,
  options: Options,
): Promise<GemReading[]> {
  const all = async (): Promise<readonly SecsId[]> => {
    return link.names.idsOf("constant") ?? (await listEcs(link, [], options)).map(({ id }) => id);
  };
  return readAll(
    link,
    S2F13.toEquipment,
    refs === undefined ? await all() : variableIds(link, refs),
    options,
  );
}

/** S2F15. */
export async function setEcs(
  link: HostLink,
  values: readonly (readonly [constant: GemRef, value: unknown])[],
  options: Options,
): Promise<void> {
  const value = values.map(([ref, value]) => {
    const { id, part } = link.names.variable(ref);
    return { ECID: id, ECV: itemFor(part, `Constant ${id}`, value, link.dialect.encoding) };
  });
  await demand(link, { body: S2F15.toEquipment, value, code: "EAC" }, options);
}

/** S6F15. */
export async function requestEvent(
  { ask, names, reports: book }: HostLink,
  ref: GemRef,
  options: Options,
): Promise<GemEventReports | undefined> {
  const answer = await ask(S6F15.toEquipment, names.event(ref).id, options);
  if (answer === undefined) return undefined;
  const problems: string[] = [];
  return { reports: answer.RPT.map((report) => book.read(report, problems)), problems };
}

/** An empty list would ask for all. */
async function readAll(
  link: HostLink,
  body: MessageBody<readonly SecsId[], MessageBody<readonly Item[]>>,
  ids: readonly SecsId[],
  options: Options,
): Promise<GemReading[]> {
  if (ids.length === 0) return [];
  const items = await link.ask(body, ids, options);
  return ids.map((id, i) => {
    const found = link.names.variable({ id });
    const item = items[i];
    if (item !== undefined) {
      const reading = readingOf(found, item, link.dialect.encoding);
      link.profile.heard(reading);
      return reading;
    }
    const problem =
      `The equipment answered ${body.name} with ${items.length} values for ${ids.length} variables`;
    return { ...readingOf(found, L()), problem };
  });
}

function variableIds({ names }: HostLink, refs: readonly GemRef[]): SecsId[] {
  return refs.map((ref) => names.variable(ref).id);
}
