import { Alarm, type Clock, contain, requireInteger } from "../../../core/base/mod.ts";
import type { SecsIdentity } from "../../../secs/mod.ts";
import type { GemAlarmEvent, GemCollectionEvent } from "../host_events.ts";
import type { HostLink } from "../link.ts";
import type { Told } from "../told.ts";
import { Asking, ENDED_BY_SIGNAL } from "./asking.ts";
import { Collected } from "./collected.ts";
import { definitionOf } from "./definition_of.ts";
import type { GemDiscoverOptions, GemDiscovery } from "./discovery_options.ts";
import { GivenAnswers } from "./given_answers.ts";
import { knownIds } from "./known_ids.ts";
import { Notes } from "./notes.ts";
import { readTool } from "./read_tool.ts";
import { tryReports } from "./trial_reports.ts";

/** What a discovery needs of the handler. */
export interface DiscoveryOwner {
  /** What the tool said that it is in S1F13 or S1F14. */
  readonly identity: SecsIdentity | undefined;
  /** Calls `listener` when communications end. */
  onLost(listener: (why: string) => void): () => void;
}

/** Finds out what a tool has. */
export class Discovery {
  readonly #link: HostLink;
  readonly #told: Told;
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;

  constructor(link: HostLink, told: Told, clock: Clock, onError: (error: unknown) => void) {
    this.#link = link;
    this.#told = told;
    this.#clock = clock;
    this.#onError = onError;
  }

  /**
   * Asks, and listens.
   *
   * @throws {RangeError} when an option is out of range.
   * @throws {SecsSchemaError} when an answer that is given is not as E5 has it.
   * @throws {Error} what the first question rejected with, if there is no session.
   */
  async run(owner: DiscoveryOwner, options: GemDiscoverOptions): Promise<GemDiscovery> {
    const timeout = requireInteger("timeout", options.timeout ?? 5000, 1, 3_600_000);
    const listen = requireInteger("listen", options.listen ?? 0, 0, 2 ** 31 - 1);
    const maxItems = requireInteger("maxItems", options.maxItems ?? 50_000, 1, 10_000_000);
    const chunk = requireInteger("chunk", options.chunk ?? 100, 1, 1_000_000);
    const { signal, write = false, onProgress } = options;
    const notes = new Notes();
    const given = new GivenAnswers(options.answers ?? {}, notes);
    const known = knownIds(options.known ?? [], maxItems, notes);
    const found = new Collected(maxItems, notes);
    found.identity = owner.identity;
    const asking = new Asking({
      timeout,
      signal,
      onProgress: (progress) => contain(() => onProgress?.(progress), this.#onError),
    });
    const offs = [
      this.#told.on("collection-event", (event: GemCollectionEvent<never>) => found.hearEvent(event)),
      this.#told.on("alarm", (alarm: GemAlarmEvent<never>) => found.addAlarm(alarm)),
    ];
    try {
      const link = this.#link;
      await readTool({ link, asking, found, notes, given, known, chunk });
      if (listen > 0 && !asking.isOver) asking.stopped = await this.#listen(listen, signal, owner);
      if (write) await tryReports({ link, asking, found, notes, chunk, timeout }, found.withoutFormat());
    } finally {
      offs.forEach((off) => off());
    }
    asking.requireAnswer();
    const definition = definitionOf(found.facts(this.#link.dialect.encoding), notes);
    return { definition, answers: asking.answers, notes: notes.all, stopped: asking.stopped };
  }

  /** Waits; resolves with why it ended early. */
  #listen(ms: number, signal: AbortSignal | undefined, owner: DiscoveryOwner): Promise<string | undefined> {
    return new Promise((resolve) => {
      const end = (why: string | undefined): void => {
        alarm.stop();
        off();
        signal?.removeEventListener("abort", abort);
        resolve(why);
      };
      const alarm = new Alarm(this.#clock, () => end(undefined));
      const off = owner.onLost(end);
      const abort = (): void => end(ENDED_BY_SIGNAL);
      signal?.addEventListener("abort", abort, { once: true });
      if (signal?.aborted) return abort();
      alarm.set(this.#clock.now() + ms);
    });
  }
}
