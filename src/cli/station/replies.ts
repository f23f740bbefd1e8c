import { type HsmsPacket, streamFunction } from "../../core/mod.ts";
import { A, B, encodeItem, type Item, L } from "../../secs2/mod.ts";
import { parseMessages, type SmlNote } from "../../sml/mod.ts";
import { asUsage, CommandError } from "../errors.ts";
import { readTextFile } from "../text_file.ts";
import { VERSION } from "../version.ts";
import { correctionsIn } from "./corrections.ts";
import { inBytes } from "./input.ts";

/** What the command is for its peers: an equipment replies with its model, a host with an empty list. */
export type Role = "host" | "equipment";

/** What a file of replies had besides them. */
export interface ReadReplies {
  readonly primaries: number;
  readonly rules: number;
  /** What was corrected to read it, for the user. */
  readonly corrections: readonly string[];
}

/** The replies to primaries; several replies to the same primary are used in turn, again and again. */
export class Replies {
  readonly #replies = new Map<string, HsmsPacket[]>();
  readonly #turns = new Map<string, number>();
  readonly #streams = new Set<number>();

  /** Replies to S1F1 and S1F13, which every peer may send. */
  static standard(role: Role): Replies {
    const replies = new Replies();
    const identity = role === "equipment" ? L(A("hsms"), A(VERSION)) : L();
    replies.add(1, 2, identity);
    replies.add(1, 14, L(B(0), identity));
    return replies;
  }

  /**
   * Adds the secondaries of an SML file, with its texts in `encoding`; they replace the standard replies. Its primaries, and the rules of simulators
   * (`if (S1F1) S1F2.`), are left out: returns how many.
   *
   * @throws {CommandError} When the file cannot be read, or has no reply; exit code 2.
   */
  async read(path: string, encoding?: string): Promise<ReadReplies> {
    const text = await readTextFile(path, "replies");
    const notes: SmlNote[] = [];
    const onNote = (note: SmlNote): void => void notes.push(note);
    const messages = asUsage(
      () => parseMessages(inBytes(text, encoding), { onNote }),
      `Cannot take replies from ${path}: `,
    );
    const given = new Replies();
    const secondaries = messages.filter(({ function: func }) => func % 2 === 0);
    for (const { stream, function: func, item } of secondaries) given.add(stream, func, item);
    if (secondaries.length === 0) {
      throw new CommandError(
        `Cannot take replies from ${path}: it has none. The function of a reply is even`,
        2,
      );
    }
    for (const [primary, replies] of given.#replies) this.#replies.set(primary, replies);
    for (const stream of given.#streams) this.#streams.add(stream);
    return {
      primaries: messages.length - secondaries.length,
      rules: notes.filter(({ kind }) => kind === "script").length,
      corrections: correctionsIn(notes.filter(({ kind }) => kind !== "script")),
    };
  }

  /** Whether there is a reply of a stream. */
  knows(stream: number): boolean {
    return this.#streams.has(stream);
  }

  /** Adds a reply. */
  add(stream: number, func: number, item: Item | undefined): void {
    const primary = `S${stream}F${func === 0 ? "*" : func - 1}`;
    this.#streams.add(stream);
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
