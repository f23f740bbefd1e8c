// The mutants that no test can kill, each with the reason why nothing can observe it.

/** A mutant that may survive. */
export interface Allowed {
  readonly file: string;
  /** The code that is changed, and what it is changed to; "" if it is left out. */
  readonly original: string;
  readonly changed: string;
  readonly why: string;
}

/** All of them. One that is killed, or that is no longer there, has to go. */
export const ALLOWED: readonly Allowed[] = [];
