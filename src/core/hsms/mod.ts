/** Floor 2: HSMS (E37) over the seam of floor 1. */
export { HsmsActiveConnection, type HsmsActiveConnectionOptions } from "./connection/active_connection.ts";
export {
  type AttemptSpacing,
  ConnectSpacing,
  type HsmsReconnectOptions,
} from "./connection/attempt_spacing.ts";
export { createBudget, type HsmsBudget } from "./budget.ts";
export { HsmsConnection } from "./connection/connection.ts";
export type { HsmsConnectionOptions, WaitOptions } from "./connection/connection_options.ts";
export type { HsmsConnectionDelegate } from "./connection/delegate.ts";
export type { HsmsEvent, HsmsEventOf, HsmsEventType, HsmsRefusal } from "./connection/events.ts";
export {
  errorSink,
  type HsmsErrorListener,
  type HsmsTrace,
  type HsmsTraceEvent,
} from "./connection/trace.ts";
export { formatTrace } from "./connection/trace_line.ts";
export type { OpenContext, TransportSource } from "./connection/transport_source.ts";
export {
  HsmsAbortError,
  HsmsClosedError,
  type HsmsClosedErrorCode,
  HsmsOverflowError,
  HsmsProtocolError,
  type HsmsProtocolErrorCode,
  HsmsRejectError,
  HsmsSelectError,
  type HsmsSelectErrorCode,
  HsmsStateError,
  type HsmsStateErrorCode,
  HsmsTimeoutError,
  type HsmsTimer,
} from "./errors.ts";
export { FrameDecoder, type FrameDecoderOptions } from "./link/frame_decoder.ts";
export type { HsmsAcceptOptions, HsmsBusyPolicy, HsmsServerAcceptOptions } from "./listen/accept_options.ts";
export { HsmsMultiPassiveConnection } from "./listen/multi_passive_connection.ts";
export { HsmsMultiPassiveServer, type HsmsMultiPassiveServerOptions } from "./listen/multi_passive_server.ts";
export { HsmsPassiveConnection, type HsmsPassiveConnectionOptions } from "./listen/passive_connection.ts";
export type { LateReply, MachineEvent } from "./machine/effect.ts";
export type { SessionState } from "./machine/state.ts";
export {
  type HsmsAddPeerOptions,
  HsmsConnectionManager,
  type HsmsConnectionManagerOptions,
  type HsmsManagedOption,
  type HsmsManagerStats,
} from "./manager/connection_manager.ts";
export type { HsmsHandler, HsmsHandlerClass } from "./protocol/handler.ts";
export type { HsmsPrimariesOptions } from "./protocol/packet_stream.ts";
export { HsmsProtocol } from "./protocol/protocol.ts";
export type { HsmsProtocolOptions, HsmsRequestOptions } from "./protocol/protocol_options.ts";
export type { HsmsSession } from "./protocol/session.ts";
export type { HsmsStats, HsmsTraffic } from "./protocol/stats.ts";
export { type HsmsTimeoutOptions, HsmsTimeouts, type HsmsTimeoutValues } from "./timeouts.ts";
export {
  codeMeaning,
  CONTROL_SESSION,
  DeselectStatus,
  RejectReason,
  SelectStatus,
  SType,
} from "./wire/codes.ts";
export { HsmsHeader, type HsmsHeaderFields } from "./wire/header.ts";
export {
  deselectReq,
  deselectRsp,
  linktestReq,
  linktestRsp,
  rejectReq,
  selectReq,
  selectRsp,
  separateReq,
  streamFunction,
  type StreamFunctionOptions,
} from "./wire/messages.ts";
export { HsmsPacket } from "./wire/packet.ts";
