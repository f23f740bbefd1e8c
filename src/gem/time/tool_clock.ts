import { formatTime, TIME_FORMS, type TimeForm, type TimeForms } from "./format_time.ts";
import { InvalidTimeError } from "./errors.ts";
import { parseTime } from "./parse_time.ts";
import { systemZone, type TimeZone } from "./zone.ts";

/** TIACK of S2F32. */
export const TIACK = { done: 0, notDone: 1 } as const;

/** A code of TIACK. */
export type TimeAck = typeof TIACK[keyof typeof TIACK];

/** Options of {@linkcode ToolClock}. */
export interface ToolClockOptions {
  /**
   * The time that the tool's time is an offset of, in ms since 1970.
   *
   * @default {Date.now}
   */
  readonly now?: (() => number) | undefined;
  /**
   * The local time of the tool, as minutes east of UTC or a function.
   *
   * @default {systemZone}
   */
  readonly zone?: TimeZone | undefined;
  /**
   * Which form each value of TimeFormat means.
   *
   * @default {TIME_FORMS}
   */
  readonly forms?: TimeForms | undefined;
  /**
   * What S2F31 does. Without it the tool's time moves, and `now` stays as it is. A tool that sets the clock of its machine
   * does it here; one that refuses returns `TIACK.notDone`.
   */
  readonly setTime?: ((time: number, clock: ToolClock) => TimeAck | Promise<TimeAck>) | undefined;
}

/**
 * The time of a tool: for the variable Clock, S2F18, STIME, and the times in the spool. S2F31 sets it.
 *
 * @example
 * ```ts
 * import { TIACK, ToolClock } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const clock = new ToolClock({ now: () => 0, zone: 60 });
 * assertEquals(await clock.set("20250102030405"), TIACK.done);
 * assertEquals(clock.time(1), "2025010203040500");
 * assertEquals(await clock.set("20250230030405"), TIACK.notDone);
 * ```
 */
export class ToolClock {
  readonly #now: () => number;
  readonly #zone: TimeZone;
  readonly #forms: TimeForms;
  readonly #setTime: NonNullable<ToolClockOptions["setTime"]>;
  #offset = 0;

  /** Makes a clock that has the time of `now`. */
  constructor(
    { now = Date.now, zone = systemZone, forms = TIME_FORMS, setTime = move }: ToolClockOptions = {},
  ) {
    this.#now = now;
    this.#zone = zone;
    this.#forms = forms;
    this.#setTime = setTime;
  }

  /** The tool's time, in ms since 1970. */
  now(): number {
    return this.#now() + this.#offset;
  }

  /**
   * The tool's time as TIME.
   *
   * @param timeFormat The value of the constant TimeFormat.
   * @throws {RangeError} when no form belongs to it, or the year is not from 0 to 9999.
   */
  time(timeFormat: number): string {
    return this.text(this.now(), timeFormat);
  }

  /**
   * A time as TIME.
   *
   * @param time Ms since 1970.
   * @param timeFormat The value of the constant TimeFormat.
   * @throws {RangeError} when no form belongs to it, or the year is not from 0 to 9999.
   */
  text(time: number, timeFormat: number): string {
    return formatTime(time, this.#formOf(timeFormat), this.#zone);
  }

  /**
   * S2F31: sets the tool's time. A TIME that cannot be read is `TIACK.notDone`. Rejects with what `setTime` throws.
   *
   * @param text TIME, in any form; without a zone it is local time.
   */
  async set(text: string): Promise<TimeAck> {
    let time: number;
    try {
      ({ time } = parseTime(text, this.#zone));
    } catch (error) {
      if (error instanceof InvalidTimeError) return TIACK.notDone;
      throw error;
    }
    return await this.#setTime(time, this);
  }

  /**
   * Moves the tool's time.
   *
   * @param time Ms since 1970.
   */
  moveTo(time: number): void {
    this.#offset = time - this.#now();
  }

  #formOf(timeFormat: number): TimeForm {
    const form = this.#forms[timeFormat];
    if (form !== undefined) return form;
    const known = Object.keys(this.#forms).join(", ");
    throw new RangeError(`timeFormat must be one of ${known}, got ${timeFormat}`);
  }
}

function move(time: number, clock: ToolClock): TimeAck {
  clock.moveTo(time);
  return TIACK.done;
}
