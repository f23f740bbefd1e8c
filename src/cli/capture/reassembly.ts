import { FrameSeeker, type Piece } from "./frame_seeker.ts";
import type { Segment } from "./segment.ts";

/** Maximum number of bytes that wait for those before them; then the missing ones count as lost. */
const MAX_HELD_BYTES = 1024 * 1024;
/** Maximum number of segments that wait. */
const MAX_HELD_SEGMENTS = 1024;

/** One direction of a TCP connection: segments in any order in, pieces of the stream out. */
export class StreamReassembly {
  #seeker: FrameSeeker | undefined;
  /** The number of the next byte. */
  #next: number | undefined;
  /** By sequence number, the lowest first. */
  #held: Segment[] = [];
  #heldBytes = 0;
  /** The number after the last byte, once there is a FIN. */
  #last: number | undefined;
  /** The number of the first byte, if it was seen. */
  readonly began: number | undefined;

  /** `began`: the number of the first byte, if there was a SYN. */
  constructor(began: number | undefined) {
    this.began = began;
    this.#next = began;
  }

  /** Whether the stream is complete up to its FIN. */
  get ended(): boolean {
    return this.#last !== undefined && this.#last === this.#next;
  }

  /** Takes a segment; the pieces that it completes go to the sink. */
  take(segment: Segment, sink: (piece: Piece) => void): void {
    const { payload, missing, fin } = segment;
    const length = payload.length + missing;
    if (length > 0 || fin) this.#next ??= segment.sequence;
    if (length > 0) {
      if (distance(this.#next!, segment.sequence) > 0) this.#hold(segment);
      else this.#pass(segment, sink);
      while (this.#heldBytes > MAX_HELD_BYTES || this.#held.length > MAX_HELD_SEGMENTS) this.#skipGap(sink);
      this.#passHeld(sink);
    }
    if (fin) this.#last = (segment.sequence + length) >>> 0;
  }

  /** The receiver has everything before this number: what is missing of it will not be sent again. */
  acknowledged(number: number, sink: (piece: Piece) => void): void {
    while (this.#held.length > 0 && distance(this.#held[0]!.sequence, number) > 0) {
      this.#skipGap(sink);
      this.#passHeld(sink);
    }
  }

  /** The end of the capture, or of the connection. */
  end(sink: (piece: Piece) => void): void {
    while (this.#held.length > 0) {
      this.#skipGap(sink);
      this.#passHeld(sink);
    }
    this.#seeker?.end(sink);
    this.#seeker = undefined;
  }

  /** A segment that begins at the next byte or before it. */
  #pass({ sequence, payload, missing }: Segment, sink: (piece: Piece) => void): void {
    const known = distance(sequence, this.#next!);
    const bytes = payload.subarray(Math.min(known, payload.length));
    const lost = missing - Math.max(known - payload.length, 0);
    this.#seeker ??= new FrameSeeker(this.began !== undefined);
    if (bytes.length > 0) this.#seeker.push(bytes, sink);
    if (lost > 0) this.#seeker.gap(lost, sink);
    if (bytes.length + lost > 0) this.#next = (this.#next! + bytes.length + Math.max(lost, 0)) >>> 0;
  }

  #hold(segment: Segment): void {
    let at = this.#held.length;
    while (at > 0 && distance(this.#held[at - 1]!.sequence, segment.sequence) < 0) at--;
    // The packet's bytes may be a view of a much larger chunk.
    this.#held.splice(at, 0, { ...segment, payload: segment.payload.slice() });
    this.#heldBytes += segment.payload.length;
  }

  #passHeld(sink: (piece: Piece) => void): void {
    while (this.#held.length > 0 && distance(this.#next!, this.#held[0]!.sequence) <= 0) {
      const segment = this.#held.shift()!;
      this.#heldBytes -= segment.payload.length;
      this.#pass(segment, sink);
    }
  }

  /** Counts what is missing before the first held segment as lost. */
  #skipGap(sink: (piece: Piece) => void): void {
    const first = this.#held[0]!.sequence;
    this.#seeker ??= new FrameSeeker(this.began !== undefined);
    this.#seeker.gap(distance(this.#next!, first), sink);
    this.#next = first;
  }
}

/** The distance from one sequence number to another, which wrap around; negative: backwards. */
function distance(from: number, to: number): number {
  return (to - from) | 0;
}
