import { ETCHER } from "../../cli/models/etcher.ts";
import { readEquipment } from "../../gem/mod.ts";
import type { StoryModel } from "../story/mod.ts";

/** The names of the etcher, as a story takes them. */
export const ETCHER_NAMES: StoryModel = namesOf();

function namesOf(): StoryModel {
  const { definition } = readEquipment(ETCHER);
  const { model, revision, statusVariables = {}, dataVariables = {}, events = {}, alarms = {} } = definition;
  return {
    name: `${model} ${revision}`,
    variables: Object.fromEntries(
      Object.entries({ ...statusVariables, ...dataVariables }).map((
        [name, { id, units }],
      ) => [String(id), { name, units }]),
    ),
    events: Object.fromEntries(Object.entries(events).map(([name, { id }]) => [String(id), name])),
    alarms: Object.fromEntries(Object.entries(alarms).map(([name, { id }]) => [String(id), name])),
  };
}
