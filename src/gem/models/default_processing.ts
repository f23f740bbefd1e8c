import type { ProcessingDefinition } from "./processing_data.ts";

/** The states of the example in E30. */
export type DefaultProcessingState =
  | "INIT"
  | "IDLE"
  | "PROCESSING ACTIVE"
  | "PROCESS"
  | "SETUP"
  | "READY"
  | "EXECUTING"
  | "PAUSE";

/** What moves the example: remote commands, alarms, and what the tool reports. */
export type DefaultProcessingTrigger =
  | "initialized"
  | "commit"
  | "set up"
  | "START"
  | "done"
  | "STOP"
  | "ABORT"
  | "PAUSE"
  | "alarm"
  | "RESUME";

const CHANGE = "Processing State Change";

/**
 * The example of E30, for a tool that names no states of its own. The codes are ours, as the standard has none.
 */
export const DEFAULT_PROCESSING: ProcessingDefinition<DefaultProcessingState, DefaultProcessingTrigger> = {
  states: [
    { name: "INIT", code: 0 },
    { name: "IDLE", code: 1 },
    { name: "PROCESSING ACTIVE" },
    { name: "PROCESS", partOf: "PROCESSING ACTIVE" },
    { name: "SETUP", code: 2, partOf: "PROCESS" },
    { name: "READY", code: 3, partOf: "PROCESS" },
    { name: "EXECUTING", code: 4, partOf: "PROCESS" },
    { name: "PAUSE", code: 5, partOf: "PROCESSING ACTIVE" },
  ],
  initial: "INIT",
  transitions: [
    { row: 1, from: "INIT", on: ["initialized"], to: "IDLE", events: [CHANGE] },
    { row: 2, from: "IDLE", on: ["commit"], to: "SETUP", events: [CHANGE] },
    { row: 3, from: "SETUP", on: ["set up"], to: "READY", events: [CHANGE] },
    { row: 4, from: "READY", on: ["START"], to: "EXECUTING", events: ["Processing Started", CHANGE] },
    { row: 5, from: "EXECUTING", on: ["done"], to: "IDLE", events: ["Processing Completed", CHANGE] },
    { row: 6, from: "PROCESSING ACTIVE", on: ["STOP"], to: "IDLE", events: ["Processing Stopped", CHANGE] },
    { row: 7, from: "PROCESSING ACTIVE", on: ["ABORT"], to: "IDLE", events: ["Processing Stopped", CHANGE] },
    { row: 8, from: "PROCESS", on: ["PAUSE", "alarm"], to: "PAUSE", events: [CHANGE] },
    { row: 9, from: "PAUSE", on: ["RESUME"], to: "PROCESS", history: true, events: [CHANGE] },
  ],
};
