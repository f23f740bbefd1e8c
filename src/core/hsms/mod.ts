/** Floor 2: HSMS (E37) over the seam of floor 1. */
export { HsmsActiveConnection, type HsmsActiveConnectionOptions } from "./connection/active_connection.ts";
export {
  type HsmsAddPeerOptions,
  HsmsConnectionManager,
  type HsmsConnectionManagerOptions,
  type HsmsHandler,
  type HsmsHandlerFactory,
  type HsmsManagerStats,
} from "./manager/connection_manager.ts";
export { CONTROL_SESSION, DeselectStatus, RejectReason, SelectStatus, SType } from "./wire/codes.ts";
export { HsmsConnection, type HsmsConnectionOptions, type WaitOptions } from "./connection/connection.ts";
export {
  deselectReq,
  deselectRsp,
  linktestReq,
  linktestRsp,
  rejectReq,
  selectReq,
  selectRsp,
  separateReq,
} from "./wire/control.ts";
export type { HsmsConnectionDelegate } from "./connection/delegate.ts";
export type { HsmsDoorOptions, HsmsSharedDoorOptions } from "./listen/door.ts";
export { errorSink, type HsmsErrorListener } from "./connection/error_sink.ts";
export {
  HsmsAbortError,
  HsmsClosedError,
  HsmsOverflowError,
  HsmsProtocolError,
  HsmsRejectError,
  HsmsSelectError,
  HsmsStateError,
  HsmsTimeoutError,
  type HsmsTimer,
} from "./errors.ts";
export { FrameDecoder, type FrameDecoderOptions } from "./link/frame_decoder.ts";
export { HsmsHeader, type HsmsHeaderFields } from "./wire/header.ts";
export { HsmsMultiPassiveConnection } from "./listen/multi_passive_connection.ts";
export { HsmsMultiPassiveServer, type HsmsMultiPassiveServerOptions } from "./listen/multi_passive_server.ts";
export { HsmsPacket } from "./wire/packet.ts";
export type { HsmsPrimariesOptions } from "./protocol/packet_stream.ts";
export { HsmsPassiveConnection, type HsmsPassiveConnectionOptions } from "./listen/passive_connection.ts";
export { HsmsProtocol } from "./protocol/protocol.ts";
export type {
  HsmsProtocolEvents,
  HsmsProtocolOptions,
  HsmsRequestOptions,
} from "./protocol/protocol_options.ts";
export { type AttemptSpacing, type HsmsReconnectOptions, Reconnect } from "./connection/reconnect.ts";
export type { SessionState } from "./machine/state.ts";
export type { HsmsStats, HsmsTraffic } from "./protocol/stats.ts";
export { streamFunction, type StreamFunctionOptions } from "./wire/stream_function.ts";
export { type HsmsTimeoutOptions, HsmsTimeouts, type HsmsTimeoutValues } from "./timeouts.ts";
export type { HsmsRefusal, HsmsTrace, HsmsTraceDetail, HsmsTraceEvent } from "./connection/trace.ts";
export { formatTrace } from "./connection/trace_line.ts";
export type { TransportSource, TransportStage } from "./connection/transport_source.ts";
export type { HsmsBusyPolicy } from "./listen/turn_away.ts";
