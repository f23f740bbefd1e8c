import { SecsError } from "@secs/hsms";

/** What a process saw of its hostile peers. */
export interface VictimCounts {
  /** TCP connections that began and ended here. */
  connected: number;
  disconnected: number;
  /** Requests that were awaited, and how they ended. */
  requests: number;
  replied: number;
  failed: number;
  /** Requests that nobody awaited and that had no reply, and replies that were not taken. */
  unanswered: number;
  repliesLost: number;
  /** Errors by class, code and timer. */
  errors: Record<string, number>;
}

/** What one process counted. */
export interface Counts {
  /** Requests, and how they ended. */
  requests: number;
  replied: number;
  failed: number;
  /** Messages of both kinds, by the line that they were sent on, or came from. */
  sent: number[];
  acknowledged: number[];
  received: number[];
  /** TCP connections that began and ended here. */
  connected: number;
  disconnected: number;
  /** What was done to connections, by name. */
  done: Record<string, number>;
  /** Errors by class, code and timer, of requests, connections, attempts and sends. */
  errors: Record<string, number>;
  /** What happened to the handlers whose peer is hostile; the counts above are those of all others. */
  readonly victims: VictimCounts;
  /** Uncaught exceptions and unhandled rejections. */
  uncaught: number;
  /** What must never happen. */
  problems: number;
  /** The first of them, in words. */
  problemTexts: string[];
}

/** Errors that mean that a side broke E37, or that bytes were changed. */
const NEVER = [
  "frame-too-short",
  "frame-too-long",
  "secs-1",
  "reply-mismatch",
  "system-in-use",
  "reject-flood",
  "wrong-session",
];
const TEXTS = 20;

/** Counts what happens in one process, and keeps what must never happen. */
export class Counters {
  readonly counts: Counts;
  /** Requests that have not ended. */
  open = 0;

  /** `lines`: of this process; `theirs`: of the other. */
  constructor(lines: number, theirs: number) {
    this.counts = {
      requests: 0,
      replied: 0,
      failed: 0,
      sent: new Array(lines).fill(0),
      acknowledged: new Array(lines).fill(0),
      received: new Array(theirs).fill(0),
      connected: 0,
      disconnected: 0,
      done: {},
      errors: {},
      victims: noVictimCounts(),
      uncaught: 0,
      problems: 0,
      problemTexts: [],
    };
  }

  /** All messages that this process sent. */
  get messages(): number {
    return this.counts.sent.reduce((sum, count) => sum + count, 0);
  }

  /** Something was done to a connection. */
  did(what: string): void {
    const { done } = this.counts;
    done[what] = (done[what] ?? 0) + 1;
  }

  /** An error that belongs to what was done; one that does not is a problem. */
  expect(error: unknown, where: string): void {
    this.#expect(error, where, this.counts.errors, NEVER);
  }

  /** An error of a handler whose peer is hostile: every one that the library names may happen. */
  expectHostile(error: unknown, where: string): void {
    this.#expect(error, where, this.counts.victims.errors, []);
  }

  /** Nobody caught it. */
  uncaught(what: string, error: unknown): void {
    this.counts.uncaught++;
    this.problem(`${what}: ${error instanceof Error ? error.stack : error}`);
  }

  /** Something that must never happen. */
  problem(text: string): void {
    this.counts.problems++;
    if (this.counts.problemTexts.length < TEXTS) this.counts.problemTexts.push(text.slice(0, 1000));
  }

  #expect(error: unknown, where: string, errors: Record<string, number>, never: readonly string[]): void {
    if (!(error instanceof SecsError) || never.includes(error.code)) {
      return this.problem(`${where}: ${error instanceof Error ? error.stack : String(error)}`);
    }
    const timer = "timer" in error ? String(error.timer) : error.code;
    const key = `${error.name.replace(/^Hsms|Error$/g, "")} ${timer}`;
    errors[key] = (errors[key] ?? 0) + 1;
  }
}

function noVictimCounts(): VictimCounts {
  return {
    connected: 0,
    disconnected: 0,
    requests: 0,
    replied: 0,
    failed: 0,
    unanswered: 0,
    repliesLost: 0,
    errors: {},
  };
}
