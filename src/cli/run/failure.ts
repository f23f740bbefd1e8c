/** Why a step has failed, for the person at the tool. */
export class StepFailure extends Error {
  override readonly name = "StepFailure";
  /** What was expected, and of whom. */
  readonly expected: string;
  /** What was seen instead; the nearest first. */
  readonly seen: readonly string[];
  /** What to check. */
  readonly check: string | undefined;

  constructor(expected: string, seen: readonly string[], check?: string) {
    super(`${expected}; ${seen.join("; ")}`);
    this.expected = expected;
    this.seen = seen;
    this.check = check;
  }
}

/** A time as it is read: `1.002 s`. */
export function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(3))} s`;
}
