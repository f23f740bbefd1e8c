import type { Item } from "../secs2/mod.ts";
import { type SecsSchema, SecsSchemaError } from "./schema/schema.ts";

/**
 * A message in one direction: its stream and function, the shape of its body, and the body that answers it.
 *
 * @typeParam T What the body is built from and reads as; undefined for a message without one.
 * @typeParam Reply The body of the reply; undefined if the message has none.
 */
export class MessageBody<T, Reply extends MessageBody<unknown> | undefined = undefined> {
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
    this.stream = stream;
    this.function = func;
    this.isSent = isSent;
    this.reply = reply;
    this.#schema = schema;
  }

  /** The stream and the function: `S1F13`. */
  get name(): string {
    return `S${this.stream}F${this.function}`;
  }

  /**
   * Builds the body.
   *
   * @throws {SecsSchemaError} when the value does not fit; its path says where.
   */
  build(value: T): Item | undefined {
    this.#requireSent();
    return this.#schema?.build(value, this.name);
  }

  /**
   * Reads a body.
   *
   * @throws {SecsSchemaError} when it does not fit; its path says where.
   */
  read(item: Item | undefined): T {
    this.#requireSent();
    if (this.#schema === undefined) {
      if (item === undefined) return undefined as T;
      throw new SecsSchemaError(this.name, `expected no body, got ${item.format}`);
    }
    if (item === undefined) throw new SecsSchemaError(this.name, "expected a body, got none");
    return this.#schema.read(item, this.name);
  }

  #requireSent(): void {
    if (!this.isSent) throw new SecsSchemaError(this.name, "this message is not sent in that direction");
  }
}
