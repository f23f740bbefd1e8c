import { readFile } from "node:fs/promises";
import { type HsmsPacket, streamFunction } from "../../core/mod.ts";
import { A, B, encodeItem, type Item, L } from "../../secs2/mod.ts";
import { parseMessages } from "../../sml/mod.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import { VERSION } from "../version.ts";

/** Who the command is for its peers: an equipment says its model, a host an empty list. */
export type Role = "host" | "equipment";

/** What is answered to which primary; several answers to one are given in turn, over and over. */
export class Replies {
  readonly #answers = new Map<string, HsmsPacket[]>();
  readonly #turns = new Map<string, number>();

  /** Answers S1F1 and S1F13, as everybody must. */
  static standard(role: Role): Replies {
    const replies = new Replies();
    const identity = role === "equipment" ? L(A("hsms"), A(VERSION)) : L();
    replies.add(1, 2, identity);
    replies.add(1, 14, L(B(0), identity));
    return replies;
  }

  /** Adds the secondaries of an SML file; they take the place of the standard answers. */
  async read(path: string): Promise<void> {
    const messages = await messagesIn(path);
    const own = new Replies();
    for (const { stream, function: func, item } of messages) {
      if (func % 2 === 1) {
        throw new CommandError(`${path} answers with S${stream}F${func}: an answer has an even function`, 2);
      }
      own.add(stream, func, item);
    }
    for (const [primary, answers] of own.#answers) this.#answers.set(primary, answers);
  }

  /** Adds an answer. */
  add(stream: number, func: number, item: Item | undefined): void {
    const primary = `S${stream}F${func === 0 ? "*" : func - 1}`;
    const answers = this.#answers.get(primary) ?? [];
    answers.push(streamFunction(stream, func, encodeItem(item)));
    this.#answers.set(primary, answers);
  }

  /** The answer to a primary; undefined where there is none, or none is expected. */
  to({ header }: HsmsPacket): HsmsPacket | undefined {
    if (!header.requireResponse) return undefined;
    const primary = [`S${header.stream}F${header.function}`, `S${header.stream}F*`]
      .find((name) => this.#answers.has(name));
    if (primary === undefined) return undefined;
    const answers = this.#answers.get(primary)!;
    const turn = this.#turns.get(primary) ?? 0;
    this.#turns.set(primary, turn + 1);
    return answers[turn % answers.length];
  }
}

async function messagesIn(path: string): Promise<ReturnType<typeof parseMessages>> {
  try {
    return parseMessages(await readFile(path, "utf8"));
  } catch (error) {
    throw new CommandError(`Cannot take answers from ${path}: ${sentenceOf(error)}`, 2, { cause: error });
  }
}
