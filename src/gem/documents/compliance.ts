import type { EquipmentModel } from "../definition/model.ts";
import { ADDITIONAL, type Capability, FUNDAMENTAL, isImplemented } from "./capabilities.ts";
import { section, table, textOf } from "./markdown.ts";
import type { AnyMessage } from "./message_list.ts";

/**
 * The compliance statement of a tool in Markdown: which requirements and capabilities of GEM (E30) it has, and whether as
 * GEM wants them. It follows from the model, and from what this library does.
 *
 * @example
 * ```ts
 * import { complianceStatement, defineEquipment } from "@secs/hsms/gem";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const model = defineEquipment({ model: "ETCH-3", revision: "1.2.0" });
 * assertStringIncludes(complianceStatement(model), "# GEM compliance statement of ETCH-3 1.2.0");
 * ```
 */
export function complianceStatement(model: EquipmentModel): string {
  const title = `GEM compliance statement of ${textOf(model.model)} ${textOf(model.revision)}`;
  return `${section(1, title, complianceTables(model, 2))}\n`;
}

/** The tables of the statement, with headings of a level. */
export function complianceTables(model: EquipmentModel, level: number): string {
  const fundamental = FUNDAMENTAL.map((
    one,
  ) => [one.name, yes(isImplemented(one, model)), ...remarks(one, model)]);
  const isWhole = FUNDAMENTAL.every((one) => isCompliant(one, model));
  const additional = ADDITIONAL.map((one) => [
    one.name,
    yes(isImplemented(one, model)),
    yes(isCompliant(one, model)),
    ...remarks(one, model),
  ]);
  return [
    section(
      level,
      "Fundamental requirements",
      table(["requirement", "implemented", "messages", "remarks"], fundamental),
      `All fundamental requirements together are GEM compliant: **${yes(isWhole)}**.`,
    ),
    section(
      level,
      "Additional capabilities",
      table(["capability", "implemented", "GEM compliant", "messages", "remarks"], additional),
    ),
  ].join("\n\n");
}

function isCompliant(capability: Capability, model: EquipmentModel): boolean {
  return isImplemented(capability, model) && capability.lacks?.(model) === undefined;
}

/** The messages, and what is to be said beside them. */
function remarks(capability: Capability, model: EquipmentModel): string[] {
  if (!isImplemented(capability, model)) return ["", ""];
  const names = (capability.messages(model) as AnyMessage[]).map(({ toHost }) => toHost.name);
  return [
    names.join(", "),
    [capability.lacks?.(model), capability.note].filter((one) => one !== undefined).join("; "),
  ];
}

function yes(is: boolean): string {
  return is ? "yes" : "no";
}
