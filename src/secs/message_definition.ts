import { requireInteger } from "../core/base/mod.ts";
import { MessageBody } from "./message_body.ts";
import type { SecsSchema } from "./schema/schema.ts";

/** The type of {@linkcode NO_BODY}. */
export interface NoBody {
  /** Tells it from schemas, items and values. */
  readonly isNoBody: true;
}

/** A header without a body: as the shape of a message, and as what a callback returns. */
export const NO_BODY: NoBody = Object.freeze({ isNoBody: true });

/** The shape of a body in one direction: a schema, NO_BODY, or undefined if the message is not sent in it. */
export type MessageShape = SecsSchema<unknown> | NoBody | undefined;

/** The value that a body of a shape is built from and reads as. */
export type MessageValue<S extends MessageShape> = S extends SecsSchema<infer T> ? T
  : S extends NoBody ? undefined
  : never;

/** The title and the shapes of a message; a direction that is left out is one in which it is not sent. */
export interface MessageShapes<ToHost extends MessageShape, ToEquipment extends MessageShape, Reply = never> {
  /** The title in the standard. */
  title: string;
  /** The body as the equipment sends it. */
  toHost?: ToHost;
  /** The body as the host sends it. */
  toEquipment?: ToEquipment;
  /** The secondary that answers it: the same stream, the next function. Left out if no reply is expected. */
  reply?: Reply;
}

/** A message in both directions, and the message that answers it. A value of type `never` is not sent. */
export interface MessageDefinition<
  ToHost,
  ToEquipment,
  Reply extends MessageDefinition<unknown, unknown> | undefined = undefined,
> {
  /** The title in the standard. */
  readonly title: string;
  /** As the equipment sends it. */
  readonly toHost: MessageBody<ToHost, ReplyBody<Reply, "toEquipment">>;
  /** As the host sends it. */
  readonly toEquipment: MessageBody<ToEquipment, ReplyBody<Reply, "toHost">>;
  /** The secondary that answers it; undefined if there is none. */
  readonly reply: Reply;
}

/** The body of a reply in one direction; undefined if there is no reply. */
export type ReplyBody<Reply, Direction extends "toHost" | "toEquipment"> = Reply extends
  MessageDefinition<unknown, unknown> ? Reply[Direction] : undefined;

/** The definition of a reply by its shapes; undefined if it has none. */
export type ReplyOfShapes<ToHost extends MessageShape, ToEquipment extends MessageShape> =
  [ToHost | ToEquipment] extends [undefined] ? undefined
    : MessageDefinition<MessageValue<ToHost>, MessageValue<ToEquipment>>;

/**
 * Defines a message and the message that answers it. The types of their values follow from the shapes.
 *
 * @throws {RangeError} when the stream is not 0 to 127, the function is not 0 to 255, or a reply is given for a function
 * that is even or 255.
 *
 * @example A message of your own and its reply
 * ```ts
 * import { defineMessage, schema } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const S64F1 = defineMessage(64, 1, {
 *   title: "Chamber report",
 *   toHost: schema.record({ CHAMBER: schema.unsigned(), STATE: schema.ascii(10) }),
 *   reply: { title: "Chamber report acknowledge", toEquipment: schema.acknowledge() },
 * });
 * const item = S64F1.toHost.build({ CHAMBER: 2, STATE: "IDLE" });
 * assertEquals(S64F1.toHost.read(item).STATE, "IDLE");
 * assertEquals(S64F1.reply.toEquipment.name, "S64F2");
 * ```
 */
export function defineMessage<
  ToHost extends MessageShape = undefined,
  ToEquipment extends MessageShape = undefined,
  ReplyToHost extends MessageShape = undefined,
  ReplyToEquipment extends MessageShape = undefined,
>(
  stream: number,
  func: number,
  shapes: MessageShapes<ToHost, ToEquipment, MessageShapes<ReplyToHost, ReplyToEquipment>>,
): MessageDefinition<
  MessageValue<ToHost>,
  MessageValue<ToEquipment>,
  ReplyOfShapes<ReplyToHost, ReplyToEquipment>
> {
  requireInteger("stream", stream, 0, 127);
  requireInteger("function", func, 0, 255);
  const { title, toHost, toEquipment, reply: secondary } = shapes;
  if (secondary !== undefined && (func % 2 === 0 || func === 255)) {
    throw new RangeError(`S${stream}F${func} has no reply: only an odd function below 255 has one`);
  }
  const reply = secondary && defineMessage(stream, func + 1, secondary);
  const body = <R extends MessageBody<unknown> | undefined>(shape: MessageShape, reply: R) => {
    const schema = shape === undefined || "isNoBody" in shape ? undefined : shape;
    return new MessageBody(stream, func, schema, shape !== undefined, reply);
  };
  const definition = {
    title,
    toHost: body(toHost, reply?.toEquipment),
    toEquipment: body(toEquipment, reply?.toHost),
    reply,
  };
  // The types follow from the shapes, which TypeScript does not see here.
  return definition as MessageDefinition<unknown, unknown, undefined> as MessageDefinition<
    MessageValue<ToHost>,
    MessageValue<ToEquipment>,
    ReplyOfShapes<ReplyToHost, ReplyToEquipment>
  >;
}
