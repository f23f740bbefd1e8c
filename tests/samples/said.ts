// What the process of a sample says.

/** Begins a line that is not the sample's. */
export const MARK = "\u0001";

/** How a sample ended, after what. */
export interface SampleEnd {
  readonly dialled: boolean;
  readonly listened: boolean;
  /** What it awaited and did not catch. */
  readonly error?: string;
  /** Whether that is an error with a code, which says what to check. */
  readonly hasCode: boolean;
}

/** What a process with a sample says. */
export interface Said {
  /** The ports that are to be attacked now. */
  readonly ports?: readonly number[];
  /** Nobody caught this. */
  readonly uncaught?: string;
  readonly ended?: SampleEnd;
  /** What is held after the attacks beyond what was before, in bytes, without garbage. */
  readonly kept?: number;
  /** Memory before the attack and the most ever, in bytes; undefined if the system does not tell. */
  readonly idle?: number;
  readonly peak?: number | undefined;
}
