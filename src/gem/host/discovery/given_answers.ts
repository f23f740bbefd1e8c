import type { Item } from "../../../secs2/mod.ts";
import { type MessageBody, S1F1, S1F11, S1F21, S1F23, S2F29, S2F53, S2F55, S5F5 } from "../../../secs/mod.ts";
import type { GemDiscoverOptions } from "./discovery_options.ts";
import type { Notes } from "./notes.ts";

/** The messages whose answers may be given. */
const LISTS: ReadonlyMap<string, MessageBody<never, MessageBody<unknown>>> = new Map(
  [S1F1, S1F11, S1F21, S1F23, S2F29, S5F5, S2F53, S2F55]
    .map(({ toEquipment }) => [toEquipment.name, toEquipment as MessageBody<never, MessageBody<unknown>>]),
);

/** Answers of another source, for what the tool does not answer. */
export class GivenAnswers {
  readonly #values = new Map<string, unknown>();
  readonly #notes: Notes;

  /**
   * @throws {RangeError} when a message is none of those.
   * @throws {SecsSchemaError} when a body is not as E5 has it.
   */
  constructor(answers: NonNullable<GemDiscoverOptions["answers"]>, notes: Notes) {
    this.#notes = notes;
    for (const [message, item] of Object.entries<Item>(answers)) {
      const body = LISTS.get(message);
      if (body === undefined) {
        throw new RangeError(`answers.${message}: only ${[...LISTS.keys()].join(", ")} can be given`);
      }
      this.#values.set(message, body.reply.read(item));
    }
  }

  /** What the tool has answered; if that is nothing, or an empty list, what was given. */
  fill<T, R>({ name, reply }: MessageBody<T, MessageBody<R>>, told: R | undefined): R | undefined {
    const isThere = told !== undefined && !(Array.isArray(told) && told.length === 0);
    if (isThere || !this.#values.has(name)) return told;
    this.#notes.add(
      reply.name,
      told === undefined ? "no answer" : "an empty list",
      "as it was given (answers)",
    );
    return this.#values.get(name) as R;
  }
}
