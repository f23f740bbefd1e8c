/** What became of a row: as GEM wants it, otherwise, the tool does not have it, or it was not tried. */
export type Result = "pass" | "fail" | "not supported" | "not tried";

/** What was found out about a row. */
export interface Verdict {
  readonly result: Result;
  /** What was seen, or why it was not tried, as a sentence without a full stop. */
  readonly saw: string;
}

/** It is as GEM wants it. */
export function pass(saw: string): Verdict {
  return { result: "pass", saw };
}

/** It is not. */
export function fail(saw: string): Verdict {
  return { result: "fail", saw };
}

/** The peer does not have it. */
export function unsupported(saw: string): Verdict {
  return { result: "not supported", saw };
}

/** It could not be tried, or may not. */
export function notTried(why: string): Verdict {
  return { result: "not tried", saw: why };
}

/** Whether something is as GEM wants it. */
export function verdict(isRight: boolean, saw: string): Verdict {
  return isRight ? pass(saw) : fail(saw);
}

/**
 * What a row does to the peer: `read` changes nothing; `write` changes what can be put back, or tries what has to be refused;
 * `destructive` cannot be put back.
 */
export type Level = "read" | "write" | "destructive";

/** One thing that GEM wants of a peer. */
export interface CheckRow<Peer> {
  /** Its name, which stays. */
  readonly id: string;
  /** The capability of GEM that it belongs to. */
  readonly capability: string;
  /** What GEM wants, as a sentence without a full stop. */
  readonly requirement: string;
  readonly level: Level;
  /** A tool that is off-line cannot do it. */
  readonly needsOnline: boolean;
  run(peer: Peer): Promise<Verdict>;
}

/** A row with what was found out, and the messages of it. */
export interface CheckedRow extends Verdict {
  readonly id: string;
  readonly capability: string;
  readonly requirement: string;
  readonly level: Level;
  /** In ms. */
  readonly took: number;
  /** Messages in both directions, each as a line. */
  readonly messages: readonly string[];
}
