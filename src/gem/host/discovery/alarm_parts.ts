/** What a definition says of alarms. No message says which events are theirs. */

import { ALARM_CATEGORIES } from "../../models/alarm.ts";
import { alarmEventName } from "../../definition/entries.ts";
import type { DefinitionId } from "../../definition/definition_value.ts";
import type { AlarmCategory, AlarmDefinition } from "../../definition/equipment_definition.ts";
import { EVENT_OFFSETS } from "../../definition/required.ts";
import type { ListedAlarm } from "./facts.ts";
import type { FoundEvent, FoundEvents } from "./found_events.ts";
import { definitionId, type IdPool } from "./id_pool.ts";
import { countNames, NamePool, tidy, withId } from "./naming.ts";
import { type NotePart, type Notes, quoted } from "./notes.ts";

/** Maximum length of ALTX. */
const MAX_TEXT = 120;

/** What happens to an alarm. */
const CHANGES = ["detected", "cleared"] as const;

/** The events of an alarm at the tool. */
interface Pair {
  readonly detected: FoundEvent;
  readonly cleared: FoundEvent;
}

/** An alarm that gets its name. */
interface FoundAlarm {
  readonly id: DefinitionId;
  readonly listed: ListedAlarm;
  name: string;
  pair: Pair | undefined;
}

/**
 * Makes the parts of alarms, and takes their events out. Two events are those of an alarm if their ids are ALID + 10,000 and
 * ALID + 20,000 and their names "X Detected" and "X Cleared", which names the alarm X; or if X is its text.
 */
export function alarmParts(
  listed: readonly ListedAlarm[],
  events: FoundEvents,
  ids: IdPool,
  notes: Notes,
): Map<string, AlarmDefinition> {
  const alarms = foundAlarms(listed, notes);
  const names = new NamePool([]);
  for (const alarm of alarms) nameByIds(alarm, events, names);
  const counts = countNames(alarms.map(({ listed }) => textName(listed)));
  for (const alarm of alarms) {
    if (alarm.name !== "") continue;
    const name = textName(alarm.listed);
    const { id } = alarm.listed;
    const named = [name, withId(name, id)].find((one) =>
      !names.has(one) && pairOf(one, events) !== undefined
    );
    const candidates = named === undefined ? names.candidates(name, id, counts.get(name)! > 1) : [named];
    nameByText(alarm, candidates, events, names);
  }
  return new Map(alarms.map((alarm) => [alarm.name, partOf(alarm, ids, notes.of("alarms", alarm.name))]));
}

function foundAlarms(listed: readonly ListedAlarm[], notes: Notes): FoundAlarm[] {
  return listed.flatMap((one) => {
    const id = definitionId(one.id);
    if (id !== undefined) return [{ id, listed: one, name: "", pair: undefined }];
    notes.add("alarms", `ALID ${one.id} ${quoted(one.text)}`, "left out: a model cannot have this id");
    return [];
  });
}

function nameByIds(alarm: FoundAlarm, events: FoundEvents, names: NamePool): void {
  if (typeof alarm.id !== "number") return;
  const detected = events.withId(alarm.id + EVENT_OFFSETS.detected);
  const cleared = events.withId(alarm.id + EVENT_OFFSETS.cleared);
  if (detected === undefined || cleared === undefined) return;
  const name = /^(.+) Detected$/i.exec(detected.fullName)?.[1];
  if (name === undefined || /^(.+) Cleared$/i.exec(cleared.fullName)?.[1] !== name) return;
  if (tidy(name) === name && !names.has(name)) settle(alarm, name, { detected, cleared }, events, names);
}

/** The first name whose events the tool has, or whose events no other event is called like. */
function nameByText(
  alarm: FoundAlarm,
  candidates: Iterable<string>,
  events: FoundEvents,
  names: NamePool,
): void {
  for (const name of candidates) {
    const pair = pairOf(name, events);
    const isFree = pair !== undefined ||
      CHANGES.every((change) => !events.named(alarmEventName(name, change)));
    if (isFree && !names.has(name)) return settle(alarm, name, pair, events, names);
  }
}

function pairOf(name: string, events: FoundEvents): Pair | undefined {
  const [detected, cleared] = CHANGES.map((change) => events.named(alarmEventName(name, change)));
  return detected && cleared && { detected, cleared };
}

function settle(
  alarm: FoundAlarm,
  name: string,
  pair: Pair | undefined,
  events: FoundEvents,
  names: NamePool,
): void {
  names.add(name);
  alarm.name = name;
  alarm.pair = pair;
  if (pair !== undefined) { for (const change of CHANGES) events.takeOut(pair[change]); }
}

function textName({ id, text }: ListedAlarm): string {
  return tidy(text) || tidy(`Alarm ${id}`);
}

function partOf({ id, listed, pair }: FoundAlarm, ids: IdPool, note: NotePart): AlarmDefinition {
  const characters = [...listed.text];
  const text = characters.length > MAX_TEXT ? characters.slice(0, MAX_TEXT).join("") : listed.text;
  if (text !== listed.text) note("text", quoted(listed.text), `the first ${MAX_TEXT} characters`);
  const event = (change: "detected" | "cleared"): { [C in "detected" | "cleared"]?: DefinitionId } => {
    const usual = typeof id === "number" ? id + EVENT_OFFSETS[change] : undefined;
    const given = pair?.[change].id ?? ids.take(usual);
    if (pair === undefined) {
      note(change, "no message says which event it is", `${given}, which the tool does not have`, "untold");
    }
    return given === usual ? {} : { [change]: given };
  };
  return { id, category: categoryOf(listed.category), text, ...event("detected"), ...event("cleared") };
}

function categoryOf(category: number): AlarmCategory | number {
  const named = Object.entries(ALARM_CATEGORIES).find(([, code]) => code === category);
  return named === undefined ? category : named[0] as AlarmCategory;
}
