import { NO_BYTES, takeUint32 } from "../../core/base/mod.ts";
import { HsmsHeader, HsmsPacket } from "../../core/mod.ts";
import { decodeItem } from "../../secs2/mod.ts";
import { isKnownType } from "./faults.ts";
import type { Secs1Block } from "./secs1.ts";

/** A piece of a recorded stream: a frame, a block of SECS-I, or other bytes. */
export type Piece =
  | { readonly type: "frame"; readonly packet: HsmsPacket }
  | { readonly type: "block"; readonly bytes: Uint8Array; readonly why: string; readonly block: Secs1Block }
  | { readonly type: "skipped"; readonly bytes: Uint8Array; readonly why: string };

/** Bytes of the length field and the header. */
const HEAD = 14;
/** Largest length field of a frame. */
export const MAX_LENGTH = 64 * 1024 * 1024;
/** Maximum number of bytes that are skipped at a time. */
const MAX_SKIP = 64 * 1024;
/** Maximum number of places at which the next frame may begin. */
const MAX_CANDIDATES = 64;

/**
 * Finds the frames of a recorded stream. A FrameDecoder ends at the first wrong byte; this one seeks the next bytes that
 * look like a frame.
 *
 * Nothing is lost: bytes that are not in a frame come out too. It holds no more than has arrived of one frame.
 */
export class FrameSeeker {
  #buffer: Uint8Array = NO_BYTES;
  #start = 0;
  #end = 0;
  /** Whether a frame begins at the start. */
  #synced = false;
  /** Whether this is the beginning of the stream: whatever can be a frame is one. */
  #fresh: boolean;
  /** Number of bytes after the start that were looked at. */
  #scanned = 0;
  /** Places among them where a frame may begin; it counts as one once it is whole. */
  #candidates: number[] = [];
  #why = "";

  /** `begins`: whether the stream is recorded from its beginning. */
  constructor(begins: boolean) {
    this.#fresh = begins;
    this.#why = begins ? "not an HSMS frame" : "the recording begins inside a frame";
  }

  /** Takes the next bytes, which are copied. */
  push(bytes: Uint8Array, sink: (piece: Piece) => void): void {
    this.#append(bytes);
    for (;;) {
      if (!this.#synced && !this.#seek(sink)) return;
      const held = this.#held();
      if (held.length < 4) return;
      const length = takeUint32(held, 0);
      if (length < 10 || length > MAX_LENGTH) {
        this.#lose(`${length} is not the length of a frame`);
        continue;
      }
      if (held.length < 4 + length) return;
      const data = length === 10 ? NO_BYTES : held.slice(HEAD, 4 + length);
      this.#start += 4 + length;
      sink({ type: "frame", packet: new HsmsPacket(HsmsHeader.decode(held, 4), data) });
    }
  }

  /** Bytes are missing here. */
  gap(count: number, sink: (piece: Piece) => void): void {
    this.end(sink, `${count} bytes after it are missing`);
    this.#lose(`${count} bytes before it are missing`);
    this.#fresh = false;
  }

  /** The end of the stream: gives what is left to the sink. */
  end(sink: (piece: Piece) => void, why = "the end of the frame is missing"): void {
    if (this.#end > this.#start) this.#skip(this.#end - this.#start, sink, this.#synced ? why : this.#why);
  }

  #lose(why: string): void {
    this.#synced = false;
    this.#forget();
    this.#why = why;
  }

  /** Seeks the next frame; false: there is none in what has arrived. */
  #seek(sink: (piece: Piece) => void): boolean {
    const held = this.#held();
    if (held.length < HEAD) return false;
    const begin = this.#fresh && looksLikeFrame(held, true) ? 0 : this.#search(held);
    this.#fresh = false;
    if (begin === undefined) {
      const lost = this.#candidates[0] ?? this.#scanned;
      if (lost >= MAX_SKIP) this.#skip(lost, sink, this.#why);
      return false;
    }
    if (begin > 0) this.#skip(begin, sink, this.#why);
    this.#forget();
    this.#synced = true;
    return true;
  }

  /** The first whole frame in what is held; looks at no byte after it. */
  #search(held: Uint8Array): number | undefined {
    const isWhole = (at: number): boolean => held.length - at >= 4 + takeUint32(held, at);
    const found = this.#candidates.find((at) => isWhole(at) && looksLikeFrame(held.subarray(at)));
    if (found !== undefined) return found;
    this.#candidates = this.#candidates.filter((at) => !isWhole(at));
    for (; held.length - this.#scanned >= HEAD; this.#scanned++) {
      const at = this.#scanned;
      // At most places no length begins: they are passed without a view.
      const length = takeUint32(held, at);
      if (length < 10 || length > MAX_LENGTH) continue;
      const whole = isWhole(at);
      if (!looksLikeFrame(held.subarray(at, whole ? held.length : at + MAX_SKIP))) continue;
      if (whole) return at;
      if (this.#candidates.length < MAX_CANDIDATES) this.#candidates.push(at);
    }
    return undefined;
  }

  #forget(): void {
    this.#scanned = 0;
    this.#candidates = [];
  }

  #skip(count: number, sink: (piece: Piece) => void, why: string): void {
    const bytes = this.#held().slice(0, count);
    this.#start += count;
    this.#scanned = Math.max(0, this.#scanned - count);
    this.#candidates = this.#candidates.map((at) => at - count).filter((at) => at >= 0);
    for (let at = 0; at < bytes.length; at += MAX_SKIP) {
      sink({ type: "skipped", bytes: bytes.subarray(at, at + MAX_SKIP), why });
    }
  }

  #held(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  #append(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#buffer.length) {
      const held = this.#held();
      const room = held.length + bytes.length;
      const buffer = new Uint8Array(held.length === 0 ? room : room * 2);
      buffer.set(held);
      this.#buffer = buffer;
      this.#start = 0;
      this.#end = held.length;
    }
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }
}

/**
 * Whether bytes, fourteen at least, can be the beginning of a frame with values of E37; with `headOnly` its body need not
 * look like an item.
 */
function looksLikeFrame(bytes: Uint8Array, headOnly = false): boolean {
  const length = takeUint32(bytes, 0);
  if (length < 10 || length > MAX_LENGTH) return false;
  const header = HsmsHeader.decode(bytes, 4);
  if (!looksLikeHeader(header)) return false;
  if (header.isControl) return length === 10;
  if (headOnly) return true;
  if (header.stream === 0 || (header.function === 0 && length > 10)) return false;
  return length === 10 || looksLikeBody(bytes.subarray(HEAD, 4 + length), length - 10);
}

/** Whether a header has values of E37. */
function looksLikeHeader(header: HsmsHeader): boolean {
  if (header.pType !== 0) return false;
  if (!header.isControl) return !(header.requireResponse && header.function % 2 === 0);
  return isKnownType(header);
}

/** Whether the bytes that have arrived of a body can begin an item that fills it. */
function looksLikeBody(bytes: Uint8Array, length: number): boolean {
  if (bytes.length === 0) return true;
  if (bytes.length === length && length <= MAX_SKIP) return decodes(bytes);
  const count = bytes[0]! & 3;
  if (count === 0) return false;
  if (bytes.length < 1 + count) return true;
  let announced = 0;
  for (let i = 1; i <= count; i++) announced = announced * 256 + bytes[i]!;
  return bytes[0]! >> 2 === 0 ? announced * 2 <= length : announced === length - 1 - count;
}

function decodes(bytes: Uint8Array): boolean {
  try {
    return decodeItem(bytes) !== undefined;
  } catch {
    return false;
  }
}
