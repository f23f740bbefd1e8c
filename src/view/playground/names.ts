import { ETCHER } from "../../cli/models/etcher.ts";
import { storyModelOf } from "../../cli/view/story_model.ts";
import { readEquipment } from "../../gem/mod.ts";
import type { StoryModel } from "../story/mod.ts";

/** The names of the etcher, as a story takes them. */
export const ETCHER_NAMES: StoryModel = storyModelOf(readEquipment(ETCHER));
