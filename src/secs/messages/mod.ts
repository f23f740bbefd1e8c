/** The standard messages of E5. Of a file that has schemas for others too, the exports are named. */
export { type SecsErrorEntry, type SecsIdentity, type SecsMultiBlockInquire } from "./common.ts";
export {
  type SecsCarrierSlots,
  type SecsJobRecipe,
  type SecsJobStatus,
  type SecsProcessJob,
  type SecsRecipeParameter,
} from "./jobs.ts";
export { type SecsObjectAttribute, type SecsObjectStatus, type SecsTableStatus } from "./objects.ts";
export * from "./stream1.ts";
export * from "./stream1_objects.ts";
export {
  S2F21,
  S2F22,
  S2F33,
  S2F34,
  S2F35,
  S2F36,
  S2F37,
  S2F38,
  S2F39,
  S2F40,
  S2F41,
  S2F42,
  S2F49,
  S2F50,
  type SecsCommandAcknowledge,
  type SecsCommandParameter,
  type SecsDefineReports,
  type SecsEnableEvents,
  type SecsEnhancedCommandAcknowledge,
  type SecsEnhancedCommandParameter,
  type SecsEnhancedParameterAcknowledge,
  type SecsEnhancedRemoteCommand,
  type SecsEventLink,
  type SecsLinkReports,
  type SecsParameterAcknowledge,
  type SecsRemoteCommand,
  type SecsReportDefinition,
} from "./stream2_control.ts";
export {
  S2F0,
  S2F13,
  S2F14,
  S2F15,
  S2F16,
  S2F17,
  S2F18,
  S2F23,
  S2F24,
  S2F25,
  S2F26,
  S2F29,
  S2F30,
  S2F31,
  S2F32,
  type SecsEquipmentConstant,
  type SecsEquipmentConstantName,
  type SecsTraceInitialize,
} from "./stream2_equipment.ts";
export * from "./stream2_limits.ts";
export * from "./stream2_programs.ts";
export * from "./stream2_settings.ts";
export {
  S2F43,
  S2F44,
  type SecsSpoolAcknowledge,
  type SecsSpoolStream,
  type SecsSpoolStreamAcknowledge,
} from "./stream2_spooling.ts";
export * from "./stream3_carriers.ts";
export * from "./stream3_tags.ts";
export * from "./stream5.ts";
export * from "./stream5_exceptions.ts";
export * from "./stream6.ts";
export * from "./stream6_annotated.ts";
export * from "./stream6_discrete.ts";
export * from "./stream6_objects.ts";
export * from "./stream7.ts";
export * from "./stream7_large.ts";
export * from "./stream9.ts";
export * from "./stream10.ts";
export * from "./stream12_maps.ts";
export * from "./stream12_setup.ts";
export * from "./stream13_datasets.ts";
export * from "./stream13_tables.ts";
export * from "./stream14_attributes.ts";
export * from "./stream14_objects.ts";
export * from "./stream15_recipes.ts";
export * from "./stream16_create.ts";
export * from "./stream16_jobs.ts";
export * from "./stream17_links.ts";
export * from "./stream17_reports.ts";
