import type { HsmsRequestOptions } from "../../../core/mod.ts";
import { type SecsId, SecsSchemaError, SecsStream9Error } from "../../../secs/mod.ts";
import { lackOf } from "../lack.ts";
import type { GemDiscoverAnswer, GemDiscoverLack, GemDiscoverProgress } from "./discovery_options.ts";

/** Why a discovery ended, if its caller wanted it. */
export const ENDED_BY_SIGNAL = "It was ended by its signal";

/** Options of {@linkcode Asking}. */
export interface AskingOptions {
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  /** A question is over. */
  readonly onProgress: (progress: GemDiscoverProgress) => void;
}

/** Asks a tool, and remembers what it lacks. After the link or the signal has ended it nothing is asked any more. */
export class Asking {
  /** Why nothing is asked any more, as a sentence. */
  stopped: string | undefined;
  readonly #options: AskingOptions;
  readonly #answers = new Map<string, GemDiscoverAnswer>();
  #asked = 0;
  /** Why the link has ended. */
  #error: unknown;

  constructor(options: AskingOptions) {
    this.#options = options;
  }

  /** All messages that were asked, in their order. */
  get answers(): GemDiscoverAnswer[] {
    return [...this.#answers.values()];
  }

  /** Whether nothing is asked any more. */
  get isOver(): boolean {
    if (this.#options.signal?.aborted) this.stopped ??= ENDED_BY_SIGNAL;
    return this.stopped !== undefined;
  }

  /** @throws {Error} what the first question rejected with, if the link has ended before any answer. */
  requireAnswer(): void {
    if (this.#answers.size === 0 && this.#error !== undefined) throw this.#error;
  }

  /** How the tool lacked a message the last time. */
  lack(message: string): GemDiscoverLack | undefined {
    return this.#answers.get(message)?.lack;
  }

  /** Whether the tool has ever answered a message. */
  hasAnswered(message: string): boolean {
    return (this.#answers.get(message)?.answered ?? 0) > 0;
  }

  /** Asks once; undefined: the tool lacks it, or nothing is asked any more. */
  async ask<T>(message: string, ask: (options: HsmsRequestOptions) => Promise<T>): Promise<T | undefined> {
    const { signal, timeout } = this.#options;
    if (this.isOver) return undefined;
    try {
      const value = await ask({ timeout, ...(signal !== undefined && { signal }) });
      this.#tell(message, undefined, undefined);
      return value;
    } catch (error) {
      const lack = discoverLackOf(error);
      if (lack !== undefined) this.#tell(message, lack, (error as Error).message);
      else if (!this.isOver) this.#end(error);
      return undefined;
    }
  }

  #end(error: unknown): void {
    this.#error = error;
    this.stopped = error instanceof Error ? error.message : String(error);
  }

  #tell(message: string, lack: GemDiscoverLack | undefined, why: string | undefined): void {
    const before = this.#answers.get(message);
    this.#answers.set(message, {
      message,
      asked: (before?.asked ?? 0) + 1,
      answered: (before?.answered ?? 0) + (lack === undefined ? 1 : 0),
      lack: lack ?? before?.lack,
      why: why ?? before?.why,
    });
    this.#options.onProgress({ message, lack, asked: ++this.#asked });
  }
}

/** How a tool lacked a message; undefined: the link has ended, or the caller. */
export function discoverLackOf(error: unknown): GemDiscoverLack | undefined {
  const lack = lackOf(error);
  if (lack !== undefined) return lack;
  if (error instanceof SecsStream9Error) return "not read";
  return error instanceof SecsSchemaError ? "unreadable" : undefined;
}

/** Questions in a row that a tool may lack, before it is asked no more of them: one bad id of very many costs as many. */
const MAX_LACKS = 20;
/** The same, if it has never answered the message. */
const MAX_FIRST_LACKS: Readonly<Partial<Record<GemDiscoverLack, number>>> = {
  "unknown message": 1,
  "silent": 3,
};

/** A question about many ids. */
export interface ManyIds<T> {
  readonly message: string;
  readonly ids: readonly SecsId[];
  /** Number of ids in one question, after one with all of them is not answered. */
  readonly chunk: number;
  /** Asks for some; undefined: the tool lacks it. As many values as ids are an answer. */
  readonly ask: (ids: readonly SecsId[]) => Promise<readonly T[] | undefined>;
  readonly take: (id: SecsId, value: T) => void;
  /** Ids that the tool does not answer at all. */
  readonly leave: (ids: readonly SecsId[], why: string) => void;
}

/** Asks for all ids at once; if that is not answered in chunks; of a chunk that is not answered, the halves. */
export async function askMany<T>(asking: Asking, many: ManyIds<T>): Promise<void> {
  const { message, ids, chunk, ask, take, leave } = many;
  const waiting: (readonly SecsId[])[] = ids.length === 0 ? [] : [ids];
  for (let lacks = 0; waiting.length > 0;) {
    const some = waiting.shift()!;
    const values = await ask(some);
    if (asking.stopped !== undefined) return;
    if (values?.length === some.length) {
      lacks = 0;
      some.forEach((id, i) => take(id, values[i]!));
      continue;
    }
    lacks++;
    if (lacks >= maxLacks(asking, message)) {
      return leave([...some, ...waiting.flat()], `not answered, ${lacks} in a row`);
    }
    if (some.length > 1) waiting.unshift(...split(some, Math.min(chunk, Math.ceil(some.length / 2))));
    else leave(some, values === undefined ? "not answered" : `answered with ${values.length} values`);
  }
}

function maxLacks(asking: Asking, message: string): number {
  const lack = asking.lack(message);
  if (lack === undefined || asking.hasAnswered(message)) return MAX_LACKS;
  return MAX_FIRST_LACKS[lack] ?? MAX_LACKS;
}

function split(ids: readonly SecsId[], size: number): (readonly SecsId[])[] {
  const parts: (readonly SecsId[])[] = [];
  for (let at = 0; at < ids.length; at += size) parts.push(ids.slice(at, at + size));
  return parts;
}
