import type { EquipmentDefinition } from "../../gem/mod.ts";
import { ETCHER } from "./etcher.ts";
import { INSPECTION } from "./inspection.ts";

/** The models that come with the command, by their names. */
export const BUILT_IN: Readonly<Record<string, EquipmentDefinition>> = {
  etcher: ETCHER,
  inspection: INSPECTION,
};
