import type { Clock } from "../../core/base/mod.ts";
import { EventReader, type GemEventsOptions } from "./event_reader.ts";

/** The readers of a handler. */
export class Readers<E extends object> {
  readonly #clock: Clock;
  readonly #onLost: (event: E) => void;
  readonly #readers = new Set<EventReader<E>>();

  constructor(clock: Clock, onLost: (event: E) => void) {
    this.#clock = clock;
    this.#onLost = onLost;
  }

  /** Number of readers. */
  get size(): number {
    return this.#readers.size;
  }

  /**
   * Another reader.
   *
   * @throws {RangeError} when an option is out of range.
   */
  open(options: GemEventsOptions): EventReader<E> {
    const onEnd = (): void => void this.#readers.delete(reader);
    const reader: EventReader<E> = new EventReader<E>({ clock: this.#clock, onEnd }, options);
    if (options.signal?.aborted !== true) this.#readers.add(reader);
    return reader;
  }

  /**
   * Gives an event to all readers. The code for the tool is the first that is not 0; undefined if a reader has not taken it.
   * Without a reader it is 0 at once.
   */
  give(event: E, wantsReply: boolean): number | Promise<number | undefined> {
    if (this.#readers.size === 0) return 0;
    const codes = Array.from(this.#readers, (reader) => this.#offer(reader, event, wantsReply));
    if (!wantsReply) return 0;
    return Promise.all(codes).then((all) =>
      all.includes(undefined) ? undefined : all.find((code) => code !== 0) ?? 0
    );
  }

  /** The session has ended: no answer can be given any more. */
  forget(): void {
    for (const reader of this.#readers) reader.forget();
  }

  /** No more events come. */
  finish(): void {
    for (const reader of this.#readers) reader.finish();
    this.#readers.clear();
  }

  #offer(reader: EventReader<E>, event: E, wantsReply: boolean): Promise<number | undefined> | undefined {
    let settle: ((code: number | undefined) => void) | undefined;
    const code = wantsReply ? new Promise<number | undefined>((resolve) => settle = resolve) : undefined;
    if (!reader.offer(event, settle)) {
      settle?.(undefined);
      this.#onLost(event);
    }
    return code;
  }
}
