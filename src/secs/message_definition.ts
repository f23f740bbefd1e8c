import type { Item } from "../secs2/mod.ts";
import { type Schema, SecsSchemaError } from "./schema.ts";

/**
 * A message in one direction: its stream and function, whether it expects a reply, and the shape of its body.
 *
 * @typeParam T What the body is built from and reads as; undefined for a message without one.
 */
export class MessageBody<T> {
  /** The stream. */
  readonly stream: number;
  /** The function. */
  readonly function: number;
  /** Whether it is sent with the W bit. */
  readonly requireResponse: boolean;
  readonly #schema: Schema<T> | undefined;
  readonly #sent: boolean;

  /** Made by {@linkcode defineMessage}; `sent`: whether the message goes in this direction at all. */
  constructor(
    stream: number,
    func: number,
    requireResponse: boolean,
    schema: Schema<T> | undefined,
    sent: boolean,
  ) {
    this.stream = stream;
    this.function = func;
    this.requireResponse = requireResponse;
    this.#schema = schema;
    this.#sent = sent;
  }

  /** `S1F13`. */
  get name(): string {
    return `S${this.stream}F${this.function}`;
  }

  /** Builds the body; throws a SecsSchemaError that says where the value does not fit. */
  build(value: T): Item | undefined {
    this.#check();
    return this.#schema?.build(value, this.name);
  }

  /** Reads a body; throws a SecsSchemaError that says where it does not fit. */
  read(item: Item | undefined): T {
    this.#check();
    if (this.#schema === undefined) {
      if (item === undefined) return undefined as T;
      throw new SecsSchemaError(this.name, `expected no body, got ${item.format}`);
    }
    if (item === undefined) throw new SecsSchemaError(this.name, "expected a body, got none");
    return this.#schema.read(item, this.name);
  }

  #check(): void {
    if (!this.#sent) throw new SecsSchemaError(this.name, "this message is not sent in that direction");
  }
}

/** A message of E5: what it is called, and its body in each direction. */
export interface MessageDefinition<ToHost, ToEquipment> {
  /** The standard's title. */
  readonly title: string;
  /** As the equipment sends it. */
  readonly toHost: MessageBody<ToHost>;
  /** As the host sends it. */
  readonly toEquipment: MessageBody<ToEquipment>;
}

/** Stands for a message that consists of its header only. */
export const HEADER_ONLY = "header only";

/** The shape of a body in one direction: a schema, none, or not sent. */
export type MessageShape = Schema<unknown> | typeof HEADER_ONLY | undefined;

/** What a body of a shape is built from and reads as. */
export type MessageValue<S extends MessageShape> = S extends Schema<infer T> ? T
  : S extends typeof HEADER_ONLY ? undefined
  : never;

/** The shapes of a message; a direction that is left out is one in which the message is not sent. */
export interface MessageShapes<ToHost extends MessageShape, ToEquipment extends MessageShape> {
  /** Whether the primary is sent with the W bit. @default {true for odd functions} */
  requireResponse?: boolean;
  /** The body as the equipment sends it. */
  toHost?: ToHost;
  /** The body as the host sends it. */
  toEquipment?: ToEquipment;
}

/**
 * Defines a message: the types for building and reading it follow from its shape.
 *
 * @example A message of your own
 * ```ts
 * import { ascii, defineMessage, record, unsigned } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const S64F1 = defineMessage(64, 1, "Chamber report", {
 *   toHost: record({ CHAMBER: unsigned(), STATE: ascii(10) }),
 * });
 * const item = S64F1.toHost.build({ CHAMBER: 2, STATE: "IDLE" });
 * assertEquals(S64F1.toHost.read(item).STATE, "IDLE");
 * ```
 */
export function defineMessage<
  ToHost extends MessageShape = undefined,
  ToEquipment extends MessageShape = undefined,
>(
  stream: number,
  func: number,
  title: string,
  shapes: MessageShapes<ToHost, ToEquipment>,
): MessageDefinition<MessageValue<ToHost>, MessageValue<ToEquipment>> {
  const { requireResponse = func % 2 === 1 } = shapes;
  const body = <T>(shape: MessageShape): MessageBody<T> => {
    const schema = shape === HEADER_ONLY || shape === undefined ? undefined : shape;
    return new MessageBody<T>(
      stream,
      func,
      requireResponse,
      schema as Schema<T> | undefined,
      shape !== undefined,
    );
  };
  return { title, toHost: body(shapes.toHost), toEquipment: body(shapes.toEquipment) };
}
