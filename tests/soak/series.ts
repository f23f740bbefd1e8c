// Whether something grows: readings of one thing over time, and how much growth is none.

/** What was read at one time. */
export interface Point {
  /** Since the beginning. */
  readonly minutes: number;
  readonly value: number;
}

/** When something counts as growing. */
export interface Limits {
  /** So much a minute is no leak yet. */
  readonly slope: number;
  /** So much may be more at the end than in the middle, because it comes and goes. */
  readonly play: number;
  /** No reading is higher. */
  readonly ceiling: number;
}

/** A line through readings: what each minute adds, and how far noise may have led that astray. */
export interface Fit {
  readonly slope: number;
  /** The standard error of the slope. */
  readonly error: number;
}

/** Fewer readings have no slope. */
const FEWEST = 4;
/** So many standard errors are noise: one run of forty would go wrong with less, and a soak has six slopes or more. */
const NOISE = 3;

/** The readings of the second half: the first one is for compilers and caches. */
export function secondHalf(points: readonly Point[]): Point[] {
  const end = points.at(-1)?.minutes ?? 0;
  return points.filter(({ minutes }) => minutes >= end / 2);
}

/** Least squares. */
export function fit(points: readonly Point[]): Fit {
  const count = points.length;
  const x = mean(points.map(({ minutes }) => minutes));
  const y = mean(points.map(({ value }) => value));
  const spread = sum(points.map(({ minutes }) => (minutes - x) ** 2));
  const slope = sum(points.map(({ minutes, value }) => (minutes - x) * (value - y))) / spread;
  const rest = sum(points.map(({ minutes, value }) => (value - y - slope * (minutes - x)) ** 2));
  return { slope, error: Math.sqrt(rest / (count - 2) / spread) };
}

/** Why a series is not well, in words; undefined: it is. */
export function judgeSeries(points: readonly Point[], limits: Limits): string | undefined {
  const highest = Math.max(...points.map(({ value }) => value));
  if (highest > limits.ceiling) {
    return `${grouped(highest)} is above the ceiling of ${grouped(limits.ceiling)}`;
  }
  const half = secondHalf(points);
  if (half.length < FEWEST) return `${half.length} readings are too few to see whether it grows`;
  const { slope, error } = fit(half);
  const span = half.at(-1)!.minutes - half[0]!.minutes;
  const most = limits.slope + limits.play / span;
  if (slope - NOISE * error <= most) return undefined;
  return `it grows by ${grouped(slope)} ± ${grouped(error)} a minute, and ${grouped(most)} is the most`;
}

function grouped(value: number): string {
  const digits = Math.abs(value) < 10 ? 1 : 0;
  return value.toLocaleString("en", { maximumFractionDigits: digits });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
