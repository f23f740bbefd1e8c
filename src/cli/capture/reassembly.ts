import { FrameCutter, type Piece } from "./frame_cutter.ts";
import type { Segment } from "./tcp_segment.ts";

/** So many bytes may wait for those in front of them; then these are taken for lost. */
const HELD = 1024 * 1024;
/** And so many segments. */
const HELD_SEGMENTS = 1024;

/** One direction of a TCP connection: segments in any order in, pieces of the stream out. */
export class StreamReassembly {
  #cutter: FrameCutter | undefined;
  /** The number of the next byte. */
  #next: number | undefined;
  /** By their numbers, the lowest first. */
  #held: Segment[] = [];
  #heldBytes = 0;
  /** The number behind the last byte, once there is a FIN. */
  #last: number | undefined;
  /** The number that the stream began with, if that was seen. */
  readonly began: number | undefined;

  /** `began`: the number of the first byte, where a SYN said it. */
  constructor(began: number | undefined) {
    this.began = began;
    this.#next = began;
  }

  /** Whether its end was reached. */
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
      while (this.#heldBytes > HELD || this.#held.length > HELD_SEGMENTS) this.#giveUp(sink);
      this.#passHeld(sink);
    }
    if (fin) this.#last = (segment.sequence + length) >>> 0;
  }

  /** The other side has everything before this number: what is missing of it will not come again. */
  acknowledged(number: number, sink: (piece: Piece) => void): void {
    while (this.#held.length > 0 && distance(this.#held[0]!.sequence, number) > 0) {
      this.#giveUp(sink);
      this.#passHeld(sink);
    }
  }

  /** The end of the capture, or of the connection. */
  end(sink: (piece: Piece) => void): void {
    while (this.#held.length > 0) {
      this.#giveUp(sink);
      this.#passHeld(sink);
    }
    this.#cutter?.end(sink);
    this.#cutter = undefined;
  }

  /** A segment that begins at the next byte or before it. */
  #pass({ sequence, payload, missing }: Segment, sink: (piece: Piece) => void): void {
    const known = distance(sequence, this.#next!);
    const bytes = payload.subarray(Math.min(known, payload.length));
    const lost = missing - Math.max(known - payload.length, 0);
    this.#cutter ??= new FrameCutter(this.began !== undefined);
    if (bytes.length > 0) this.#cutter.push(bytes, sink);
    if (lost > 0) this.#cutter.gap(lost, sink);
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

  /** What is missing before the first segment that is held is lost. */
  #giveUp(sink: (piece: Piece) => void): void {
    const first = this.#held[0]!.sequence;
    this.#cutter ??= new FrameCutter(this.began !== undefined);
    this.#cutter.gap(distance(this.#next!, first), sink);
    this.#next = first;
  }
}

/** How far it is from one number to another, as they wrap around; negative: backwards. */
export function distance(from: number, to: number): number {
  return (to - from) | 0;
}
