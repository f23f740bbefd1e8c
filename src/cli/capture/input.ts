import { open } from "node:fs/promises";
import { CommandError, sentenceOf } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import type { CapturedPiece } from "./connections.ts";
import { parseHexDigits } from "./hex_text.ts";
import { readCapture } from "./read.ts";
import { piecesOfText } from "./text_input.ts";

/** Hex digits of a header at least are no name of a file. */
const LEAST = 10;

/** What arguments name: hex digits themselves, standard input, or a file. */
export async function* readInput(words: readonly string[], io: CommandIo): AsyncGenerator<CapturedPiece> {
  const text = words.join(" ");
  if (text === "-") yield* readCapture(io.stdin.bytes());
  else if ((parseHexDigits(text)?.length ?? 0) >= LEAST) yield* piecesOfText(text);
  else yield* readFileAt(text);
}

/** The pieces in a file. */
export async function* readFileAt(path: string): AsyncGenerator<CapturedPiece> {
  yield* readCapture(chunksOf(path));
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, "r").catch((error) => {
    throw new CommandError(`Cannot read ${path}: ${sentenceOf(error)}`, 1, { cause: error });
  });
  try {
    for (;;) {
      const { bytesRead, buffer } = await file.read(new Uint8Array(64 * 1024), 0, 64 * 1024, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}
