import type { Endpoint } from "../../core/mod.ts";
import { HsmsPacket } from "../../core/mod.ts";
import { CommandError } from "../errors.ts";
import type { ByteSource } from "./byte_source.ts";
import type { CapturedPiece } from "./connections.ts";
import type { Piece } from "./frame_cutter.ts";
import { parseHexDigits } from "./hex_text.ts";

/** No line of ours is that long: a frame of 64 MiB takes two digits for each byte. */
const MOST = 160 * 1024 * 1024;

/** What a terminal would obey. */
// deno-lint-ignore no-control-regex
const CONTROLS = /[\x00-\x1f\x7f-\x9f]/g;

/** The pieces of a recording in lines of JSON. */
export async function* readNdjson(source: ByteSource): AsyncGenerator<CapturedPiece> {
  let number = 0;
  for await (const line of linesOf(source)) {
    number++;
    if (line.trim() !== "") yield pieceOf(line, number);
  }
}

/** The lines of a text, without their ends. */
async function* linesOf(source: ByteSource): AsyncGenerator<string> {
  const text = new TextDecoder();
  let parts: string[] = [];
  let length = 0;
  for (let chunk = await source.next(); chunk !== undefined; chunk = await source.next()) {
    const [first = "", ...rest] = text.decode(chunk, { stream: true }).split("\n");
    parts.push(first);
    length += first.length;
    if (length > MOST) throw new CommandError(`A line of the recording is longer than ${MOST} bytes`);
    for (const line of rest) {
      yield parts.join("");
      parts = [line];
      length = line.length;
    }
  }
  yield parts.join("") + text.decode();
}

function pieceOf(line: string, number: number): CapturedPiece {
  const fields = objectOf(line, number);
  const { raw, time, connection, src, dst, skipped } = fields;
  const bytes = typeof raw === "string" ? parseHexDigits(raw) : undefined;
  if (bytes === undefined) {
    throw new CommandError(`Line ${number} of the recording has no hex digits in "raw"`);
  }
  const at = typeof time === "string" ? new Date(time) : undefined;
  return {
    piece: typeof skipped === "string"
      ? { type: "skipped", bytes, why: skipped.replace(CONTROLS, "?") }
      : frameOf(bytes),
    connection: typeof connection === "number" ? connection : 1,
    from: endpointOf(src),
    to: endpointOf(dst),
    at: at === undefined || Number.isNaN(at.getTime()) ? undefined : at,
  };
}

function objectOf(line: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // The sentence below says it.
  }
  throw new CommandError(
    `Line ${number} of the recording is no JSON object: ${JSON.stringify(line.slice(0, 60))}`,
  );
}

function frameOf(bytes: Uint8Array): Piece {
  try {
    return { type: "frame", packet: HsmsPacket.decode(bytes) };
  } catch (error) {
    return { type: "skipped", bytes, why: (error as Error).message };
  }
}

function endpointOf(text: unknown): Endpoint | undefined {
  const [, address, port] = typeof text === "string" ? /^\[?([\w.:%-]*?)\]?:(\d{1,5})$/.exec(text) ?? [] : [];
  return address === undefined ? undefined : { address, port: Number(port) };
}
