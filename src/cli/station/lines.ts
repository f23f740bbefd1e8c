import type { CommandInput } from "../io.ts";

/** The longest line that is taken, in characters. */
const LONGEST = 16 * 1024 * 1024;

/** The lines of an input, without their ends; the last one may have none. */
export async function* linesOf(input: CommandInput): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of input.bytes()) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
    rest = lines.pop()!;
    yield* lines;
    if (rest.length > LONGEST) throw new RangeError(`A line is longer than ${LONGEST} characters`);
  }
  if (rest !== "") yield rest;
}
