import { CommandError } from "./errors.ts";

/**
 * The lines of a text that comes in chunks, without their ends; the last line may have none.
 *
 * @throws {CommandError} When a line is longer than `maxLength` characters.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  maxLength: number,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const [first = "", ...rest] = decoder.decode(chunk, { stream: true }).split("\n");
    parts.push(first);
    length += first.length;
    for (const line of rest) {
      yield parts.join("").replace(/\r$/, "");
      parts = [line];
      length = line.length;
    }
    if (length > maxLength) throw new CommandError(`A line is longer than ${maxLength} characters`);
  }
  const last = parts.join("") + decoder.decode();
  if (last !== "") yield last;
}
