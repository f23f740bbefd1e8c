import type { HsmsHeader } from "../../../core/mod.ts";
import { type GemLack, GemLackError } from "../lack.ts";

/**
 * What asks for a list of all that there is. Silence to another message says little: a remote command may take longer than
 * T3, and some tools do not answer about an id that they do not know.
 */
const LISTS: ReadonlySet<string> = new Set([
  "S1F11",
  "S1F21",
  "S1F23",
  "S2F29",
  "S2F47",
  "S5F5",
  "S5F7",
  "S7F19",
]);

/** The messages that a tool does not have: those of its profile, and those that it was seen not to have. */
export class Lacks {
  readonly #given: ReadonlyMap<string, GemLack>;
  readonly #learned = new Map<string, GemLack>();
  /** Lists that were not answered in this session, and never before. */
  readonly #silent = new Set<string>();
  readonly #answered = new Set<string>();
  /** Called with the name of a message of which something was learned; undefined: nothing is learned. */
  readonly #onLearned: ((name: string) => void) | undefined;

  constructor(
    given: Readonly<Record<string, GemLack>>,
    onLearned: ((name: string) => void) | undefined,
  ) {
    this.#given = new Map(Object.entries(given));
    this.#onLearned = onLearned;
  }

  /** All of them, in the order of streams and functions. */
  get all(): Readonly<Record<string, GemLack>> {
    const all = [...new Map([...this.#learned, ...this.#given])];
    return Object.fromEntries(all.sort(([a], [b]) => numberOf(a) - numberOf(b)));
  }

  /**
   * Nothing if the profile does not say that the tool lacks a message. What was learned since is sent: it may have changed.
   *
   * @throws {GemLackError} when it says so.
   */
  requireHas(name: string): void {
    const lack = this.#given.get(name);
    if (lack !== undefined) throw new GemLackError(name, lack);
  }

  /** The tool has answered a message: it is there, so the lists that it did not answer are those that it lacks. */
  answered(name: string): void {
    this.#isThere(name);
    for (const silent of this.#silent) this.#learn(silent, "silent");
    this.#silent.clear();
  }

  /** The tool has not answered a message as it should. */
  failed(name: string, lack: GemLack | undefined): void {
    if (lack === "unknown message") this.#learn(name, lack);
    if (lack === "silent" && LISTS.has(name) && !this.#answered.has(name)) this.#silent.add(name);
  }

  /** The session has ended: what was silent may have been the end of it. */
  forget(): void {
    this.#silent.clear();
  }

  /** A reply has come after its T3: the message is there, and other replies may be late, too. */
  late({ stream, function: func }: HsmsHeader): void {
    if (func > 0) this.#isThere(`S${stream}F${func - 1}`);
  }

  #isThere(name: string): void {
    this.#answered.add(name);
    this.#silent.delete(name);
    if (this.#learned.delete(name)) this.#onLearned?.(name);
  }

  #learn(name: string, lack: GemLack): void {
    if (this.#onLearned === undefined || this.#learned.get(name) === lack) return;
    this.#learned.set(name, lack);
    this.#onLearned(name);
  }
}

/** S2F33 is 2033. */
function numberOf(name: string): number {
  const [, stream, func] = /^S(\d+)F(\d+)$/.exec(name)!;
  return Number(stream) * 1000 + Number(func);
}
