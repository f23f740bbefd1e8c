import type { HsmsRequestOptions } from "../../core/mod.ts";
import { S2F17, S2F31 } from "../../secs/mod.ts";
import { InvalidTimeError } from "../time/errors.ts";
import { formatTime, type TimeForm } from "../time/format_time.ts";
import { type ParsedTime, parseTime } from "../time/parse_time.ts";
import { systemZone, type TimeZone } from "../time/zone.ts";
import { demand, type HostLink } from "./link.ts";

/** How a host handles time. */
export interface GemHostTimeOptions {
  /** Whether S2F17 of the tool is answered; false leaves it to a callback of yours. @default {true} */
  readonly answer?: boolean;
  /** The time of the host, in ms since 1970. @default {Date.now} */
  readonly now?: () => number;
  /** The local time of the tool. @default {that of this machine} */
  readonly zone?: TimeZone;
  /** The form in which times are written. @default {that of the profile, or of the tool's last S2F18; before it, 16 digits} */
  readonly form?: TimeForm;
}

/** The time of a tool. */
export interface GemClock extends ParsedTime {
  /** TIME as it came. */
  readonly text: string;
}

/** S2F17 and S2F31 of a host, and its answer to S2F17. */
export class HostClock {
  readonly #link: HostLink;
  readonly #now: () => number;
  readonly #zone: TimeZone;

  constructor(link: HostLink, { now = Date.now, zone = systemZone }: GemHostTimeOptions) {
    this.#link = link;
    this.#now = now;
    this.#zone = zone;
  }

  /**
   * S2F17; undefined if the tool has no time.
   *
   * @throws {InvalidTimeError} when it is no TIME; if the profile is strict, when it has 14 digits.
   */
  async request(options: HsmsRequestOptions | undefined): Promise<GemClock | undefined> {
    const text = await this.#link.ask(S2F17.toEquipment, undefined, options);
    if (text === "") return undefined;
    const time = parseTime(text, this.#zone);
    const { profile } = this.#link;
    if (profile.isStrict && time.form === "14 digits") {
      throw new InvalidTimeError(
        text,
        "E5 has 12 or 16 digits, or the extended form, and the profile is strict",
      );
    }
    profile.timeCame(time.form);
    return { ...time, text };
  }

  /** S2F31; a text goes out as it is. */
  async set(time: Date | number | string, options: HsmsRequestOptions | undefined): Promise<void> {
    const value = typeof time === "string" ? time : this.#write(time);
    await demand(this.#link, { body: S2F31.toEquipment, value, code: "TIACK", about: value }, options);
  }

  /** The time of the host, as S2F18 has it. */
  text(): string {
    return this.#write(this.#now());
  }

  /** The time of the host, in ms since 1970. */
  now(): number {
    return this.#now();
  }

  #write(time: Date | number): string {
    return formatTime(time, this.#link.profile.timeForm ?? "16 digits", this.#zone);
  }
}
