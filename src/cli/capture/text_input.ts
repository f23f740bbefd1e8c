import { CommandError } from "../errors.ts";
import { linesOf } from "../lines.ts";
import type { CapturedPiece } from "./connections.ts";
import { type Hints, TextReader } from "./text/text_reader.ts";

/** Longest line in characters: a frame of 64 MiB takes three for each byte, and a log has words before it. */
const MAX_LINE = 224 * 1024 * 1024;

/**
 * The frames in a text: hex digits, a dump, or a log with bytes in its lines.
 *
 * @throws {CommandError} When no bytes are in it.
 */
export async function* readText(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CapturedPiece> {
  const reader = new TextReader();
  let number = 0;
  for await (const line of linesOf(chunks, MAX_LINE)) {
    reader.line(line, ++number);
    if (reader.hasReady) yield* reader.drain();
  }
  reader.end();
  yield* reader.drain();
  if (!reader.hasBytes) throw new CommandError(sayNothing(reader.hints));
}

/** Why there is nothing to decode in a text. */
function sayNothing({ screen, message }: Hints): string {
  if (screen !== undefined) {
    return `Line ${screen} is of hsms listen or connect, without the bytes of its frame: give them --hex, --json or --record`;
  }
  if (message !== undefined) {
    return `Line ${message} names a message, but has no bytes of it: the log has to be written with hex digits`;
  }
  return "The input is not a capture, a recording or hex digits. Give .pcap, .pcapng, .ndjson, a dump, or a log with " +
    "hex digits";
}
