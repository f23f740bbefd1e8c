import type { HsmsRequestOptions } from "../core/mod.ts";
import type { Item } from "../secs2/mod.ts";
import type { SecsReply, SecsRole } from "./handler_options.ts";
import { MessageBody } from "./message_body.ts";
import type { MessageDefinition, NoBody } from "./message_definition.ts";

/** A message as SecsHandler takes it: its definition, or its body in one direction. */
export type SecsMessageType =
  | MessageDefinition<unknown, unknown, MessageDefinition<unknown, unknown> | undefined>
  | MessageBody<unknown, MessageBody<unknown> | undefined>;

/** A message that has a reply. */
export type SecsRequestType =
  | MessageDefinition<unknown, unknown, MessageDefinition<unknown, unknown>>
  | MessageBody<unknown, MessageBody<unknown>>;

/** The body that `Sender` sends of a message; of a message of one direction, that one. */
export type SecsSentBody<M extends SecsMessageType, Sender extends SecsRole> = M extends
  { toHost: infer ToHost; toEquipment: infer ToEquipment }
  ? Sender extends "host" ? [SecsValue<ToEquipment>] extends [never] ? ToHost : ToEquipment
  : [SecsValue<ToHost>] extends [never] ? ToEquipment
  : ToHost
  : M;

/** The body that comes to `Receiver`. */
export type SecsReceivedBody<M extends SecsMessageType, Receiver extends SecsRole> = SecsSentBody<
  M,
  Receiver extends "host" ? "equipment" : "host"
>;

/** The value that a body is built from and reads as. */
export type SecsValue<Body> = Body extends { read(item: Item | undefined): infer T } ? T : never;

/** The value of the reply to a body. */
export type SecsReplyValue<Body> = Body extends { reply: infer Reply } ? SecsValue<Reply> : never;

/** What a callback returns: the value of the reply, an item, or NO_BODY. */
export type SecsAnswer<Body> = [SecsReplyValue<Body>] extends [never] ? SecsReply
  : SecsReplyValue<Body> | Item | NoBody;

/** The arguments of `send` after the message; a message without a body needs no value. */
export type SecsSendArguments<T> = undefined extends T ? [value?: T] : [value: T];

/** The arguments of `request` after the message. */
export type SecsRequestArguments<T> = [...SecsSendArguments<T>, options?: HsmsRequestOptions | undefined];

/** The body that `sender` sends of a message; of a message of one direction, that one. */
export function sentBody(
  message: SecsMessageType,
  sender: SecsRole,
): MessageBody<unknown, MessageBody<unknown> | undefined> {
  if (message instanceof MessageBody) return message;
  const { toHost, toEquipment } = message;
  const [first, second] = sender === "host" ? [toEquipment, toHost] : [toHost, toEquipment];
  return first.isSent ? first : second;
}
