/** Hours, minutes, seconds, and hundredths of a second if they are there. */
const DSPER = /^(\d\d)([0-5]\d)([0-5]\d)(\d\d)?$/;

/** DSPER (`hhmmss` or `hhmmsscc`) in ms, up to 99 hours; undefined if it is something else. */
export function parseSamplePeriod(text: string): number | undefined {
  const found = DSPER.exec(text);
  if (found === null) return undefined;
  const [, hours, minutes, seconds, hundredths = 0] = found;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000 + Number(hundredths) * 10;
}

/**
 * The first moment after `now` of those that are a whole number of periods after `start`: samples do not drift, and those
 * that are past are not taken.
 */
export function nextSample(start: number, period: number, now: number): number {
  const next = start + (Math.floor((now - start) / period) + 1) * period;
  return next > now ? next : next + period;
}
