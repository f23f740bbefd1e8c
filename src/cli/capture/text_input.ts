import { NO_BYTES, takeUint32 } from "../../core/base/mod.ts";
import { HsmsHeader, HsmsPacket } from "../../core/mod.ts";
import { concat } from "@std/bytes";
import { CommandError } from "../errors.ts";
import type { ByteSource } from "./byte_source.ts";
import type { CapturedPiece } from "./connections.ts";
import { FrameCutter, looksLikeHeader, type Piece } from "./frame_cutter.ts";
import { parseHexText } from "./hex_text.ts";

/** A text of that size is no dump of messages. */
const MOST = 64 * 1024 * 1024;

/** The frames of hex digits, in a dump or plain. */
export async function* readText(source: ByteSource): AsyncGenerator<CapturedPiece> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let chunk = await source.next(); chunk !== undefined; chunk = await source.next()) {
    length += chunk.length;
    if (length > MOST) {
      throw new CommandError(`A text above ${MOST} bytes is not read: send a capture instead`);
    }
    chunks.push(chunk.slice());
  }
  yield* piecesOfText(new TextDecoder().decode(concat(chunks)));
}

/** The frames of a text of hex digits; throws a CommandError where it is none. */
export function piecesOfText(text: string): CapturedPiece[] {
  const blocks = parseHexText(text);
  if (blocks === undefined) {
    throw new CommandError("This is no capture, no recording and no hex digits: nothing can be read from it");
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
  const cutter = new FrameCutter(true);
  cutter.push(bytes, (piece) => pieces.push(piece));
  cutter.end((piece) => pieces.push(piece));
  return pieces;
}
