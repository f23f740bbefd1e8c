import type { SecsMessage } from "../../secs/mod.ts";
import { digestOf } from "../digest.ts";
import type { FabTool } from "../config/fab_file.ts";
import type { GatewayMessage } from "../message.ts";
import type { Sink } from "../sink.ts";

/** How many messages are remembered: as many as GemHostHandler marks as repeats. */
const MAX = 16;

/** A message that has an id. */
interface Known {
  readonly digest: string;
  readonly id: string;
}

/** Which message it is. */
export interface MessageIdentity {
  readonly id: string;
  /** Whether it has the id of one before. */
  readonly repeats: boolean;
  /** What the body says of it, for the gateway that comes next. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Gives the messages of one tool their ids. A message that comes again because its answer may have been lost with the link has the id
 * of before: this process remembers the last ones, and those of the gateway before it are read from the sink.
 *
 * A body says the digest of its message, and which messages before it had no answer yet (`open`): so the last message of a tool is
 * enough to know all that may come again.
 */
export class Identity {
  readonly #sink: Sink;
  readonly #prefix: string;
  readonly #ids: NonNullable<FabTool["ids"]>;
  #recent: Known[] = [];
  /** Messages of this session that have no answer yet. */
  #open: (Known & { readonly message: SecsMessage })[] = [];
  /** What may come again from before this process had the tool; undefined: it was not read yet. */
  #before: readonly Known[] | undefined;

  /** `prefix`: of the subjects of the tool. */
  constructor(sink: Sink, prefix: string, ids: FabTool["ids"] = "counter") {
    this.#sink = sink;
    this.#prefix = prefix;
    this.#ids = ids;
  }

  /**
   * The identity of a message; `make` makes an id that no other message has. `isOfSpool`: it tells of the spool itself, and may come
   * before those that come again.
   */
  async of(
    message: SecsMessage,
    { mayBeRepeat = false, isOfSpool }: { readonly mayBeRepeat?: boolean; readonly isOfSpool: boolean },
    make: () => string,
  ): Promise<MessageIdentity> {
    const { stream, function: func, requireResponse, packet: { data } } = message;
    const digest = digestOf(`S${stream}F${func}`, data);
    if (this.#ids === "bytes") {
      const id = `${this.#prefix.split(".")[2]}.${digest}`;
      return { id, repeats: false, fields: { digest } };
    }
    if (!requireResponse) return { id: make(), repeats: false, fields: {} };
    if (this.#ids === "new") {
      return { id: make(), repeats: false, fields: { digest, ...mayBeRepeat && { mayBeRepeat } } };
    }
    const before = mayBeRepeat
      ? this.#recent.findLast((one) => one.digest === digest)?.id
      : await this.#idFromBefore(digest, isOfSpool);
    const id = before ?? make();
    const open = this.#open.map((one) => [one.id, one.digest]);
    this.#recent = [...this.#recent, { digest, id }].slice(-MAX);
    this.#open = [...this.#open, { digest, id, message }].slice(-MAX);
    return { id, repeats: before !== undefined, fields: { digest, ...open.length > 0 && { open } } };
  }

  /** The tool was given the answer to a message. */
  answered(message: SecsMessage): void {
    this.#open = this.#open.filter((one) => one.message !== message);
  }

  /** The session has ended: no answer can be given any more. */
  end(): void {
    this.#open = [];
  }

  /** Messages that come again are the first ones, in their order; after another one there is none any more. */
  async #idFromBefore(digest: string, isOfSpool: boolean): Promise<string | undefined> {
    this.#before ??= await this.#read();
    const at = this.#before.findIndex((one) => one.digest === digest);
    const id = this.#before[at]?.id;
    if (at >= 0) this.#before = this.#before.slice(at + 1);
    else if (!isOfSpool) this.#before = [];
    return id;
  }

  async #read(): Promise<readonly Known[]> {
    // A sink that is away knows nothing: better a double than one that is lost.
    const last = await this.#sink.last?.(this.#prefix).catch(() => undefined);
    return last === undefined ? [] : knownBy(last);
  }
}

/** What a message says of itself and of those that were open: oldest first. */
function knownBy({ id, body }: GatewayMessage): Known[] {
  try {
    const { digest, open = [] } = JSON.parse(new TextDecoder().decode(body));
    const before = (open as [string, string][]).map(([id, digest]) => ({ id, digest }));
    return typeof digest === "string" ? [...before, { id, digest }] : before;
  } catch {
    return [];
  }
}
