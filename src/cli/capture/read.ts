import { existsSync } from "node:fs";
import { open } from "node:fs/promises";
import { takeUint32 } from "../../core/base/mod.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import { parseHex } from "../hex.ts";
import type { CommandIo } from "../io.ts";
import { ByteSource } from "./byte_source.ts";
import { type Captured, type CapturedPiece, Connections } from "./connections.ts";
import { asUtf8, encodingOf } from "../encoding.ts";
import { FrameSeeker, type Piece } from "./frame_seeker.ts";
import { isRecording, readNdjson } from "./ndjson.ts";
import { type CapturedPacket, captureKind, readPcap, readPcapng } from "./packet_file.ts";
import { knowsLink, segmentOf } from "./segment.ts";
import { canBegin, fitOf } from "./text/fit.ts";
import { hexRuns } from "./text/hex_runs.ts";
import { literalsIn } from "./text/literals.ts";
import { readText } from "./text_input.ts";

/** Fewer bytes of hex digits than a header has are the name of a file. */
const MIN_BYTES = 10;
/** Raw bytes that are fewer are looked at as a whole if they do not begin with a frame. */
const MAX_WHOLE = 64 * 1024;

/** What arguments name: hex digits or a line of a log themselves, standard input, or a file. */
export async function* readInput(words: readonly string[], io: CommandIo): AsyncGenerator<CapturedPiece> {
  const text = words.join(" ");
  if (text === "-") yield* readCapture(io.stdin.bytes());
  else if (isText(text)) yield* readText(chunkOf(text));
  else yield* readFileAt(text);
}

/** Whether an argument is hex digits, or a line with them, and not the name of a file. */
function isText(text: string): boolean {
  if ((parseHex(text)?.length ?? 0) >= MIN_BYTES) return true;
  const digits = /^[0-9a-f]+$/i.test(text.replace(/[\s:,-]|0x/gi, ""))
    ? text.replace(/[\s:,-]|0x/gi, "")
    : "";
  if (digits.length > 2 * MIN_BYTES && digits.length % 2 === 1 && !existsSync(text)) {
    throw new CommandError(
      `The input has ${digits.length} hex digits, an odd number: one is missing, or one is too many`,
    );
  }
  const runs = [...hexRuns(text), ...literalsIn(text)];
  return runs.some(({ bytes }) => bytes.length >= MIN_BYTES) && !existsSync(text);
}

async function* chunkOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

/** The pieces in a file. */
export async function* readFileAt(path: string): AsyncGenerator<CapturedPiece> {
  yield* readCapture(chunksOf(path));
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const cannotRead = (error: unknown): never => {
    throw new CommandError(`Cannot read ${path}: ${sentenceOf(error)}`, 1, { cause: error });
  };
  const file = await open(path, "r").catch(cannotRead);
  try {
    for (;;) {
      const size = 64 * 1024;
      const { bytesRead, buffer } = await file.read(new Uint8Array(size), 0, size, null).catch(cannotRead);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** The pieces in a file, and what is seen of the TCP connections that carried them. */
export async function* readAllAt(path: string): AsyncGenerator<Captured> {
  yield* readAll(chunksOf(path), true);
}

/** Reads a capture, a recording, a text or raw frames, whichever the bytes look like. */
export async function* readCapture(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CapturedPiece> {
  for await (const captured of readAll(chunks, false)) if ("piece" in captured) yield captured;
}

/** The same; `withEnds`: connections that are opened and closed come out too, from recordings in lines of JSON always. */
export async function* readAll(
  chunks: AsyncIterable<Uint8Array>,
  withEnds: boolean,
): AsyncGenerator<Captured> {
  const source = new ByteSource(chunks);
  try {
    const head = await source.peek(512);
    const kind = captureKind(head);
    const encoding = encodingOf(head);
    if (kind === "pcap") yield* piecesOf(readPcap(source), withEnds);
    else if (kind === "pcapng") yield* piecesOf(readPcapng(source), withEnds);
    else if (encoding !== undefined) yield* textOf(new ByteSource(asUtf8(source.rest(), encoding)));
    else if (head.includes(0)) yield* framesOf(source);
    else yield* textOf(source);
  } finally {
    await source.close();
  }
}

/** The pieces in a text in UTF-8: a recording, or a log. */
async function* textOf(source: ByteSource): AsyncGenerator<Captured> {
  const head = await source.peek(64 * 1024);
  if (isRecording(new TextDecoder().decode(head))) yield* readNdjson(source);
  else yield* readText(source.rest());
}

/** The streams in packets. */
async function* piecesOf(
  packets: AsyncIterable<CapturedPacket>,
  withEnds: boolean,
): AsyncGenerator<Captured> {
  let ready: Captured[] = [];
  const unknown = new Set<number>();
  let count = 0;
  const add = (captured: Captured): void => void ready.push(captured);
  const connections = new Connections(add, withEnds ? add : undefined);
  for await (const packet of packets) {
    const segment = segmentOf(packet);
    if (segment === undefined) {
      if (!knowsLink(packet.linkType)) unknown.add(packet.linkType);
      continue;
    }
    count++;
    connections.take(segment);
    yield* ready;
    ready = [];
  }
  connections.end();
  yield* ready;
  const [linkType] = unknown;
  if (count === 0 && linkType !== undefined) {
    throw new CommandError(
      `Cannot read packets of link type ${linkType}: capture on Ethernet, loopback or "any"`,
    );
  }
}

/** Frames one after the other, as they are on the line. */
async function* framesOf(source: ByteSource): AsyncGenerator<CapturedPiece> {
  const first = await source.peek(14);
  // What begins like a frame is read as it comes. Other bytes are looked at as a whole, if they are few.
  const known = canBegin(first, takeUint32(first, 0)) ? undefined : fitOf(await source.peek(MAX_WHOLE), []);
  if (known !== undefined && (await source.peek(MAX_WHOLE)).length < MAX_WHOLE) {
    for (const { piece, doubts } of known.found) yield { piece, connection: 1, doubts };
    return;
  }
  const seeker = new FrameSeeker(true);
  let ready: Piece[] = [];
  const sink = (piece: Piece): void => void ready.push(piece);
  for await (const chunk of source.rest()) {
    seeker.push(chunk, sink);
    for (const piece of ready) yield { piece, connection: 1 };
    ready = [];
  }
  seeker.end(sink);
  for (const piece of ready) yield { piece, connection: 1 };
}
