import { type Endpoint, HsmsPacket } from "../../core/mod.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import { parseHex } from "../hex.ts";
import { linesOf } from "../lines.ts";
import type { ByteSource } from "./byte_source.ts";
import type { Captured, CapturedEnd } from "./connections.ts";
import type { Piece } from "./frame_seeker.ts";

/** Longest line in characters: a frame of 64 MiB takes two digits for each byte. */
const MAX_LINE = 160 * 1024 * 1024;

/** Characters that a terminal would obey. */
// deno-lint-ignore no-control-regex
const CONTROLS = /[\x00-\x1f\x7f-\x9f]/g;

/**
 * Whether a text begins like a recording: with an object of JSON. An object without `raw` is a line of another log, and
 * the initializer of an array in C begins with a brace too.
 */
export function isRecording(head: string): boolean {
  const line = /^\s*(\{[^\n]*)/.exec(head)?.[1];
  if (line === undefined || /^\{\s*(?:0x|-?\d|\/|$)/.test(line)) return false;
  try {
    return "raw" in (JSON.parse(line) as Record<string, unknown>);
  } catch {
    return !/"type": ?"Buffer"/.test(line);
  }
}

/** The pieces of a recording in lines of JSON. */
export async function* readNdjson(source: ByteSource): AsyncGenerator<Captured> {
  let number = 0;
  let connection: number | undefined;
  let bad: { readonly line: string; readonly error: unknown } | undefined;
  for await (const line of linesOf(source.rest(), MAX_LINE)) {
    number++;
    if (bad !== undefined) throw bad.error;
    if (line.trim() === "") continue;
    let piece: Captured;
    try {
      piece = capturedOf(line, number);
    } catch (error) {
      bad = { line, error };
      continue;
    }
    connection = piece.connection;
    yield piece;
  }
  if (bad === undefined) return;
  // A disk that was full, or a kill, has cut off the last line: it is bytes that are not a frame.
  if (connection === undefined || !isCut(bad.line)) throw bad.error;
  const why = "the recording ends inside this line";
  yield { piece: { type: "skipped", bytes: new TextEncoder().encode(bad.line), why }, connection };
}

/** Whether a line is the beginning of an object. */
function isCut(line: string): boolean {
  if (!line.startsWith("{")) return false;
  try {
    JSON.parse(line);
    return false;
  } catch {
    return true;
  }
}

function capturedOf(line: string, number: number): Captured {
  const fields = objectOf(line, number);
  const { raw, connection, src, dst, skipped, opener, since } = fields;
  const place = {
    connection: typeof connection === "number" ? connection : 1,
    from: endpointOf(src),
    to: endpointOf(dst),
    at: dateOf(fields["time"]),
    ...endpointOf(opener) !== undefined && { opener: endpointOf(opener) },
  };
  const end = endOf(fields);
  if (end !== undefined) return { ...place, ...end };
  const bytes = typeof raw === "string" ? parseHex(raw) : undefined;
  if (bytes === undefined) {
    throw new CommandError(`Line ${number} of the recording has no hex digits in "raw"`);
  }
  return {
    ...place,
    piece: typeof skipped === "string"
      ? { type: "skipped", bytes, why: skipped.replace(CONTROLS, "?") }
      : frameOf(bytes),
    ...dateOf(since) !== undefined && { since: dateOf(since) },
  };
}

/** A line of the life of a TCP connection. */
function endOf(
  { tcp, by, skipped }: Record<string, unknown>,
): Pick<CapturedEnd, "end" | "by" | "why"> | undefined {
  if (tcp !== "opened" && tcp !== "closed") return undefined;
  return {
    end: tcp,
    by: endpointOf(by),
    ...tcp === "closed" && typeof skipped === "string" && { why: skipped.replace(CONTROLS, "?") },
  };
}

function dateOf(time: unknown): Date | undefined {
  const at = typeof time === "string" ? new Date(time) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? undefined : at;
}

function objectOf(line: string, number: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === "object" && value !== null) return value as Record<string, unknown>;
  } catch {
    // The error below is for both.
  }
  throw new CommandError(
    `Line ${number} of the recording is not a JSON object: ${JSON.stringify(line.slice(0, 60))}`,
  );
}

function frameOf(bytes: Uint8Array): Piece {
  try {
    return { type: "frame", packet: HsmsPacket.decode(bytes) };
  } catch (error) {
    return { type: "skipped", bytes, why: sentenceOf(error) };
  }
}

function endpointOf(text: unknown): Endpoint | undefined {
  const [, address, port] = typeof text === "string" ? /^\[?([\w.:%-]*?)\]?:(\d{1,5})$/.exec(text) ?? [] : [];
  return address === undefined ? undefined : { address, port: Number(port) };
}
