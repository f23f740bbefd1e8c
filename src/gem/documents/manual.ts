import type { EquipmentModel, ModelParameter, ModelVariable, VariableKind } from "../definition/model.ts";
import type { GemValue } from "../definition/values.ts";
import { START } from "./arrows.ts";
import { messagesOf } from "./capabilities.ts";
import { complianceTables } from "./compliance.ts";
import { drawDiagram } from "./diagram.ts";
import { paragraphOf, section, table, textOf } from "./markdown.ts";
import { messageTable } from "./message_list.ts";
import { SCENARIOS } from "./scenarios.ts";
import { type StateModel, stateModels } from "./state_models.ts";

/**
 * The GEM manual of a tool in Markdown: compliance statement, state models with their diagrams (Mermaid), messages,
 * variables, constants, events, alarms, remote commands and scenarios. It follows from the model, and from what this
 * library does.
 *
 * @example
 * ```ts
 * import { defineEquipment, gemManual } from "@secs/hsms/gem";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const model = defineEquipment({
 *   model: "ETCH-3",
 *   revision: "1.2.0",
 *   alarms: { DoorOpen: { id: 5001, category: "personalSafety", text: "The chamber door is open" } },
 * });
 * assertStringIncludes(gemManual(model), "| 5001 | DoorOpen | 1 ");
 * ```
 */
export function gemManual(model: EquipmentModel): string {
  const { alarms, commands, processPrograms } = model;
  const parts = [
    section(2, "Compliance statement", complianceTables(model, 3)),
    section(2, "State models", ...stateModels(model).map(stateModelText)),
    section(2, "Messages", MESSAGES_ABOUT, messageTable(messagesOf(model))),
    section(2, "Status variables", variableTable(model, "status")),
    section(2, "Data variables", variableTable(model, "data")),
    section(2, "Equipment constants", variableTable(model, "constant")),
    section(2, "Collection events", eventTable(model)),
    ...alarms.all.length > 0 ? [section(2, "Alarms", alarmTable(model))] : [],
    ...commands.all.length > 0 ? [commandSection(model)] : [],
    ...processPrograms.length > 0
      ? [
        section(
          2,
          "Process programs",
          `The tool takes process programs that are ${processPrograms.join(" or ")}.`,
        ),
      ]
      : [],
    section(2, "Scenarios", ...scenarioTexts(model)),
  ];
  const title = `GEM manual of ${textOf(model.model)} ${textOf(model.revision)}`;
  return `${section(1, title, paragraphOf(model.description), ...parts)}\n`;
}

const MESSAGES_ABOUT =
  "Ids may be text or numbers of any format. `L2{…}` is a list of two, `L{…}` a list of any " +
  "length, `L0` an empty one; what is in brackets may be left out. A primary that the tool does not know is answered " +
  "with stream 9; OFF-LINE, most are answered with SxF0.";

function stateModelText({ heading, about, arrows, composites, rows }: StateModel): string {
  const numbers = Object.keys(rows).map(Number);
  const moves = (row: number) => {
    const own = arrows.filter((arrow) => arrow.rows.includes(row));
    const names = (of: readonly string[]) =>
      [...new Set(of)].map((name) => name === START ? "start" : textOf(name)).join(", ");
    return [names(own.map(({ from }) => from)), names(own.map(({ to }) => to))];
  };
  return section(
    3,
    heading,
    about,
    `\`\`\`mermaid\n${drawDiagram(arrows, composites)}\n\`\`\``,
    table(
      ["#", "from", "to", "when", "what is done"],
      numbers.map((row) => [`${row}`, ...moves(row), ...rows[row]!.map(textOf)]),
    ),
  );
}

function variableTable({ variables }: EquipmentModel, kind: VariableKind): string {
  const own = variables.all.filter((one) => one.kind === kind);
  const id = { status: "SVID", data: "DVID", constant: "ECID" }[kind];
  const values = kind === "constant" ? ["default", "range"] : kind === "status" ? ["limits"] : [];
  const rows = own.map((one) => [
    `${one.id}`,
    textOf(one.name),
    formatOf(one),
    textOf(one.units),
    ...kind === "constant"
      ? [valueText(one.initial), rangeOf(one)]
      : kind === "status"
      ? [one.limits === undefined ? "" : `${one.limits.min} to ${one.limits.max}`]
      : [],
    textOf(one.description),
  ]);
  return table([id, "name", "format", "units", ...values, "description"], rows);
}

function eventTable({ events }: EquipmentModel): string {
  const rows = events.all.map(({ id, name, variables, description }) => [
    `${id}`,
    textOf(name),
    variables.map((one) => textOf(one.name)).join(", "),
    textOf(description),
  ]);
  return table(["CEID", "name", "variables", "description"], rows);
}

function alarmTable({ alarms }: EquipmentModel): string {
  const rows = alarms.all.map(({ id, name, category, text, detected, cleared, description }) => [
    `${id}`,
    textOf(name),
    `${category}`,
    textOf(text),
    `${detected.id}`,
    `${cleared.id}`,
    textOf(description),
  ]);
  return table(["ALID", "name", "category", "text", "detected", "cleared", "description"], rows);
}

function commandSection({ commands }: EquipmentModel): string {
  const texts = commands.all.map(({ name, parameters, needsRemote, states, triggers, description }) => {
    const rules = [
      needsRemote ? "Only in REMOTE." : "Also in LOCAL.",
      ...states === undefined ? [] : [`In the processing states ${[...states].map(textOf).join(", ")}.`],
      ...triggers === undefined ? [] : [`Trigger ${textOf(triggers)} of the processing states.`],
    ].join(" ");
    const rows = parameters.all.map((one) => [
      textOf(one.name),
      formatOf(one),
      one.isOptional ? "yes" : "no",
      rangeOf(one),
      textOf(one.description),
    ]);
    const head = ["CPNAME", "format", "optional", "range", "description"];
    return section(
      3,
      textOf(name),
      paragraphOf(description),
      rules,
      rows.length === 0 ? "" : table(head, rows),
    );
  });
  return section(2, "Remote commands", ...texts);
}

function scenarioTexts(model: EquipmentModel): string[] {
  return SCENARIOS.filter(({ isThere }) => isThere?.(model) ?? true).map(({ name, steps }) =>
    section(3, name, table(["from", "message", "what"], steps.map((step) => [...step])))
  );
}

function formatOf({ format, array }: ModelVariable | ModelParameter): string {
  return array ? `${format}[n]` : format === "L" ? "any" : format;
}

/** The values that something can have, if it says so. */
function rangeOf({ min, max, values }: ModelVariable | ModelParameter): string {
  if (values !== undefined) return values.map(valueText).join(", ");
  if (min !== undefined) return max === undefined ? `from ${min}` : `${min} to ${max}`;
  return max === undefined ? "" : `to ${max}`;
}

function valueText(value: GemValue | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "string") return value === "" ? "empty" : textOf(value);
  return typeof value === "object" ? `${[...value as Iterable<unknown>].join(" ")}` : `${value}`;
}
