import { NO_BYTES, takeUint32 } from "../../core/base/mod.ts";
import { HsmsHeader, HsmsPacket } from "../../core/mod.ts";
import { concat } from "@std/bytes";
import { CommandError } from "../errors.ts";
import type { ByteSource } from "./byte_source.ts";
import type { CapturedPiece } from "./connections.ts";
import { FrameSeeker, looksLikeHeader, type Piece } from "./frame_seeker.ts";
import { parseHexText } from "./hex_text.ts";

/** Longest text in bytes. */
const MAX_TEXT = 64 * 1024 * 1024;

/** The frames of hex digits, in a dump or plain. */
export async function* readText(source: ByteSource): AsyncGenerator<CapturedPiece> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of source.rest()) {
    length += chunk.length;
    if (length > MAX_TEXT) {
      throw new CommandError(
        `The text is longer than ${MAX_TEXT} bytes. Give a capture (.pcap or .pcapng) instead of a dump`,
      );
    }
    chunks.push(chunk.slice());
  }
  yield* piecesOfText(new TextDecoder().decode(concat(chunks)));
}

/** The frames of a text of hex digits. @throws {CommandError} When the text is not that. */
export function piecesOfText(text: string): CapturedPiece[] {
  const blocks = parseHexText(text);
  if (blocks === undefined) {
    throw new CommandError(
      "The input is not a capture, a recording or hex digits. Give .pcap, .pcapng, .ndjson, a dump, or frames as they " +
        "are on the line",
    );
  }
  const sides = [...new Set(blocks.map(({ side }) => side))];
  const whole = sides.flatMap((side) =>
    piecesOfBytes(concat(blocks.filter((block) => block.side === side).map(({ bytes }) => bytes)))
  );
  const isWhole = whole.every(({ type }) => type === "frame");
  // A log has a frame in each line or block, often without its length field.
  const pieces = isWhole ? whole : blocks.flatMap(({ bytes }) => piecesOfBytes(bytes));
  const best = isWhole || pieces.every(({ type }) => type === "frame") ? pieces : whole;
  return best.map((piece) => ({ piece, connection: 1 }));
}

/** The frames in bytes, or the one frame that they are without its length field. */
export function piecesOfBytes(bytes: Uint8Array): Piece[] {
  if (bytes.length >= 10 && !(bytes.length >= 14 && takeUint32(bytes, 0) <= bytes.length - 4)) {
    const header = HsmsHeader.decode(bytes);
    if (looksLikeHeader(header) && (!header.isControl || bytes.length === 10)) {
      const data = bytes.length === 10 ? NO_BYTES : bytes.slice(10);
      return [{ type: "frame", packet: new HsmsPacket(header, data) }];
    }
  }
  const pieces: Piece[] = [];
  const seeker = new FrameSeeker(true);
  seeker.push(bytes, (piece) => pieces.push(piece));
  seeker.end((piece) => pieces.push(piece));
  return pieces;
}
