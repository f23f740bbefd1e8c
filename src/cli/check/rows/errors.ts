import { A } from "../../../secs2/mod.ts";
import { SecsStream9Error } from "../../../secs/mod.ts";
import type { CheckedTool } from "../checked_tool.ts";
import { rowsOf } from "../row.ts";
import { type CheckRow, fail, type Verdict, verdict } from "../verdict.ts";

/** What the tool does with what it cannot understand. */
export const ERRORS: readonly CheckRow<CheckedTool>[] = rowsOf<CheckedTool>("Error messages", {
  "S9F3": [
    "a stream that the tool does not have is reported with S9F3",
    "read",
    (tool) => reported(tool, 99, 1, 3),
  ],
  "S9F5": [
    "a function that the tool does not have is reported with S9F5",
    "read",
    (tool) => reported(tool, 1, 99, 5),
  ],
  "S9F7": [
    "a body that cannot be read is reported with S9F7",
    "read",
    (tool) => reported(tool, 2, 41, 7, "hsms check"),
  ],
  "own-messages": [
    "what the tool sends by itself can be read as E5 has it",
    "read",
    ({ faults }) =>
      Promise.resolve(
        verdict(faults.length === 0, faults.length === 0 ? "nothing else was seen" : faults.join("; ")),
      ),
  ],
});

async function reported(
  tool: CheckedTool,
  stream: number,
  func: number,
  report: number,
  body?: string,
): Promise<Verdict> {
  const asked = await tool.askRaw(stream, func, body === undefined ? undefined : A(body));
  if (asked.isAnswered) return fail(`it was answered with S${asked.value.stream}F${asked.value.function}`);
  const { error, verdict: { saw } } = asked;
  if (error instanceof SecsStream9Error) return verdict(error.function === report, `S9F${error.function}`);
  return fail(saw);
}
