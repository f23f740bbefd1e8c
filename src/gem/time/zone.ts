import { requireInteger } from "../../core/base/mod.ts";

/** More than any zone is from UTC, and all that the extended form can write. */
const FARTHEST = 23 * 60 + 59;
const MINUTE = 60_000;
const DAY = 86_400_000;

/**
 * The local time of a tool: minutes east of UTC (Seoul: 540), or a function that says them for a time in ms since 1970, for a
 * zone with daylight saving time.
 */
export type TimeZone = number | ((time: number) => number);

/** The local time of the machine on which the program runs. */
export function systemZone(time: number): number {
  return -Math.round(new Date(time).getTimezoneOffset());
}

/** Minutes east of UTC at a time. */
export function offsetAt(time: number, zone: TimeZone): number {
  return requireInteger("zone", typeof zone === "number" ? zone : zone(time), -FARTHEST, FARTHEST);
}

/** The local time in ms, as if it were UTC. */
export function toLocal(time: number, zone: TimeZone): number {
  return time + offsetAt(time, zone) * MINUTE;
}

/**
 * The time of a local time. Of the hour that comes twice in autumn it is the first, and a time in the hour that spring leaves
 * out counts on from before it.
 */
export function fromLocal(local: number, zone: TimeZone): number {
  if (typeof zone === "number") return local - offsetAt(local, zone) * MINUTE;
  const before = offsetAt(local - DAY, zone);
  const times = [before, offsetAt(local + DAY, zone)].map((offset) => local - offset * MINUTE);
  return times.find((time) => toLocal(time, zone) === local) ?? times[0]!;
}
