/**
 * SEMI E37 (HSMS) for Deno, Bun and Node: connections, handlers, SECS-II messages.
 *
 * @example A host asks a tool who it is, over real TCP, both in one process
 * ```ts
 * import { connect, listen, streamFunction } from "@secs/hsms";
 *
 * const tool = await listen({ port: 0, bindAddress: "127.0.0.1" });
 * tool.on("primary", ({ packet }) => tool.sendResponse(streamFunction(1, 2), packet));
 *
 * const host = await connect({ address: "127.0.0.1", port: tool.connection.listeningEndpoint!.port });
 * const reply = await host.sendAndWaitForResponse(streamFunction(1, 1));
 * console.log(reply.header.name); // S1F2
 *
 * await host.disable();
 * await tool.disable();
 * ```
 *
 * @module
 */
export {
  type Clock,
  type DialOptions,
  type Endpoint,
  formatEndpoint,
  type Listener,
  type ListenOptions,
  type Network,
  SecsError,
  type SecsErrorOptions,
  systemClock,
  type Transport,
  TransportError,
  type TransportErrorCode,
  type TransportHandler,
} from "./src/core/mod.ts";
export {
  CONTROL_SESSION,
  createBudget,
  deselectReq,
  deselectRsp,
  DeselectStatus,
  formatTrace,
  FrameDecoder,
  type FrameDecoderOptions,
  HsmsAbortError,
  type HsmsAcceptOptions,
  HsmsActiveConnection,
  type HsmsActiveConnectionOptions,
  type HsmsAddPeerOptions,
  type HsmsBudget,
  type HsmsBusyPolicy,
  HsmsClosedError,
  type HsmsClosedErrorCode,
  HsmsConnection,
  type HsmsConnectionDelegate,
  HsmsConnectionManager,
  type HsmsConnectionManagerOptions,
  type HsmsConnectionOptions,
  type HsmsErrorListener,
  type HsmsEvent,
  type HsmsEventOf,
  type HsmsEventType,
  type HsmsHandler,
  type HsmsHandlerClass,
  HsmsHeader,
  type HsmsHeaderFields,
  type HsmsManagedOption,
  type HsmsManagerStats,
  type HsmsMultiPassiveConnection,
  HsmsMultiPassiveServer,
  type HsmsMultiPassiveServerOptions,
  HsmsOverflowError,
  HsmsPacket,
  HsmsPassiveConnection,
  type HsmsPassiveConnectionOptions,
  type HsmsPrimariesOptions,
  HsmsProtocol,
  HsmsProtocolError,
  type HsmsProtocolErrorCode,
  type HsmsProtocolOptions,
  type HsmsReconnectOptions,
  type HsmsRefusal,
  HsmsRejectError,
  type HsmsRequestOptions,
  HsmsSelectError,
  type HsmsSelectErrorCode,
  type HsmsServerAcceptOptions,
  type HsmsSession,
  HsmsStateError,
  type HsmsStateErrorCode,
  type HsmsStats,
  HsmsTimeoutError,
  type HsmsTimeoutOptions,
  HsmsTimeouts,
  type HsmsTimeoutValues,
  type HsmsTimer,
  type HsmsTrace,
  type HsmsTraceEvent,
  type HsmsTraffic,
  type LateReply,
  linktestReq,
  linktestRsp,
  type MachineEvent,
  RejectReason,
  rejectReq,
  selectReq,
  selectRsp,
  SelectStatus,
  separateReq,
  type SessionState,
  streamFunction,
  type StreamFunctionOptions,
  SType,
  type WaitOptions,
} from "./src/core/mod.ts";
export * from "./src/open/mod.ts";
export * from "./src/secs/mod.ts";
export {
  A,
  B,
  type BinaryItem,
  BOOLEAN,
  type BooleanItem,
  C2,
  decodeItem,
  type DecodeOptions,
  encodeItem,
  encodeText,
  F4,
  F8,
  type Format as ItemFormat,
  I1,
  I2,
  I4,
  I8,
  type Item,
  J,
  L,
  type ListItem,
  type LocalizedItem,
  type NumberArgument,
  type NumberArguments,
  type NumberArrays,
  type NumberFormat,
  type NumberItem,
  type NumberValue,
  Secs2Error,
  TextEncodingError,
  type TextItem,
  U1,
  U2,
  U4,
  U8,
} from "./src/secs2/mod.ts";
export * from "./src/sml/mod.ts";
export { createTcp, tcp, type TcpOptions } from "./src/transports/tcp.ts";
export { createTls, type TlsOptions } from "./src/transports/tls.ts";
