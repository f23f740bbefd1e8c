/** The variables of a tool: their ids, kinds and names in the model. */

import type { SecsId } from "../../../secs/mod.ts";
import type { DefinitionId } from "../../definition/definition_value.ts";
import type { VariableKind } from "../../definition/model.ts";
import {
  REQUIRED_CONSTANTS,
  REQUIRED_DATA_VARIABLES,
  REQUIRED_STATUS_VARIABLES,
  type RequiredVariable,
} from "../../definition/required.ts";
import { type IdKey, idKey } from "../../ids.ts";
import type { Facts, ListedConstant, ListedVariable } from "./facts.ts";
import { definitionId, findById, IdPool } from "./id_pool.ts";
import { countNames, matchRequired, NamePool, tidy } from "./naming.ts";
import { type Notes, quoted, type Section } from "./notes.ts";

/** A variable of the tool, with its place in the model. */
export interface FoundVariable {
  readonly kind: VariableKind;
  /** The id that the tool has. */
  readonly told: SecsId;
  readonly listed: ListedConstant;
  /** The id in the model. */
  id: DefinitionId;
  /** The name in the model. */
  name: string;
  /** Whether it is the one of that name that GEM requires. */
  isRequired: boolean;
}

/** What the kinds are called, in a definition and in names. */
export const KINDS = {
  status: { section: "statusVariables", short: "SV", required: REQUIRED_STATUS_VARIABLES },
  constant: { section: "constants", short: "EC", required: REQUIRED_CONSTANTS },
  data: { section: "dataVariables", short: "DV", required: REQUIRED_DATA_VARIABLES },
} as const satisfies Readonly<
  Record<
    VariableKind,
    { section: Section; short: string; required: Readonly<Record<string, RequiredVariable>> }
  >
>;

/** All kinds. */
export const ALL_KINDS = Object.keys(KINDS) as readonly VariableKind[];

/** The variables, and how the VIDs of the tool lead to them. */
export interface FoundVariables {
  readonly all: readonly FoundVariable[];
  /** The ids of the required variables that the tool does not have, if theirs are taken. */
  readonly missing: readonly {
    readonly kind: VariableKind;
    readonly name: string;
    readonly id: DefinitionId;
  }[];
  /** The variable of a VID in an event: a data variable, if several kinds have the id. */
  find(vid: SecsId): FoundVariable | undefined;
}

/** Puts the variables together. */
export function findVariables(facts: Facts, notes: Notes): FoundVariables {
  const kinds: Record<VariableKind, Map<IdKey, FoundVariable>> = {
    status: entriesOf("status", facts.status, notes),
    constant: entriesOf("constant", facts.constants, notes),
    data: entriesOf("data", facts.data, notes),
  };
  addUnlisted(kinds, facts, notes);
  const ids = new IdPool(ALL_KINDS.flatMap((kind) => [...kinds[kind].keys()]), ALL_KINDS.flatMap(usualIds));
  separate(kinds, ids, notes);
  const all = ALL_KINDS.flatMap((kind) => [...kinds[kind].values()]);
  name(all, notes);
  return {
    all,
    missing: missingOf(all, ids, notes),
    find: (vid) => findById(kinds.data, vid) ?? findById(kinds.status, vid) ?? findById(kinds.constant, vid),
  };
}

function entriesOf(
  kind: VariableKind,
  listed: readonly ListedVariable[],
  notes: Notes,
): Map<IdKey, FoundVariable> {
  const { section, short } = KINDS[kind];
  const found = new Map<IdKey, FoundVariable>();
  for (const one of listed) {
    const id = definitionId(one.id);
    const what = `${short} ${one.id} ${quoted(one.name)}`;
    if (id === undefined) notes.add(section, what, "left out: a model cannot have this id");
    else if (found.has(id)) notes.add(section, `${what}, and the id is there before`, "the first of them");
    else found.set(id, { kind, told: one.id, listed: one, id, name: "", isRequired: false });
  }
  return found;
}

