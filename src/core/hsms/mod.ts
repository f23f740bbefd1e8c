/** Floor 2: HSMS (E37) over the seam of floor 1. */
export { HsmsActiveConnection, type HsmsActiveConnectionOptions } from "./active_connection.ts";
export {
  type HsmsAddPeerOptions,
  HsmsConnectionManager,
  type HsmsConnectionManagerOptions,
  type HsmsHandler,
  type HsmsHandlerFactory,
  type HsmsManagerStats,
} from "./connection_manager.ts";
export { CONTROL_SESSION, DeselectStatus, RejectReason, SelectStatus, SType } from "./codes.ts";
export { HsmsConnection, type HsmsConnectionOptions, type WaitOptions } from "./connection.ts";
export {
  deselectReq,
  deselectRsp,
  linktestReq,
  linktestRsp,
  rejectReq,
  selectReq,
  selectRsp,
  separateReq,
} from "./control.ts";
export type { HsmsConnectionDelegate } from "./delegate.ts";
export type { HsmsDoorOptions, HsmsSharedDoorOptions } from "./door.ts";
export { errorSink, type HsmsErrorListener } from "./error_sink.ts";
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
export { FrameDecoder, type FrameDecoderOptions } from "./frame_decoder.ts";
export { HsmsHeader, type HsmsHeaderFields } from "./header.ts";
export { HsmsMultiPassiveConnection } from "./multi_passive_connection.ts";
export { HsmsMultiPassiveServer, type HsmsMultiPassiveServerOptions } from "./multi_passive_server.ts";
export { HsmsPacket } from "./packet.ts";
export type { HsmsPrimariesOptions } from "./packet_stream.ts";
export { HsmsPassiveConnection, type HsmsPassiveConnectionOptions } from "./passive_connection.ts";
export { HsmsProtocol } from "./protocol.ts";
export type { HsmsProtocolEvents, HsmsProtocolOptions, HsmsRequestOptions } from "./protocol_options.ts";
export { type AttemptSpacing, type HsmsReconnectOptions, Reconnect } from "./reconnect.ts";
export type { SessionState } from "./state.ts";
export type { HsmsStats, HsmsTraffic } from "./stats.ts";
export type { HsmsRefusal } from "./reception.ts";
export { streamFunction, type StreamFunctionOptions } from "./stream_function.ts";
export { type HsmsTimeoutOptions, HsmsTimeouts, type HsmsTimeoutValues } from "./timeouts.ts";
export type { HsmsTrace, HsmsTraceDetail, HsmsTraceEvent } from "./trace.ts";
export { formatTrace } from "./trace_line.ts";
export type { TransportSource, TransportStage } from "./transport_source.ts";
export type { HsmsBusyPolicy } from "./turn_away.ts";
