/** A day, in ms. */
const DAY = 24 * 60 * 60 * 1000;

const TIME =
  /^(?:(\d{1,4})([-/.])(\d{1,2})[-/.](\d{1,4})[T ,_]+)?(\d{1,2}):(\d{2}):(\d{2})(?:[.,:](\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?$/;

/** Reads the times of a log, one after the other: a log that writes no date goes on over midnight. */
export class LogTimes {
  #day = 0;
  #last = -Infinity;

  /** In ms since 1970, in the time zone of this machine if the log names none; NaN: it is not a time. */
  read(text: string | undefined): number {
    const found = text === undefined ? null : TIME.exec(text.trim());
    if (found === null) return NaN;
    const [, first, between, second, third, hours, minutes, seconds, fraction = "0", zone] = found;
    const clock = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 +
      Number(`0.${fraction}`) * 1000;
    if (first === undefined) return this.#withoutDate(clock);
    const [year, month, day] = dateOf(first, between!, second!, third!);
    const midnight = zone === undefined
      ? new Date(year, month - 1, day).getTime()
      : Date.UTC(year, month - 1, day);
    return midnight + clock - offsetOf(zone);
  }

  #withoutDate(clock: number): number {
    let at = this.#day + clock;
    // Later by half a day and more: midnight has passed.
    if (at < this.#last - DAY / 2) {
      this.#day += DAY;
      at += DAY;
    }
    this.#last = at;
    return at;
  }
}

/** A year first, or last; `.` between has the day before the month, as has a number above 12. */
function dateOf(first: string, between: string, second: string, third: string): [number, number, number] {
  if (first.length > 2) return [Number(first), Number(second), Number(third)];
  const year = third.length > 2 ? Number(third) : 2000 + Number(third);
  const isDayFirst = between === "." || Number(first) > 12;
  return isDayFirst ? [year, Number(second), Number(first)] : [year, Number(first), Number(second)];
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}
