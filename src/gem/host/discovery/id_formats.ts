/** The formats of data variables whose values are ids: a definition has them only if they are not what the ids need. */

import { formatOfIds, hasIds, idsNamedBy } from "../../definition/entries.ts";
import type { DataVariableDefinition, EquipmentDefinition } from "../../definition/equipment_definition.ts";
import { Problems } from "../../definition/problems.ts";
import { fits } from "../../definition/values.ts";
import type { Notes } from "./notes.ts";

/** The data variables of a definition, with these formats only where they say something. */
export function withIdFormats(
  definition: EquipmentDefinition,
  data: Map<string, Partial<DataVariableDefinition>>,
  notes: Notes,
): Map<string, Partial<DataVariableDefinition>> {
  const settled = new Map(data);
  for (const [name, { format, ...rest }] of data) {
    if (format === undefined || !hasIds(name)) continue;
    const ids = idsNamedBy(name, definition, new Problems());
    const usual = formatOfIds(ids);
    const misfit = ids.find((id) => format !== "L" && !fits({ name, format, array: false }, id));
    if (misfit === undefined && format !== usual) continue;
    if (misfit !== undefined) {
      notes.of("dataVariables", name)(
        "format",
        format,
        `${usual}, as ${format} cannot have the id ${misfit}`,
      );
    }
    if (Object.keys(rest).length > 0) settled.set(name, rest);
    else settled.delete(name);
  }
  return settled;
}
