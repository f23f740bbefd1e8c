import { open } from "node:fs/promises";
import { CommandError, sentenceOf } from "../errors.ts";
import { parseHex } from "../hex.ts";
import type { CommandIo } from "../io.ts";
import { ByteSource } from "./byte_source.ts";
import { type CapturedPiece, Connections } from "./connections.ts";
import { FrameSeeker, type Piece } from "./frame_seeker.ts";
import { readNdjson } from "./ndjson.ts";
import { type CapturedPacket, captureKind, readPcap, readPcapng } from "./packet_file.ts";
import { knowsLink, segmentOf } from "./segment.ts";
import { piecesOfText, readText } from "./text_input.ts";

/** Fewer bytes of hex digits than a header has are the name of a file. */
const MIN_BYTES = 10;

/** What arguments name: hex digits themselves, standard input, or a file. */
export async function* readInput(words: readonly string[], io: CommandIo): AsyncGenerator<CapturedPiece> {
  const text = words.join(" ");
  if (text === "-") yield* readCapture(io.stdin.bytes());
  else if ((parseHex(text)?.length ?? 0) >= MIN_BYTES) yield* piecesOfText(text);
  else yield* readFileAt(text);
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

/** Reads a capture, a recording, a dump or raw frames, whichever the bytes look like. */
export async function* readCapture(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<CapturedPiece> {
  const source = new ByteSource(chunks);
  try {
    const head = await source.peek(512);
    const kind = captureKind(head);
    if (kind === "pcap") yield* piecesOf(readPcap(source));
    else if (kind === "pcapng") yield* piecesOf(readPcapng(source));
    else if (head.includes(0)) yield* framesOf(source);
    else if (head[0] === 0x7b) yield* readNdjson(source);
    else yield* readText(source);
  } finally {
    await source.close();
  }
}

/** The streams in packets. */
async function* piecesOf(packets: AsyncIterable<CapturedPacket>): AsyncGenerator<CapturedPiece> {
  let ready: CapturedPiece[] = [];
  const unknown = new Set<number>();
  let count = 0;
  const connections = new Connections((piece) => ready.push(piece));
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
