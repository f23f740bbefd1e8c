import { stepsWithin, wordOf } from "./check_steps.ts";
import type { Step, Word } from "./scenario.ts";

/** Steps that a tool does, or its simulation. */
const OF_TOOL: ReadonlySet<Word> = new Set(["set", "operator", "fault", "line"]);
/** Steps that either side does. */
const OF_EITHER: ReadonlySet<Word> = new Set([
  "link",
  "expect",
  "never",
  "send",
  "let",
  "check",
  "wait",
  "repeat",
  "for each",
  "parallel",
]);

/** A step of these that only a tool, or only a host, can do or see; undefined: there is none. */
export function stepOf(side: "tool" | "host", steps: readonly Step[]): string | undefined {
  for (const step of steps) {
    const word = wordOf(step);
    if (side === "tool" ? isOfTool(step) : !isOfTool(step) && !OF_EITHER.has(word)) return word;
    const within = stepsWithin(step).map(([inner]) => stepOf(side, inner)).find((one) => one !== undefined);
    if (within !== undefined) return within;
  }
  return undefined;
}

/** No message tells the processing state to a host. */
function isOfTool(step: Step): boolean {
  const awaited = "expect" in step ? step.expect : "never" in step ? step.never : "";
  return OF_TOOL.has(wordOf(step)) || /^\s*process\s/.test(awaited);
}
