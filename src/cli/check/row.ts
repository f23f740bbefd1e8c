import type { MessageBody, SecsRole } from "../../secs/mod.ts";
import type { Asker } from "./asker.ts";
import type { CheckRow, Level, Verdict } from "./verdict.ts";

/** Makes the rows of a capability; the first part of a name says what a row is about. */
export function rowsOf<Peer>(
  capability: string,
  rows: Readonly<
    Record<string, readonly [requirement: string, level: Level, run: (peer: Peer) => Promise<Verdict>]>
  >,
  options: { readonly needsOnline?: boolean } = {},
): CheckRow<Peer>[] {
  const { needsOnline = true } = options;
  return Object.entries(rows).map(([id, [requirement, level, run]]) => (
    { id, capability, requirement, level, needsOnline, run }
  ));
}

/** Asks, and judges the value that comes; what does not come is a verdict already. */
export async function judged<T, R>(
  tool: Pick<Asker<SecsRole>, "ask">,
  body: MessageBody<T, MessageBody<R>>,
  value: T,
  judge: (value: R) => Verdict | Promise<Verdict>,
): Promise<Verdict> {
  const asked = await tool.ask(body, value);
  return asked.isAnswered ? await judge(asked.value) : asked.verdict;
}

/** The same for what every GEM tool has: it fails if there is no answer. */
export async function required<T, R>(
  tool: Pick<Asker<SecsRole>, "ask">,
  body: MessageBody<T, MessageBody<R>>,
  value: T,
  judge: (value: R) => Verdict | Promise<Verdict>,
): Promise<Verdict> {
  const found = await judged(tool, body, value, judge);
  return found.result === "not supported" ? { ...found, result: "fail" } : found;
}
