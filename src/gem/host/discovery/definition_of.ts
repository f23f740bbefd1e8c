import type {
  ConstantDefinition,
  EquipmentDefinition,
  ProcessProgramKind,
  StatusVariableDefinition,
} from "../../definition/equipment_definition.ts";
import { constantPart } from "./constant_parts.ts";
import { eventParts } from "./event_parts.ts";
import type { Facts } from "./facts.ts";
import { findVariables, type FoundVariable } from "./found_variables.ts";
import { findById } from "./id_pool.ts";
import { withIdFormats } from "./id_formats.ts";
import { tidy } from "./naming.ts";
import { type Notes, quoted } from "./notes.ts";
import { shownItem } from "./typing.ts";
import { variablePart } from "./variable_parts.ts";

/** Maximum length of MDLN and of SOFTREV. */
const MAX_IDENTITY = 20;
/** The kinds of process programs, by PPFormat. */
const KINDS_OF_FORMAT: Readonly<Record<number, readonly ProcessProgramKind[]>> = {
  1: ["unformatted"],
  2: ["formatted"],
  3: ["unformatted", "formatted"],
};

/** The model of a tool, as far as it has said it; `readEquipment` takes it, whatever the tool has said. */
export function definitionOf(facts: Facts, notes: Notes): EquipmentDefinition {
  const variables = findVariables(facts, notes);
  const status = new Map<string, Partial<StatusVariableDefinition>>();
  const data = new Map<string, Partial<StatusVariableDefinition>>();
  const constants = new Map<string, Partial<ConstantDefinition>>();
  const left = new Set<FoundVariable>();
  for (const found of variables.all) {
    if (found.kind === "constant") {
      const part = constantPart(found, facts, notes);
      if (part === undefined) left.add(found);
      else if (Object.keys(part).length > 0) constants.set(found.name, part);
      continue;
    }
    const part = variablePart(found, facts, notes);
    if (Object.keys(part).length > 0) (found.kind === "status" ? status : data).set(found.name, part);
  }
  for (const { kind, name, id } of variables.missing) {
    ({ status, data, constant: constants })[kind].set(name, { id });
  }
  const limited = new Map([...status].filter(([, { limits }]) => limits !== undefined));
  const find = (vid: string | number | bigint): FoundVariable | undefined => {
    const found = variables.find(vid);
    return found !== undefined && left.has(found) ? undefined : found;
  };
  const { events, alarms } = eventParts(facts, { limited, find }, notes);
  for (const [name, part] of limited) status.set(name, part);
  noteUnsaid(facts, notes);
  const kinds = programKinds(facts, variables.all, notes);
  const definition = {
    model: identity("model", facts.identity?.MDLN, notes),
    revision: identity("revision", facts.identity?.SOFTREV, notes),
    ...section("statusVariables", status),
    ...section("constants", constants),
    ...section("events", events),
    ...section("alarms", alarms),
    ...(kinds !== undefined && { processPrograms: { kinds } }),
  };
  return { ...definition, ...section("dataVariables", withIdFormats(definition, data, notes)) };
}

function section<N extends string, T>(
  name: N,
  parts: ReadonlyMap<string, T>,
): { [K in N]?: Record<string, T> } {
  return (parts.size === 0 ? {} : { [name]: Object.fromEntries(parts) }) as { [K in N]?: Record<string, T> };
}

function identity(field: "model" | "revision", told: string | undefined, notes: Notes): string {
  const text = tidy(told ?? "", MAX_IDENTITY) || "unknown";
  if (told === undefined) notes.add(field, "nothing", quoted(text), "untold");
  else if (text !== told) notes.add(field, quoted(told), quoted(text));
  return text;
}

/** PPFormat says the kinds; a tool that has a list of programs and no PPFormat has unformatted ones. */
function programKinds(
  facts: Facts,
  variables: readonly FoundVariable[],
  notes: Notes,
): readonly ProcessProgramKind[] | undefined {
  const variable = variables.find(({ name, isRequired }) => isRequired && name === "PPFormat");
  const item = variable && findById(facts.values, variable.told);
  const format = item !== undefined && item.length === 1 && "value" in item ? Number(item.value) : undefined;
  const kinds = format === undefined ? undefined : KINDS_OF_FORMAT[format];
  if (kinds !== undefined || facts.programs === undefined) return kinds;
  if (facts.programs === 0 && item?.length === 0) return undefined;
  notes.add(
    "processPrograms",
    item === undefined ? "no PPFormat" : `PPFormat ${shownItem(item)}`,
    "unformatted, as it has a list of them (S7F20)",
  );
  return KINDS_OF_FORMAT[1];
}

/** What no message says. */
function noteUnsaid({ unknownReports }: Facts, notes: Notes): void {
  notes.add("commands", "no message lists remote commands and their parameters", "none", "untold");
  notes.add("processing", "no message lists the processing states", "those of the example of E30", "untold");
  notes.add("S2F30", "no list of the only values that a constant can have (values)", "none", "untold");
  for (const { event, id, values } of unknownReports) {
    notes.add(
      "events",
      `event ${event} came with report ${id}: ${values}`,
      "nothing: its VIDs are not known",
    );
  }
}
