import { InvalidTimeError } from "./errors.ts";
import type { TimeForm } from "./format_time.ts";
import { fromLocal, type TimeZone } from "./zone.ts";

/** The longest TIME of E5. */
const LONGEST = 32;
/** Two digits of a year up to these are of this century. */
const PIVOT = 90;

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const DIGITS = /^(\d\d(?:\d\d)?)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?$/;
const EXTENDED =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:(Z)|([+-])(\d\d)(?::?(\d\d))?)?$/;
const FORMS: Readonly<Record<number, TimeForm>> = { 12: "12 digits", 14: "14 digits", 16: "16 digits" };

/** A TIME that was read. */
export interface ParsedTime {
  /** Ms since 1970. */
  readonly time: number;
  /** How it was written. */
  readonly form: TimeForm;
  /** The zone that the text named, in minutes east of UTC; undefined: it named none, and was read as local time. */
  readonly offset: number | undefined;
}

/**
 * Reads a TIME by its length and shape, whatever TimeFormat says: 12, 14 or 16 digits, or extended (ISO 8601, at most 32
 * characters). Two digits of a year are 2000 to 2090, then 1991 to 1999. Of an extended time the zone, and parts of a
 * second, may be missing; what is less than a ms is cut off.
 *
 * @param zone The local time of the tool: what a text without a zone is in.
 * @throws {InvalidTimeError} when it is none of these, or there is no such day or time of day.
 *
 * @example
 * ```ts
 * import { parseTime } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const time = Date.UTC(2025, 0, 2, 3, 4, 5);
 * assertEquals(parseTime("250102120405", 9 * 60), { time, form: "12 digits", offset: undefined });
 * assertEquals(parseTime("2025-01-02T03:04:05+00:00"), { time, form: "extended", offset: 0 });
 * ```
 */
export function parseTime(text: string, zone: TimeZone = 0): ParsedTime {
  const digits = DIGITS.exec(text);
  if (digits !== null) {
    const [, year, month, day, hour, minute, second, hundredths = "00"] = digits;
    const fields = [fullYear(year!), ...[month, day, hour, minute, second].map(Number)];
    const local = localTime(text, fields, 10 * Number(hundredths));
    return { time: fromLocal(local, zone), form: FORMS[text.length]!, offset: undefined };
  }
  const extended = text.length <= LONGEST ? EXTENDED.exec(text) : null;
  if (extended === null) throw new InvalidTimeError(text, expected(text));
  const [, year, month, day, hour, minute, second, fraction = "", utc, sign, zoneHour, zoneMinute = "0"] =
    extended;
  const ms = Number(fraction.slice(0, 3).padEnd(3, "0"));
  const local = localTime(text, [year, month, day, hour, minute, second].map(Number), ms);
  if (utc === undefined && sign === undefined) {
    return { time: fromLocal(local, zone), form: "extended", offset: undefined };
  }
  if (Number(zoneHour ?? 0) > 23 || Number(zoneMinute) > 59) {
    throw new InvalidTimeError(text, "the zone must be from -23:59 to +23:59");
  }
  const minutes = Number(zoneHour ?? 0) * 60 + Number(zoneMinute);
  // 0 + minutes: never -0.
  const offset = sign === "-" ? 0 - minutes : minutes;
  return { time: local - offset * 60_000, form: "extended", offset };
}

/** Local time in ms, as if it were UTC. */
function localTime(text: string, fields: readonly number[], ms: number): number {
  const [year, month, day, hour, minute, second] = fields as [number, number, number, number, number, number];
  if (month < 1 || month > 12) throw new InvalidTimeError(text, `there is no month ${month}`);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  const days = date.getUTCDate();
  if (day < 1 || day > days) {
    throw new InvalidTimeError(text, `${MONTHS[month - 1]} ${year} has ${days} days, and no day ${day}`);
  }
  if (hour > 23 || minute > 59 || second > 59) {
    throw new InvalidTimeError(text, "the time of day must be from 00:00:00 to 23:59:59");
  }
  date.setUTCFullYear(year, month - 1, day);
  return date.setUTCHours(hour, minute, second, ms);
}

function fullYear(digits: string): number {
  const year = Number(digits);
  return digits.length > 2 ? year : year <= PIVOT ? 2000 + year : 1900 + year;
}

function expected(text: string): string {
  if (text === "") return "it is empty, which means that the peer has no time";
  return `expected 12, 14 or 16 digits, or YYYY-MM-DDThh:mm:ss.sss+hh:mm of at most ${LONGEST} characters`;
}
