import type { EquipmentModel } from "../../gem/mod.ts";
import type { StoryModel } from "../../view/story/mod.ts";

/** The names of a tool, for a page. */
export function storyModelOf({ model, revision, variables, events, alarms }: EquipmentModel): StoryModel {
  return {
    name: `${model} ${revision}`,
    variables: Object.fromEntries(
      [...variables].map(({ id, name, units }) => [`${id}`, { name, ...units !== "" && { units } }]),
    ),
    events: Object.fromEntries([...events].map(({ id, name }) => [`${id}`, name])),
    alarms: Object.fromEntries([...alarms].map(({ id, name, text }) => [`${id}`, `${name}: ${text}`])),
  };
}
