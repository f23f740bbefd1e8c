// The changes that no test can notice, each with the reason why nothing can observe it.

/** Changes of one line that may stay unnoticed. */
export interface Allowed {
  readonly file: string;
  /** The line, without the space around it. */
  readonly code: string;
  /** As the task prints them. */
  readonly changes: readonly string[];
  readonly why: string;
}

const COMPILER =
  "Only the compiler needs the check: undefined is less than no number, and no session has it as its id";
const INITIAL = "It is set before anything reads it";
const RANKS = "Ranks are compared with each other, and nothing else";
const EMPTY_LINES = "Which empty lines are kept is a matter of speed and memory";

/** All of them. One that a test notices, or that is no longer there, fails the task. */
export const ALLOWED: readonly Allowed[] = [
  { file: "transactions.ts", code: "rank = 0;", changes: ["0 -> 1", "0 -> -1"], why: RANKS },
  { file: "transactions.ts", code: "#opened = 0;", changes: ["0 -> 1", "0 -> -1"], why: RANKS },
  {
    file: "reactions.ts",
    code: "if (crossed) (core.reselected ??= new Set()).add(session!);",
    changes: ["crossed -> true"],
    why: "The check saves a set: our next Deselect.req takes out what was put in before it",
  },
  {
    file: "machine.ts",
    code:
      "if (core.notSelectedSince !== undefined && core.notSelectedSince + t7 <= now) return this.#onT7(t7, now);",
    changes: [
      "core.notSelectedSince !== undefined && core.notSelectedSince + t7 <= now -> core.notSelectedSince + t7 <= now",
      "core.notSelectedSince !== undefined -> true",
    ],
    why: COMPILER,
  },
  {
    file: "machine.ts",
    code: "if (due !== undefined && due <= now) this.linktest();",
    changes: ["due !== undefined && due <= now -> due <= now", "due !== undefined -> true"],
    why: COMPILER,
  },
  { file: "machine_core.ts", code: "#rejects = 0;", changes: ["0 -> 1", "0 -> -1"], why: INITIAL },
  {
    file: "transactions.ts",
    code: "const AS_IT_IS = 1 << 24;",
    changes: ["1 -> 2", "24 -> 25"],
    why: "Any bit above those of the SType will do",
  },
  {
    file: "ended_requests.ts",
    code: "#next = 0;",
    changes: ["0 -> 1"],
    why: "Where in the ring the first one is kept does not matter",
  },
  {
    file: "sessions.ts",
    code: 'return session !== undefined && this.#stateOf(session) === "selected";',
    changes: [
      'session !== undefined && this.#stateOf(session) === "selected" -> this.#stateOf(session) === "selected"',
      "session !== undefined -> true",
    ],
    why: COMPILER,
  },
  { file: "linktest_schedule.ts", code: "#since = 0;", changes: ["0 -> 1", "0 -> -1"], why: INITIAL },
  {
    file: "transactions.ts",
    code: "const recent = this.#recent;",
    changes: ["this.#recent -> undefined"],
    why: EMPTY_LINES,
  },
  {
    file: "transactions.ts",
    code: "if (recent?.timeout === timeout) return recent;",
    changes: [
      "if (recent?.timeout === timeout) return recent; -> (left out)",
      "recent?.timeout === timeout -> false",
      "return recent; -> (left out)",
    ],
    why: EMPTY_LINES,
  },
  {
    file: "transactions.ts",
    code: "if (recent !== undefined) this.#dropEmpty(recent);",
    changes: [
      "if (recent !== undefined) this.#dropEmpty(recent); -> (left out)",
      "recent !== undefined -> false",
      "this.#dropEmpty(recent); -> (left out)",
    ],
    why: EMPTY_LINES,
  },
  {
    file: "transactions.ts",
    code:
      "if (line === undefined) this.#lines.set(timeout, line = { timeout, first: undefined, last: undefined });",
    changes: [
      "{ timeout, first: undefined, last: undefined } -> ({ first: undefined, last: undefined })",
      "{ timeout, first: undefined, last: undefined } -> ({ timeout, last: undefined })",
      "{ timeout, first: undefined, last: undefined } -> ({ timeout, first: undefined })",
    ],
    why: EMPTY_LINES,
  },
  {
    file: "transactions.ts",
    code: "return this.#recent = line;",
    changes: ["this.#recent = line -> line"],
    why: EMPTY_LINES,
  },
  {
    file: "transactions.ts",
    code: "if (line.first === undefined) this.#lines.delete(line.timeout);",
    changes: [
      "if (line.first === undefined) this.#lines.delete(line.timeout); -> (left out)",
      "line.first === undefined -> false",
      "this.#lines.delete(line.timeout); -> (left out)",
    ],
    why: EMPTY_LINES,
  },
];
