/**
 * The gateway: puts the tools of a site onto a sink, and answers a tool only once the sink has its message. docs/fab.md is the
 * manual.
 *
 * @module
 */
export type { JsonSchema } from "../gem/definition/json_schema.ts";
export { COMMAND_KINDS, type CommandKind } from "./config/command_kinds.ts";
export { diffFab, type FabDiff } from "./config/diff.ts";
export type * from "./config/fab_file.ts";
export { checkWishes } from "./config/check_wish.ts";
export { fabSchema, readFab } from "./config/read_fab.ts";
export type { GatewayMessage, MessageKind } from "./message.ts";
export { PeerMissingError } from "./load_peer.ts";
export { openMqtt } from "./mqtt/mod.ts";
export { openNats } from "./nats/mod.ts";
export type { Owner, OwnerChange } from "./owner.ts";
export type { CommandAnswerer, GatewayPlace, GatewaySummary, PlaceOptions, ToolSummary } from "./place.ts";
export { type Sink, SinkAwayError, type SinkState } from "./sink.ts";
export { MemorySink } from "./sinks/memory.ts";
export { SoleOwner } from "./sole_owner.ts";
export type { ToolCounters } from "./tool/counters.ts";
export { type JournalCounters, JournaledSink, type JournalOptions } from "./journal/journaled_sink.ts";
export { type NdjsonOptions, NdjsonSink } from "./sinks/ndjson.ts";
export { folderPlace, type LineFile, type LinePlace } from "./sinks/ndjson_place.ts";
export type { GatewayErrorCode, GatewayReply, GatewayRequest } from "./commands.ts";
export { type AuditEntry, type FabParts, Gateway, type GatewayOptions } from "./gateway.ts";
export type { GatewayState, ToolState } from "./gateway_state.ts";
export { answerPage, type Page, type PageRequest } from "./outside/pages.ts";
export { openTelemetry, type Telemetry } from "./outside/telemetry.ts";
export { type PagePlace, type PageServer, servePages } from "./outside/server.ts";
