import { type Item, L } from "../secs2/mod.ts";
import { SecsBuilding, SecsReading } from "./schema/place.ts";
import { SecsSchemaError } from "./schema/error.ts";
import type { SecsSchema } from "./schema/schema.ts";
import type { SecsShape } from "./schema/shape.ts";

/** What has an empty list where nothing is said: a message without a body is read as one. */
const LISTS: readonly SecsShape["type"][] = ["array", "vector", "emptyList", "orEmptyList"];

/**
 * A message in one direction: its stream and function, the shape of its body, and the body that answers it.
 *
 * @typeParam T What the body is built from and reads as; undefined for a message without one.
 * @typeParam Reply The body of the reply; undefined if the message has none.
 */
export class MessageBody<T, Reply extends MessageBody<unknown> | undefined = undefined> {
  /** The stream and the function: `S1F13`. */
  readonly name: string;
  /** The stream. */
  readonly stream: number;
  /** The function. */
  readonly function: number;
  /** Whether the message is sent in this direction. */
  readonly isSent: boolean;
  /** The body that answers it, in the other direction. */
  readonly reply: Reply;
  readonly #schema: SecsSchema<T> | undefined;

  /** Called by {@linkcode defineMessage}. */
  constructor(
    stream: number,
    func: number,
    schema: SecsSchema<T> | undefined,
    isSent: boolean,
    reply: Reply,
  ) {
    this.name = `S${stream}F${func}`;
    this.stream = stream;
    this.function = func;
    this.isSent = isSent;
    this.reply = reply;
    this.#schema = schema;
  }

  /** The shape of the body; undefined if there is none. */
  get shape(): SecsShape | undefined {
    return this.#schema?.shape;
  }

  /**
   * Builds the body.
   *
   * @param at How the peer wants it; without it as E5 has it, with identifiers in U4.
   * @throws {SecsSchemaError} when the value does not fit; its path says where.
   */
  build(value: T, at: SecsBuilding = new SecsBuilding()): Item | undefined {
    at.begin(this.name);
    this.#requireSent();
    return this.#schema?.build(value, at);
  }

  /**
   * Reads a body.
   *
   * @param at How the peer writes, and where the notes go that say what is not as E5 has it.
   * @throws {SecsSchemaError} when it does not fit; its path says where.
   */
  read(item: Item | undefined, at: SecsReading = new SecsReading()): T {
    at.begin(this.name);
    this.#requireSent();
    const schema = this.#schema;
    if (schema === undefined) {
      if (item !== undefined) at.tolerate("surplus", "no body", item);
      return undefined as T;
    }
    return item === undefined ? readNothing(schema, at) : schema.read(item, at);
  }

  #requireSent(): void {
    if (!this.isSent) throw new SecsSchemaError(this.name, "this message is not sent in that direction");
  }
}

/** The value of a message without a body. */
function readNothing<T>(schema: SecsSchema<T>, at: SecsReading): T {
  const { missing, shape } = schema;
  const isList = LISTS.includes(shape.type) && !(shape.type === "array" && shape.isExplicit);
  if (missing === undefined && !isList) throw at.fail("expected a body, got none");
  at.tolerate("header-only", "a body", undefined);
  return missing === undefined ? schema.read(L(), at) : missing.value;
}
