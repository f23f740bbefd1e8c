/**
 * SECS-II messages (SEMI E5) on HSMS: answered by stream and function, built and read as typed data.
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
export { describeMessage, formatSecsTrace } from "./describe.ts";
export { SecsAcknowledgeError, SecsStream9Error } from "./errors.ts";
export { SecsHandler } from "./handler.ts";
export {
  NO_BODY,
  type SecsCallback,
  type SecsFault,
  type SecsHandlerEvents,
  type SecsHandlerOptions,
  type SecsReply,
  type SecsRole,
} from "./handler_options.ts";
export { HostRequests } from "./host_requests.ts";
export { arrayOf, emptyList, type Fields, orEmptyList, record, type Values } from "./list_schemas.ts";
export {
  defineMessage,
  HEADER_ONLY,
  MessageBody,
  type MessageDefinition,
  type MessageShape,
  type MessageShapes,
  type MessageValue,
} from "./message_definition.ts";
export * from "./messages/mod.ts";
export { type Infer, type Schema, SecsSchemaError } from "./schema.ts";
export { SecsMessage } from "./secs_message.ts";
export {
  acknowledge,
  anyItem,
  ascii,
  binary,
  byte,
  id,
  type SecsId,
  signed,
  truth,
  unsigned,
} from "./value_schemas.ts";
