import { argument, type InferValue, message, multiple, object, option, string } from "@optique/core";
import { abortable } from "../../core/base/mod.ts";
import type { CapturedPiece } from "../capture/connections.ts";
import { frameLine } from "../capture/frame_line.ts";
import { readInput } from "../capture/read.ts";
import { defineCommand } from "../command.ts";
import { annotate, type Detail } from "../decode/annotate.ts";
import type { CommandIo } from "../io.ts";
import { encodingOption } from "../options.ts";
import { paintFor } from "../style.ts";

/** Longest body in bytes that is printed without --full. */
const MAX_BODY = 64 * 1024;
/** Number of pieces after which the output is waited for. */
const FLUSH_AFTER = 64;
/** Maximum number of streams that are remembered while no frame was seen in them. */
const MAX_STREAMS = 10_000;

const parser = object({
  input: multiple(
    argument(string({ metavar: "INPUT" }), {
      description: message`Hex digits, a line of a log, a file, or - for standard input.`,
    }),
    { min: 1 },
  ),
  json: option("--json", { description: message`One JSON object for each frame, as in .ndjson.` }),
  brief: option("--brief", { description: message`One line for each frame.` }),
  encoding: encodingOption(),
  full: option("--full", { description: message`Print bodies above 64 KiB too.` }),
});

type DecodeOptions = InferValue<typeof parser>;

/** `hsms decode` */
export const decode = defineCommand({
  name: "decode",
  brief: "Explain frames: hex digits, logs, dumps, captures and recordings.",
  description:
    "Reads hex digits with or without the length field, logs with hex digits in their lines, dumps of xxd, " +
    "hexdump, tcpdump or Wireshark, frames as they are on the line, and captures: pcap, pcapng, and the .ndjson of " +
    "--record. Prints the header byte by byte, and the body as SML.",
  examples: [
    ["hsms decode 0000000affff00000005 00000001", "One frame."],
    ["hsms decode tool.pcapng --brief", "A capture, a line for each frame."],
    ["hsms decode alarms.ndjson --encoding gb18030", "With the texts of a tool in Chinese."],
    ["xxd dump.bin | hsms decode - --json", "A dump, as NDJSON."],
  ],
  parser,
  run,
});

async function run(options: DecodeOptions, io: CommandIo): Promise<number> {
  const { input, json, brief, full, encoding } = options;
  const maxBody = full ? Infinity : MAX_BODY;
  const print = json ? jsonOf : printer({ brief, maxBody, encoding, paint: paintFor(io, io.stdout) });
  const others = new OtherTraffic();
  let frames = 0;
  let written = 0;
  for await (const captured of readInput(input, io)) {
    if (io.signal.aborted) break;
    if (captured.piece.type === "frame") frames++;
    for (const piece of others.pass(captured)) {
      io.stdout.write(print(piece));
      if (++written % FLUSH_AFTER === 0) await abortable(io.stdout.flushed(), io.signal).catch(() => {});
    }
  }
  for (const sentence of others.sentences(frames)) io.stderr.write(`hsms: ${sentence}\n`);
  return frames > 0 ? 0 : 1;
}

function printer(detail: Detail): (piece: CapturedPiece) => string {
  return (piece) => annotate(piece, detail);
}

function jsonOf({ piece, ...seen }: CapturedPiece): string {
  return frameLine(piece, seen.from === undefined ? { ...seen, connection: undefined } : seen);
}

/** Holds back the bytes of a connection until a frame was seen in it: captures have other traffic too. */
class OtherTraffic {
  readonly #known = new Set<number>();
  readonly #held = new Map<number, CapturedPiece>();
  #bytes = 0;

  /** What can be printed now. */
  pass(captured: CapturedPiece): CapturedPiece[] {
    const { connection, piece } = captured;
    if (this.#known.has(connection)) return [captured];
    const before = this.#held.get(connection);
    if (piece.type !== "skipped") {
      this.#known.add(connection);
      this.#held.delete(connection);
      return before === undefined ? [captured] : [before, captured];
    }
    if (before === undefined && this.#held.size < MAX_STREAMS) this.#held.set(connection, captured);
    this.#bytes += piece.bytes.length;
    return [];
  }

  /** What is to be said at the end. */
  sentences(frames: number): string[] {
    if (this.#held.size === 0) return frames > 0 ? [] : ["The input has no HSMS frame"];
    const [first] = this.#held.values();
    const why = first?.piece.type === "skipped" ? ` (${first.piece.why})` : "";
    if (this.#held.size === 1 && frames === 0) {
      return [`The input has no HSMS frame: ${this.#bytes} bytes are something else${why}`];
    }
    const count = this.#held.size === 1 ? "1 connection has" : `${this.#held.size} connections have`;
    return [`${count} no frame: ${this.#bytes} bytes`];
  }
}
