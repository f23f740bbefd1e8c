/**
 * GEM (E30): a tool from one model, for the hosts that it has; and the parts that it is made of. The state models are pure
 * functions: events and the time go in, rows of E30 and effects come out.
 *
 * @module
 */
export { defineEquipment } from "./definition/define_equipment.ts";
export * from "./definition/definition_value.ts";
export * from "./definition/equipment_definition.ts";
export * from "./definition/formats.ts";
export { IdIndex, NameIndex } from "./definition/index_of.ts";
export { equipmentSchema, type JsonSchema } from "./definition/json_schema.ts";
export * from "./definition/model.ts";
export * from "./definition/names.ts";
export { readEquipment } from "./definition/read_equipment.ts";
export * from "./definition/required.ts";
export { GemValueError } from "./definition/value_error.ts";
export * from "./definition/value_types.ts";
export * from "./definition/values.ts";
export { closest, didYouMean } from "./did_you_mean.ts";
export * from "./definition/simulation_definition.ts";
export { complianceStatement } from "./documents/compliance.ts";
export { gemManual } from "./documents/manual.ts";
export * from "./equipment/acks.ts";
export type { CommandAnswer, CommandCall, CommandHandler } from "./equipment/commands.ts";
export type { ConstantsCheck, ConstantsHost } from "./equipment/constants.ts";
export { Equipment } from "./equipment/equipment.ts";
export {
  type GemEquipmentEvent,
  GemEquipmentHandler,
  type GemEquipmentOptions,
} from "./equipment/equipment_handler.ts";
export type {
  DataValues,
  EquipmentEvent,
  EquipmentOptions,
  TerminalHandler,
} from "./equipment/equipment_options.ts";
export type { EquipmentHostOptions, HostSpoolOptions, OptionalReply } from "./equipment/host_options.ts";
export type { MessageLoss, OutgoingEvent, OutgoingMessage } from "./equipment/outgoing.ts";
export type { ToolAlarm } from "./equipment/tool_alarm.ts";
export { GemHandler } from "./handler/handler.ts";
export type {
  GemControlState,
  GemEvent,
  GemHandlerEvent,
  GemHandlerOptions,
  GemWaitOptions,
} from "./handler/options.ts";
export type { GemAcknowledge } from "./handler/meanings.ts";
export { type GemRefusalDetail, GemRefusalError } from "./handler/refusal_error.ts";
export type { GemSendProgramOptions } from "./handler/requests.ts";
export type { GemListedAlarm } from "./host/alarms.ts";
export type { GemClock, GemHostTimeOptions } from "./host/clock.ts";
export type {
  CommandArguments,
  GemCommandOptions,
  GemCommandResult,
  GemRawParameter,
  LooseParameters,
} from "./host/commands.ts";
export * from "./host/discovery/discovery_options.ts";
export type { GemAcknowledged, GemEventsOptions } from "./host/event_reader.ts";
export * from "./host/host_events.ts";
export { GemHostCalls, type GemReadings } from "./host/host_calls.ts";
export { GemHostHandler } from "./host/host_handler.ts";
export * from "./host/host_options.ts";
export { type GemLack, GemLackError, lackOf } from "./host/lack.ts";
export type { GemLimit, GemLimits, GemVariableLimits } from "./host/limits.ts";
export * from "./host/profile/profile.ts";
export { profileSchema, readProfile } from "./host/profile/read_profile.ts";
export type { GemReading } from "./host/readings.ts";
export type {
  CommandRef,
  ConstantRef,
  EventRef,
  GemRef,
  HostEventName,
  InputOfRef,
  StatusRef,
  ValueOfRef,
  VariableRef,
} from "./host/refs.ts";
export type { GemEventReport } from "./host/report_book.ts";
export { GemSpoolError } from "./host/spool_error.ts";
export type {
  GemEmptiedSpool,
  GemEmptySpoolOptions,
  GemSpool,
  GemSpoolEvent,
  GemSpoolOptions,
} from "./host/spool_state.ts";
export type { GemTerminalOptions } from "./host/terminals.ts";
export type { GemTrace } from "./host/traces.ts";
export type {
  GemEventReports,
  GemListedConstant,
  GemListedEvent,
  GemListedVariable,
} from "./host/variables.ts";
export { GemIgnoredError } from "./host/wish/ignored_error.ts";
export * from "./host/wish/steps.ts";
export type { GemPlanOptions, GemSetup, GemWantOptions, GemWish, GemWishedEvents } from "./host/wish/wish.ts";
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
export {
  ACKC13,
  ACKC7,
  ACKC7A,
  PP_CHANGE_STATUS,
  PP_FORMAT,
  type PpChangeStatus,
  PPGNT,
} from "./programs/codes.ts";
export type { DataSets } from "./programs/data_sets.ts";
export { ProcessProgramError, type ProcessProgramErrorCode } from "./programs/errors.ts";
export type {
  HostPrograms,
  InquireAnswer,
  ProgramAnswer,
  ProgramVerification,
} from "./programs/host_programs.ts";
export type { LargeProgramOptions, LargePrograms } from "./programs/large_programs.ts";
export { ProcessPrograms } from "./programs/process_programs.ts";
export { isFormatted, ppidKey, type ProcessProgram } from "./programs/program.ts";
export { decodePpid, decodeProgram, encodeProgram } from "./programs/program_bytes.ts";
export type { ProcessProgramOptions, ProgramChange, ProgramFailure } from "./programs/program_options.ts";
export { MemoryPrograms, type ProcessProgramStore, type StoredProgram } from "./programs/program_store.ts";
export type { DataSetPeer } from "./programs/read_data_set.ts";
export * from "./setup/alarm_enables.ts";
export type { LimitFormat } from "./setup/limit_values.ts";
export * from "./setup/limits.ts";
export * from "./setup/multi_block.ts";
export * from "./setup/report_answers.ts";
export * from "./setup/report_options.ts";
export * from "./setup/report_setup.ts";
export { parseSamplePeriod } from "./setup/sample_period.ts";
export type { Identified, SavedBigint, SavedId, SetupSource } from "./setup/source.ts";
export * from "./setup/trace_options.ts";
export * from "./setup/traces.ts";
export { GemStoreError, type GemStoreErrorCode, type GemStoreErrorOptions } from "./store/errors.ts";
export type { GemStoreLimits } from "./store/limits.ts";
export { MemoryStore } from "./store/memory_store.ts";
export { Simulation, type SimulationEvent, type SimulationOptions } from "./simulation/simulation.ts";
export type { GemStore, GemStoreChange } from "./store/store.ts";
export { InvalidTimeError } from "./time/errors.ts";
export {
  formatTime,
  TIME_FORMS,
  TIME_FORMS_WITH_14,
  type TimeForm,
  type TimeForms,
} from "./time/format_time.ts";
export { type ParsedTime, parseTime } from "./time/parse_time.ts";
export { TIACK, type TimeAck, ToolClock, type ToolClockOptions } from "./time/tool_clock.ts";
export { systemZone, type TimeZone } from "./time/zone.ts";
