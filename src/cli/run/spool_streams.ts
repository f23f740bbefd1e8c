import type { SpoolStream } from "../../gem/mod.ts";
import { messageIn } from "./words.ts";

/**
 * What S2F43 names, by messages as they are written: S6F11, or S5 for all of a stream.
 *
 * @throws {RangeError} when one is no message.
 */
export function spoolStreamsOf(messages: readonly string[]): SpoolStream[] {
  const streams = new Map<number, number[]>();
  for (const text of messages) {
    const [, alone] = /^S(\d{1,3})$/i.exec(text) ?? [];
    const message = alone === undefined ? messageIn(text) : { stream: Number(alone), function: undefined };
    if (message === undefined) {
      throw new RangeError(`"${text}" is no message: write S6F11, or S6 for all of a stream`);
    }
    const functions = streams.get(message.stream) ?? [];
    if (message.function !== undefined) functions.push(message.function);
    streams.set(message.stream, functions);
  }
  return [...streams].map(([stream, functions]) => ({ stream, functions }));
}
