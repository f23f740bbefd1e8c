import { abortable } from "../../../core/base/mod.ts";
import { HsmsTimeoutError } from "../../../core/mod.ts";
import type { GemHostHandler } from "../../../gem/mod.ts";
import type { Item } from "../../../secs2/mod.ts";
import { SecsStream9Error } from "../../../secs/mod.ts";
import { sentenceOf } from "../../errors.ts";
import { StepFailure } from "../failure.ts";
import { hostOf, type Running } from "../running.ts";
import type { Reply } from "../stage.ts";
import { type Answer, answerText, CODE_OF, parseAnswer } from "../words.ts";

/** Does a call of the host; what it is answered with has to be `answer`, or without one it has to be accepted. */
export async function call(
  run: Running,
  asked: string,
  answer: string | undefined,
  act: (host: GemHostHandler) => Promise<unknown>,
): Promise<string> {
  const host = hostOf(run);
  return await judged(run, asked, answer, () => act(host));
}

/** The same for anything that is asked of the peer. */
export async function judged(
  run: Running,
  asked: string,
  answer: string | undefined,
  act: () => Promise<unknown>,
): Promise<string> {
  const { replies, error } = await run.stage.repliesTo(() => abortable(act(), run.signal));
  run.signal.throwIfAborted();
  const codes = replies.flatMap(codeOf);
  if (answer === undefined) {
    if (error === undefined) return codes.at(-1) ?? "";
    if (error instanceof StepFailure) throw error;
    throw new StepFailure(`${run.stage.peerName} to accept ${asked}`, [sentenceOf(error)]);
  }
  const wanted = parseAnswer(answer);
  if (isAnswered(wanted, replies, error)) return answerText(wanted);
  const seen = error !== undefined
    ? sentenceOf(error)
    : codes.length > 0
    ? `the answer was ${codes.join(", then ")}`
    : `the answer was ${replies.map(({ name }) => name).join(", ") || "yes"}`;
  throw new StepFailure(
    `the answer ${answerText(wanted)} of ${run.stage.peerName} to ${asked}`,
    [seen],
    "What the tool is doing, and who controls it",
  );
}

function isAnswered(wanted: Answer, replies: readonly Reply[], error: unknown): boolean {
  switch (wanted.kind) {
    case "none":
      return error instanceof HsmsTimeoutError && error.timer === "T3";
    case "message":
      return replies.some(({ name }) => name === wanted.name) ||
        error instanceof SecsStream9Error && wanted.name === `S9F${error.function}`;
    case "code":
      return replies.some((reply) => codeOf(reply).includes(`${wanted.name} ${wanted.value}`));
  }
}

/** The acknowledge code of an answer, as in `HCACK 4`. */
function codeOf({ name, item }: Reply): string[] {
  const code = CODE_OF[name];
  const value = code === undefined ? undefined : firstNumber(item);
  return value === undefined ? [] : [`${code} ${value}`];
}

function firstNumber(item: Item | undefined): number | undefined {
  if (item === undefined || item.length === 0) return undefined;
  if (item.format === "L") return firstNumber(item.items[0]);
  if (item.format === "B") return item.bytes[0];
  return item.format === "U1" ? Number(item.values[0]) : undefined;
}
