import { type HsmsPacket, streamFunction } from "../../core/mod.ts";
import { A, B, encodeItem, type Item, L } from "../../secs2/mod.ts";
import { parseMessages, type SmlMessage } from "../../sml/mod.ts";
import { asUsage, CommandError } from "../errors.ts";
import { readTextFile } from "../text_file.ts";
import { VERSION } from "../version.ts";

/** What the command is for its peers: an equipment replies with its model, a host with an empty list. */
export type Role = "host" | "equipment";

/** The replies to primaries; several replies to the same primary are used in turn, again and again. */
export class Replies {
  readonly #replies = new Map<string, HsmsPacket[]>();
  readonly #turns = new Map<string, number>();

  /** Replies to S1F1 and S1F13, which every peer may send. */
  static standard(role: Role): Replies {
    const replies = new Replies();
    const identity = role === "equipment" ? L(A("hsms"), A(VERSION)) : L();
    replies.add(1, 2, identity);
    replies.add(1, 14, L(B(0), identity));
    return replies;
  }

  /** Adds the secondaries of an SML file; they replace the standard replies. */
  async read(path: string): Promise<void> {
    const messages = await messagesIn(path);
    const given = new Replies();
    for (const { stream, function: func, item } of messages) {
      if (func % 2 === 1) {
        throw new CommandError(
          `Cannot reply with S${stream}F${func} of ${path}: the function of a reply is even`,
          2,
        );
      }
      given.add(stream, func, item);
    }
    for (const [primary, replies] of given.#replies) this.#replies.set(primary, replies);
  }

  /** Adds a reply. */
  add(stream: number, func: number, item: Item | undefined): void {
    const primary = `S${stream}F${func === 0 ? "*" : func - 1}`;
    const replies = this.#replies.get(primary) ?? [];
    replies.push(streamFunction(stream, func, encodeItem(item)));
    this.#replies.set(primary, replies);
  }

  /** The reply to a primary; undefined if there is none, or none is expected. */
  to({ header }: HsmsPacket): HsmsPacket | undefined {
    if (!header.requireResponse) return undefined;
    const primary = [`S${header.stream}F${header.function}`, `S${header.stream}F*`]
      .find((name) => this.#replies.has(name));
    if (primary === undefined) return undefined;
    const replies = this.#replies.get(primary)!;
    const turn = this.#turns.get(primary) ?? 0;
    this.#turns.set(primary, turn + 1);
    return replies[turn % replies.length];
  }
}

async function messagesIn(path: string): Promise<SmlMessage[]> {
  const text = await readTextFile(path, "replies");
  return asUsage(() => parseMessages(text), `Cannot take replies from ${path}: `);
}
