/**
 * SECS-II messages (SEMI E5) on HSMS: answered by callbacks, built and read as typed data.
 *
 * @example A message as data
 * ```ts
 * import { S1F13 } from "@secs/hsms/secs";
 * import { assertEquals } from "@std/assert";
 *
 * const body = S1F13.toHost.build({ MDLN: "MODEL", SOFTREV: "1.0" });
 * assertEquals(S1F13.toHost.read(body).SOFTREV, "1.0");
 * ```
 *
 * @module
 */
export { describeMessage, type DescribeOptions, formatSecsTrace } from "./describe.ts";
export { SecsAcknowledgeError, type SecsAcknowledgeErrorOptions, SecsStream9Error } from "./errors.ts";
export type { SecsGate, SecsGateAnswer } from "./gate.ts";
export { SecsHandler } from "./handler.ts";
export type {
  SecsCallback,
  SecsExpectOptions,
  SecsFault,
  SecsHandlerEvent,
  SecsHandlerOptions,
  SecsReply,
  SecsRole,
} from "./handler_options.ts";
export type { HostRequester, HostRequests } from "./host_requests.ts";
export type { MessageBody } from "./message_body.ts";
export {
  defineMessage,
  type MessageDefinition,
  type MessageShape,
  type MessageShapes,
  type MessageValue,
  NO_BODY,
  type NoBody,
  type ReplyBody,
  type ReplyOfShapes,
} from "./message_definition.ts";
export type {
  SecsAnswer,
  SecsMessageType,
  SecsReceivedBody,
  SecsReplyValue,
  SecsRequestArguments,
  SecsRequestType,
  SecsSendArguments,
  SecsSentBody,
  SecsValue,
} from "./message_types.ts";
export { ALL_ALARMS, type SecsAllAlarms } from "./messages/all_alarms.ts";
export * from "./messages/mod.ts";
export { SecsDialect, type SecsDialectOptions, type SecsForms } from "./schema/dialect.ts";
export type { SecsByteId, SecsId } from "./schema/ids.ts";
export {
  formatsOfKind,
  SECS_KINDS,
  type SecsByteKind,
  type SecsKind,
  type SecsKindFormat,
} from "./schema/kinds.ts";
/** Words for the shape of a body: `schema.record`, `schema.ascii` and others. */
export * as schema from "./schema/mod.ts";
export { SecsBuilding, type SecsNote, type SecsNoteKind, SecsPlace, SecsReading } from "./schema/place.ts";
export { SecsSchemaError } from "./schema/error.ts";
export type { SecsSchema } from "./schema/schema.ts";
export type { SecsShape, SecsShapeField } from "./schema/shape.ts";
export { SecsMessage } from "./secs_message.ts";
