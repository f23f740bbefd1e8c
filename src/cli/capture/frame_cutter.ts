import { NO_BYTES, takeUint32 } from "../../core/base/mod.ts";
import { HsmsHeader, HsmsPacket, SType } from "../../core/mod.ts";
import { decodeItem } from "../../secs2/mod.ts";

/** A piece of a recorded stream: a frame, or bytes that are none. */
export type Piece =
  | { readonly type: "frame"; readonly packet: HsmsPacket }
  | { readonly type: "skipped"; readonly bytes: Uint8Array; readonly why: string };

/** The length field and the header. */
const HEAD = 14;
const MOST = 64 * 1024 * 1024;
/** So many bytes are skipped at a time. */
const SKIP = 64 * 1024;
/** So many places are watched at a time while the next frame is looked for. */
const MOST_CANDIDATES = 64;

/**
 * Cuts a recorded stream into frames, and goes on where it is broken: at the next bytes that look like a frame.
 *
 * Nothing is lost: what belongs to no frame comes out too. It holds no more than has come of one frame.
 */
export class FrameCutter {
  #buffer: Uint8Array = NO_BYTES;
  #start = 0;
  #end = 0;
  /** Whether a frame begins at the start. */
  #synced: boolean;
  /** Whether this is the beginning of the stream: anything that can be a frame is one. */
  #fresh: boolean;
  /** Bytes behind the start that were looked at. */
  #scanned = 0;
  /** Where among them a frame may begin; it is one once it is whole. */
  #candidates: number[] = [];
  #why = "";

  /** `begins`: whether the stream is seen from its beginning on. */
  constructor(begins: boolean) {
    this.#fresh = begins;
    this.#synced = false;
    this.#why = begins ? "no frame of HSMS" : "the recording begins inside a frame";
  }

  /** Takes the next bytes, which are copied. */
  push(bytes: Uint8Array, sink: (piece: Piece) => void): void {
    this.#append(bytes);
    for (;;) {
      if (!this.#synced && !this.#seek(sink)) return;
      const held = this.#held();
      if (held.length < 4) return;
      const length = takeUint32(held, 0);
      if (length < 10 || length > MOST) {
        this.#lose(`a length field cannot say ${length}`);
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
    this.end(sink, `${count} bytes behind it are missing`);
    this.#lose(`${count} bytes in front of it are missing`);
    this.#fresh = false;
  }

  /** The end of the stream: gives out what is left. */
  end(sink: (piece: Piece) => void, why = "the end of the frame is missing"): void {
    if (this.#end > this.#start) this.#skip(this.#end - this.#start, sink, this.#synced ? why : this.#why);
  }

  #lose(why: string): void {
    this.#synced = false;
    this.#forget();
    this.#why = why;
  }

  /** Looks for the next frame; false: there is none in what has come. */
  #seek(sink: (piece: Piece) => void): boolean {
    const held = this.#held();
    if (held.length < HEAD) return false;
    const begin = this.#fresh && looksLikeFrame(held, true) ? 0 : this.#search(held);
    this.#fresh = false;
    if (begin === undefined) {
      const lost = this.#candidates[0] ?? this.#scanned;
      if (lost >= SKIP) this.#skip(lost, sink, this.#why);
      return false;
    }
    if (begin > 0) this.#skip(begin, sink, this.#why);
    this.#forget();
    this.#synced = true;
    return true;
  }

  /** The first whole frame in what is held. */
  #search(held: Uint8Array): number | undefined {
    for (; held.length - this.#scanned >= HEAD; this.#scanned++) {
      // Most places are no beginning of a length: they are passed without a view.
      const length = takeUint32(held, this.#scanned);
      if (length < 10 || length > MOST) continue;
      const isOne = looksLikeFrame(held.subarray(this.#scanned, this.#scanned + SKIP));
      if (isOne && this.#candidates.length < MOST_CANDIDATES) this.#candidates.push(this.#scanned);
    }
    const whole = this.#candidates.filter((at) => held.length - at >= 4 + takeUint32(held, at));
    const found = whole.find((at) => looksLikeFrame(held.subarray(at)));
    if (found === undefined) this.#candidates = this.#candidates.filter((at) => !whole.includes(at));
    return found;
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
    for (let at = 0; at < bytes.length; at += SKIP) {
      sink({ type: "skipped", bytes: bytes.subarray(at, at + SKIP), why });
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
 * Whether bytes can be the beginning of a frame, of one that this library knows all the values of; unless `kindly`, a body
 * has to look like an item too. Fourteen bytes at least.
 */
export function looksLikeFrame(bytes: Uint8Array, kindly = false): boolean {
  const length = takeUint32(bytes, 0);
  if (length < 10 || length > MOST) return false;
  const header = HsmsHeader.decode(bytes, 4);
  if (!looksLikeHeader(header)) return false;
  if (header.isControl) return length === 10;
  if (kindly) return true;
  if (header.stream === 0 || (header.function === 0 && length > 10)) {
    return false;
  }
  return length === 10 || looksLikeBody(bytes.subarray(HEAD, 4 + length), length - 10);
}

/** Whether the values of a header are among those of the standard. */
export function looksLikeHeader(header: HsmsHeader): boolean {
  if (header.pType !== 0) return false;
  if (!header.isControl) return !(header.requireResponse && header.function % 2 === 0);
  return header.sType <= SType.rejectReq || header.sType === SType.separateReq;
}

/** Whether the bytes that have come of a body can begin an item that fills it. */
function looksLikeBody(bytes: Uint8Array, length: number): boolean {
  if (bytes.length === 0) return true;
  if (bytes.length === length && length <= SKIP) return decodes(bytes);
  const count = bytes[0]! & 3;
  if (count === 0) return false;
  if (bytes.length < 1 + count) return true;
  let said = 0;
  for (let i = 1; i <= count; i++) said = said * 256 + bytes[i]!;
  return bytes[0]! >> 2 === 0 ? said * 2 <= length : said === length - 1 - count;
}

function decodes(bytes: Uint8Array): boolean {
  try {
    return decodeItem(bytes) !== undefined;
  } catch {
    return false;
  }
}
