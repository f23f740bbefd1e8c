import { setImmediate } from "node:timers/promises";
import { CommandError } from "./errors.ts";

/** Number of characters after which timers and sockets get a turn. */
const TURN_AFTER = 1024 * 1024;

/**
 * The lines of a text that comes in chunks, without their ends; the last line may have none. A long text lets timers and
 * sockets go first now and then.
 *
 * @throws {CommandError} When a line is longer than `maxLength` characters; `advice` says what to do instead.
 */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  maxLength: number,
  advice = "",
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let parts: string[] = [];
  let length = 0;
  let sinceTurn = 0;
  for await (const chunk of chunks) {
    sinceTurn += chunk.length;
    if (sinceTurn >= TURN_AFTER) {
      await setImmediate();
      sinceTurn = 0;
    }
    for (const [i, part] of decoder.decode(chunk, { stream: true }).split("\n").entries()) {
      if (i > 0) {
        yield parts.join("").replace(/\r$/, "");
        parts = [];
        length = 0;
      }
      parts.push(part);
      length += part.length;
      if (length > maxLength) {
        throw new CommandError(`A line is longer than ${maxLength} characters${advice}`);
      }
    }
  }
  const last = parts.join("") + decoder.decode();
  if (last !== "") yield last;
}
