import type { GemDiscoverNote } from "../../gem/mod.ts";
import type { Exploration } from "./explore.ts";
import { plainOf, printable, quoted, shown } from "./plain.ts";
import { tableOf } from "./table.ts";
import { Told, type ToldVariable } from "./told.ts";

/** The report for a person, line by line. */
export function* textReport(exploration: Exploration, peer: string): Generator<string> {
  const told = new Told(exploration);
  const { model } = told;
  yield `${model.model} ${model.revision} at ${peer}`;
  if (told.clock !== undefined) yield `Clock: ${printable(told.clock)}`;
  yield* section(
    "Status variables",
    ["SVID", "name", "format", "value", "units", "limits"],
    told.status,
    (one) => [
      ...head(one),
      shown(one.item),
      one.variable.units,
      limitsOf(one),
    ],
  );
  yield* section("Data variables", ["VID", "name", "format", "units"], told.data, (one) => [
    ...head(one),
    one.variable.units,
  ]);
  yield* section(
    "Equipment constants",
    ["ECID", "name", "format", "value", "units", "default", "min", "max"],
    told.constants,
    (one) => {
      const { units, initial, min, max } = one.variable;
      return [...head(one), shown(one.item), units, valueOf(initial), valueOf(min), valueOf(max)];
    },
  );
  yield* section(
    "Collection events",
    ["CEID", "name", "variables"],
    told.events,
    ({ id, name, variables }) => [
      `${id}`,
      name,
      variables.join(", "),
    ],
  );
  yield* section("Alarms", ["ALID", "name", "set", "enabled", "text"], told.alarms, (one) => [
    `${one.id}`,
    one.name,
    yesOrNo(one.isSet),
    yesOrNo(one.isEnabled),
    quoted(one.text),
  ]);
  if (told.recipes !== undefined) {
    yield* section("Process programs", ["PPID"], told.recipes, (ppid) => [ppid]);
  }
  if (exploration.answers.length > 0) {
    yield* section(
      "Messages",
      ["message", "asked", "answered", "lack", "why"],
      exploration.answers,
      ({ message, asked, answered, lack = "", why = "" }) => [message, `${asked}`, `${answered}`, lack, why],
    );
  }
  yield* notesOf(exploration.notes);
  if (exploration.stopped !== undefined) {
    yield "";
    yield `It is not complete: ${printable(exploration.stopped)}`;
  }
}

/** What GEM requires and the tool does not list is many notes, and one line. */
function* notesOf(all: readonly GemDiscoverNote[]): Generator<string> {
  const missing = all.filter(({ kind }) => kind === "missing");
  const others = all.filter(({ kind }) => kind !== "missing");
  yield* section(
    "What the model says in another way",
    ["about", "tool", "model"],
    others,
    ({ about, tool, model }) => [about, tool, model],
  );
  if (missing.length === 0) return;
  yield "";
  yield `GEM requires ${missing.length} parts that the tool does not list; the model has them: ${
    missing.map(({ about }) => about).join(", ")
  }`;
}

/** The report as one JSON object. */
export function jsonReport(exploration: Exploration, peer: string): string {
  const { definition, answers, notes, stopped } = exploration;
  const told = new Told(exploration);
  const valuesOf = (all: readonly ToldVariable[]): object =>
    Object.fromEntries(
      all.map(({ variable, item }) => [variable.name, item === undefined ? null : plainOf(item)]),
    );
  return `${
    JSON.stringify({
      peer,
      definition,
      values: valuesOf(told.status),
      constants: valuesOf(told.constants),
      limits: Object.fromEntries(
        told.status.filter(({ limits }) => limits.length > 0).map(({ variable, limits }) => [
          variable.name,
          limits.map(({ LIMITID: id, UPPERDB, LOWERDB }) => ({
            id,
            upper: plainOf(UPPERDB),
            lower: plainOf(LOWERDB),
          })),
        ]),
      ),
      alarms: told.alarms.map(({ name, isSet = null, isEnabled = null }) => ({ name, isSet, isEnabled })),
      recipes: told.recipes ?? null,
      clock: told.clock ?? null,
      answers,
      notes,
      stopped: stopped ?? null,
    })
  }\n`;
}

function* section<T>(
  title: string,
  heads: readonly string[],
  parts: readonly T[],
  row: (part: T) => readonly string[],
): Generator<string> {
  yield "";
  yield `${title}: ${parts.length === 0 ? "none" : parts.length}`;
  if (parts.length > 0) yield* tableOf(heads, parts.map(row));
}

function head({ variable: { id, name, format, array } }: ToldVariable): string[] {
  return [`${id}`, name, array ? `${format}[]` : format];
}

function limitsOf({ variable: { limits: range }, limits }: ToldVariable): string {
  if (range === undefined) return "";
  const set = limits.map(({ LIMITID, UPPERDB, LOWERDB }) =>
    `; ${LIMITID}: ${shown(LOWERDB)} to ${shown(UPPERDB)}`
  );
  return `${range.min} to ${range.max}${set.join("")}`;
}

function valueOf(value: unknown): string {
  return value === undefined ? "" : typeof value === "string" ? quoted(value) : `${value}`;
}

function yesOrNo(value: boolean | undefined): string {
  return value === undefined ? "not known" : value ? "yes" : "no";
}