/** Events have variables that no list has: they are data variables. */
function addUnlisted(
  kinds: Record<VariableKind, Map<IdKey, FoundVariable>>,
  facts: Facts,
  notes: Notes,
): void {
  for (const { id: event, variables = [] } of facts.events) {
    for (const vid of variables) {
      if (ALL_KINDS.some((kind) => findById(kinds[kind], vid) !== undefined)) continue;
      const id = definitionId(vid);
      if (id === undefined) continue;
      const listed = { id: vid, name: "", units: "" };
      kinds.data.set(idKey(id), { kind: "data", told: vid, listed, id, name: "", isRequired: false });
      notes.add(
        "dataVariables",
        `VID ${vid} of event ${event}, which is in no list`,
        `a data variable, DV ${vid}`,
      );
    }
  }
}

/** In a model status variables, constants and data variables share one space of ids. */
function separate(kinds: Record<VariableKind, Map<IdKey, FoundVariable>>, ids: IdPool, notes: Notes): void {
  for (const [key, constant] of kinds.constant) {
    const status = kinds.status.get(key);
    if (status === undefined) continue;
    if (isSame(status, constant)) {
      kinds.status.delete(key);
      notes.add("constants", `${key} is a status variable and a constant`, "a constant");
    } else move(constant, status, ids, notes);
  }
  for (const [key, data] of kinds.data) {
    const other = kinds.status.get(key) ?? kinds.constant.get(key);
    if (other === undefined) continue;
    if (isSame(other, data)) {
      kinds.data.delete(key);
      const { section, short } = KINDS[other.kind];
      notes.add(section, `${key} is a data variable and ${short}`, `${short} alone`);
    } else move(data, other, ids, notes);
  }
}

function isSame(one: FoundVariable, other: FoundVariable): boolean {
  const [a, b] = [tidy(one.listed.name), tidy(other.listed.name)];
  return a === b || a === "" || b === "";
}

function move(moved: FoundVariable, other: FoundVariable, ids: IdPool, notes: Notes): void {
  moved.id = ids.take(undefined);
  const { section, short } = KINDS[moved.kind];
  notes.add(
    section,
    `${short} ${moved.told} ${quoted(moved.listed.name)} has the id of ${KINDS[other.kind].short} ${
      quoted(other.listed.name)
    }`,
    `its id is ${moved.id}: a model has one space of ids for both`,
  );
}

function name(all: readonly FoundVariable[], notes: Notes): void {
  for (const one of all) one.name = tidy(one.listed.name) || tidy(`${KINDS[one.kind].short} ${one.told}`);
  for (const kind of ALL_KINDS) {
    const required = Object.keys(KINDS[kind].required);
    for (const [one, requiredName] of matchRequired(all.filter((some) => some.kind === kind), required)) {
      one.name = requiredName;
      one.isRequired = true;
    }
  }
  const own = all.filter(({ isRequired }) => !isRequired);
  const counts = countNames(own.map((one) => one.name));
  const names = new NamePool(ALL_KINDS.flatMap((kind) => Object.keys(KINDS[kind].required)));
  for (const one of own) one.name = names.take(one.name, one.told, counts.get(one.name)! > 1);
  for (const { kind, name: given, told, listed } of all) {
    if (given === listed.name) continue;
    const { section, short } = KINDS[kind];
    notes.of(section, given)("", `${short} ${told} has the name ${quoted(listed.name)}`, quoted(given));
  }
}

function missingOf(all: readonly FoundVariable[], ids: IdPool, notes: Notes): FoundVariables["missing"] {
  const has = new Set(all.filter(({ isRequired }) => isRequired).map((one) => one.name));
  return ALL_KINDS.flatMap((kind) =>
    Object.entries<RequiredVariable>(KINDS[kind].required).flatMap(([name, { id: usual }]) => {
      if (has.has(name)) return [];
      const id = ids.keep(usual);
      notes.of(KINDS[kind].section, name)(
        "",
        "not in its lists",
        `there, with id ${id}, as GEM requires it`,
        "missing",
      );
      return id === usual ? [] : [{ kind, name, id }];
    })
  );
}

function usualIds(kind: VariableKind): number[] {
  return Object.values<RequiredVariable>(KINDS[kind].required).map(({ id }) => id);
}
