import { offsetAt, type TimeZone, toLocal } from "./zone.ts";

/**
 * How a TIME is written: `YYMMDDhhmmss`, `YYYYMMDDhhmmss`, `YYYYMMDDhhmmsscc` (cc: hundredths of a second), or extended
 * (ISO 8601), `YYYY-MM-DDThh:mm:ss.sss+hh:mm` or with Z in place of +00:00.
 */
export type TimeForm = "12 digits" | "14 digits" | "16 digits" | "extended";

/** Which form each value of TimeFormat means. */
export type TimeForms = Readonly<Record<number, TimeForm>>;

/** TimeFormat of E30. */
export const TIME_FORMS: TimeForms = { 0: "12 digits", 1: "16 digits", 2: "extended" };

/** TimeFormat of tools that have 14 digits as well. */
export const TIME_FORMS_WITH_14: TimeForms = {
  0: "12 digits",
  1: "16 digits",
  2: "14 digits",
  3: "extended",
};

/**
 * Writes a time as TIME. Parts of the last place are cut off. With 12 digits only the last two digits of the year are there.
 *
 * @param time A date, or ms since 1970.
 * @param zone The local time of the tool, as minutes east of UTC or a function.
 * @throws {RangeError} when the year, in local time, is not from 0 to 9999; or when the zone is not whole minutes within a day.
 *
 * @example
 * ```ts
 * import { formatTime, TIME_FORMS } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const time = Date.UTC(2025, 0, 2, 3, 4, 5, 678);
 * assertEquals(formatTime(time, "12 digits"), "250102030405");
 * assertEquals(formatTime(time, TIME_FORMS[1]!, 9 * 60), "2025010212040567");
 * assertEquals(formatTime(time, "extended", -90), "2025-01-02T01:34:05.678-01:30");
 * ```
 */
export function formatTime(time: Date | number, form: TimeForm, zone: TimeZone = 0): string {
  const ms = Math.floor(Number(time));
  const date = new Date(toLocal(ms, zone));
  const year = date.getUTCFullYear();
  if (!(year >= 0 && year <= 9999)) {
    throw new RangeError(`time must be of a year from 0 to 9999, got ${Number.isNaN(year) ? ms : year}`);
  }
  // YYYY-MM-DDThh:mm:ss.sssZ
  const iso = date.toISOString();
  if (form === "extended") return iso.slice(0, -1) + zoneText(offsetAt(ms, zone));
  const digits = iso.replace(/\D/g, "");
  switch (form) {
    case "12 digits":
      return digits.slice(2, 14);
    case "14 digits":
      return digits.slice(0, 14);
    case "16 digits":
      return digits.slice(0, 16);
  }
}

function zoneText(offset: number): string {
  if (offset === 0) return "Z";
  const minutes = Math.abs(offset);
  return `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
