/**
 * GEM (E30): the state models, as pure functions; and GemHandler, which establishes communications by one of them.
 *
 * Events and the time go into a model, rows of E30 and effects come out.
 */
export { GemHandler } from "./handler/handler.ts";
export type { GemControlState, GemEvent, GemHandlerEvent, GemHandlerOptions } from "./handler/options.ts";
export type { GemSendProgramOptions } from "./handler/requests.ts";
export * from "./models/alarm.ts";
export * from "./models/communication.ts";
export * from "./models/control.ts";
export * from "./models/default_processing.ts";
export * from "./models/gate.ts";
export * from "./models/limit_check.ts";
export * from "./models/limits.ts";
export * from "./models/processing.ts";
export * from "./models/processing_data.ts";
export * from "./models/spool_power.ts";
export * from "./models/spool_queue.ts";
export * from "./models/spool_setting.ts";
export * from "./models/spooling.ts";
export type { Move, Step, Table } from "./models/table.ts";
