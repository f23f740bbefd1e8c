import type { EquipmentDefinition, GemDiscoverNote } from "../../gem/mod.ts";
import { type Difference, differencesOf, lineOf } from "./differences.ts";

/** What no message says, of the whole and of its parts. */
const UNSAID: ReadonlySet<string> = new Set([
  "$schema",
  "description",
  "commands",
  "processing",
  "simulation",
]);
const UNSAID_OF_PARTS: ReadonlySet<string> = new Set(["description", "values", "value"]);
/** The differences between two models, a line each. Values at the moment are not compared. */
export function compareModels(before: EquipmentDefinition, after: EquipmentDefinition): string[] {
  return [...differencesOf(before, after)].filter(({ path }) => !isMoving(path) && path !== "$schema").map(
    lineOf,
  );
}

/** The differences between a model and what a tool has told: what no message says is not compared. */
export function compareWithTool(
  model: EquipmentDefinition,
  found: EquipmentDefinition,
  notes: readonly GemDiscoverNote[],
): string[] {
  const untold = new Set(notes.filter(({ kind }) => kind === "untold").map(({ about }) => about));
  const isTold = ({ path }: Difference): boolean => !untold.has(path) && !isMoving(path);
  return [...differencesOf(sayable(model), sayable(found))].filter(isTold).map(lineOf);
}

/** A model without what no message says. */
function sayable(definition: EquipmentDefinition): object {
  const sections = Object.entries(definition).filter(([name]) => !UNSAID.has(name));
  return Object.fromEntries(sections.map(([name, section]) => [
    name,
    typeof section === "object" ? withoutUnsaid(section) : section,
  ]));
}

function withoutUnsaid(section: object): object {
  return Object.fromEntries(
    Object.entries(section).map(([name, part]) => [
      name,
      typeof part === "object" && part !== null && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).filter(([field]) => !UNSAID_OF_PARTS.has(field)))
        : part,
    ]),
  );
}

function isMoving(path: string): boolean {
  return /^statusVariables(\.[A-Za-z_$][\w$]*|\["(?:[^"\\]|\\.)*"\])\.value$/.test(path);
}
