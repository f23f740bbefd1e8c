import { ByteSource } from "./byte_source.ts";
import { type CapturedPiece, Connections } from "./connections.ts";
import { FrameCutter, type Piece } from "./frame_cutter.ts";
import { readNdjson } from "./ndjson_lines.ts";
import { type CapturedPacket, captureKind, readPcap, readPcapng } from "./packets.ts";
import { knowsLink, segmentOf } from "./tcp_segment.ts";
import { readText } from "./text_input.ts";
import { CommandError } from "../errors.ts";

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
  const strange = new Set<number>();
  let count = 0;
  const connections = new Connections((piece) => ready.push(piece));
  for await (const packet of packets) {
    const segment = segmentOf(packet);
    if (segment === undefined) {
      if (!knowsLink(packet.linkType)) strange.add(packet.linkType);
      continue;
    }
    count++;
    connections.take(segment);
    yield* ready;
    ready = [];
  }
  connections.end();
  yield* ready;
  const [linkType] = strange;
  if (count === 0 && linkType !== undefined) {
    throw new CommandError(
      `Cannot read packets of link type ${linkType}: capture on Ethernet, loopback or "any"`,
    );
  }
}

/** Frames one after the other, as they are on the line. */
async function* framesOf(source: ByteSource): AsyncGenerator<CapturedPiece> {
  const cutter = new FrameCutter(true);
  let ready: Piece[] = [];
  const sink = (piece: Piece): void => void ready.push(piece);
  for (let chunk = await source.next(); chunk !== undefined; chunk = await source.next()) {
    cutter.push(chunk, sink);
    for (const piece of ready) yield { piece, connection: 1 };
    ready = [];
  }
  cutter.end(sink);
  for (const piece of ready) yield { piece, connection: 1 };
}
