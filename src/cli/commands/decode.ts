import { argument, message, multiple, object, option, optional, string } from "@optique/core";
import type { CapturedPiece } from "../capture/connections.ts";
import { frameLine } from "../capture/frame_line.ts";
import { readInput } from "../capture/input.ts";
import { defineCommand } from "../command.ts";
import { annotate, type Detail } from "../decode/annotate.ts";
import type { CommandIo } from "../io.ts";
import { paintFor } from "../style.ts";

/** Longer bodies are printed with --full only. */
const LONGEST_BODY = 64 * 1024;
/** Text that is written before it is waited for. */
const FLUSH = 64;
/** What of streams that are no HSMS is remembered: their numbers and bytes. */
const MOST_STREAMS = 10_000;

const parser = object({
  input: multiple(
    argument(string({ metavar: "INPUT" }), {
      description: message`Hex digits, a file, or - for standard input.`,
    }),
    { min: 1 },
  ),
  json: optional(option("--json", { description: message`One JSON object for a frame, as in .ndjson.` })),
  brief: optional(option("--brief", { description: message`One line for a frame.` })),
  full: optional(option("--full", { description: message`Print bodies above 64 KiB too.` })),
});

interface DecodeOptions {
  readonly input: readonly string[];
  readonly json?: boolean | undefined;
  readonly brief?: boolean | undefined;
  readonly full?: boolean | undefined;
}

/** `hsms decode` */
export const decode = defineCommand({
  name: "decode",
  brief: "Explain frames: hex digits, dumps, captures and recordings.",
  description:
    "Reads hex digits with or without the length field, dumps of xxd, hexdump or Wireshark, frames as " +
    "they are on the line, and captures: pcap, pcapng, and the .ndjson of --record. Prints the header byte by " +
    "byte, and the body as SML.",
  examples: [
    ["hsms decode 0000000affff00000005 00000001", "One frame."],
    ["hsms decode tool.pcapng --brief", "A capture, a line for each frame."],
    ["xxd dump.bin | hsms decode - --json", "A dump, as NDJSON."],
  ],
  parser,
  run,
});

async function run(options: DecodeOptions, io: CommandIo): Promise<number> {
  const { input, json = false, brief = false, full = false } = options;
  const longestBody = full ? Infinity : LONGEST_BODY;
  const print = json ? jsonOf : printer({ brief, longestBody, paint: paintFor(io, io.stdout) });
  const noise = new Noise();
  let frames = 0;
  let written = 0;
  for await (const captured of readInput(input, io)) {
    if (io.signal.aborted) break;
    if (captured.piece.type === "frame") frames++;
    for (const piece of noise.pass(captured)) {
      io.stdout.write(print(piece));
      if (++written % FLUSH === 0) await io.stdout.flushed();
    }
  }
  for (const sentence of noise.sentences(frames)) io.stderr.write(`hsms: ${sentence}\n`);
  return frames > 0 ? 0 : 1;
}

function printer(detail: Detail): (piece: CapturedPiece) => string {
  return (piece) => annotate(piece, detail);
}

function jsonOf({ piece, ...seen }: CapturedPiece): string {
  return frameLine(piece, seen.from === undefined ? { ...seen, connection: undefined } : seen);
}

/** Holds back what is no HSMS until its connection shows that it is one: captures have other traffic too. */
class Noise {
  readonly #known = new Set<number>();
  readonly #held = new Map<number, CapturedPiece>();
  #bytes = 0;

  /** What can be printed now. */
  pass(captured: CapturedPiece): CapturedPiece[] {
    const { connection, piece } = captured;
    if (this.#known.has(connection)) return [captured];
    const before = this.#held.get(connection);
    if (piece.type === "frame") {
      this.#known.add(connection);
      this.#held.delete(connection);
      return before === undefined ? [captured] : [before, captured];
    }
    if (before === undefined && this.#held.size < MOST_STREAMS) this.#held.set(connection, captured);
    this.#bytes += piece.bytes.length;
    return [];
  }

  /** What is left to be said in the end. */
  sentences(frames: number): string[] {
    if (this.#held.size === 0) return frames > 0 ? [] : ["There is no frame in it"];
    const [first] = this.#held.values();
    const why = first?.piece.type === "skipped" ? ` (${first.piece.why})` : "";
    if (this.#held.size === 1 && frames === 0) {
      return [`There is no frame in it: ${this.#bytes} bytes are none${why}`];
    }
    const count = this.#held.size === 1 ? "1 connection carries" : `${this.#held.size} connections carry`;
    return [`${count} no frame: ${this.#bytes} bytes`];
  }
}
