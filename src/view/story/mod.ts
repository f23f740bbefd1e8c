/**
 * What a log tells: links and their states, requests and their replies, faults, and what GEM says; as columns, so that a
 * million frames open. Names no runtime.
 *
 * @module
 */
export { readStory, StoryBuilder } from "./builder.ts";
export type { StoryModel, StoryOptions, StoryTimers, ViewOptions } from "./options.ts";
export type * from "./story.ts";
