import { free, hex, NO_BYTES, takeUint32 } from "../../base/mod.ts";
import { HsmsProtocolError } from "../errors.ts";
import { readLimit } from "../limits.ts";
import { HEADER_LENGTH, HsmsHeader } from "../wire/header.ts";
import { HEAD_LENGTH, HsmsPacket, PREFIX_LENGTH } from "../wire/packet.ts";

/** Options of {@linkcode FrameDecoder}. */
export interface FrameDecoderOptions {
  /** The largest length field that is accepted: bytes of header and body, up to 2³²−1. @default {67108864} */
  maxMessageLength?: number;
  /** How errors name the peer. @default {"The peer"} */
  peer?: string;
  /**
   * Is told how many bytes the body of a frame that is not complete is to take, before they are allocated, and 0 when it
   * is complete. What it throws ends the stream.
   */
  onBody?: (bytes: number) => void;
}

/** A body's buffer is never larger than twice this, or than twice this multiple of what has arrived of it. */
const SMALL_BODY = 4096;
const GROWTH = 16;
/** The first byte of a SECS-I conversation. */
const ENQ = 0x05;

/**
 * Cuts a byte stream into frames: chunks of any size in, whole packets out, each byte looked at once.
 *
 * Lengths are checked before anything is allocated, and the buffer of a body grows with what has arrived of it.
 * Bodies are copied out of the chunk, which is only lent.
 *
 * @example
 * ```ts
 * import { FrameDecoder, linktestReq } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const decoder = new FrameDecoder();
 * const names: string[] = [];
 * const frame = linktestReq(2).encode();
 * decoder.push(frame.subarray(0, 3), (packet) => names.push(packet.header.name));
 * assertEquals([names.length, decoder.partial], [0, true]);
 * decoder.push(frame.subarray(3), (packet) => names.push(packet.header.name));
 * assertEquals(names, ["Linktest.req"]);
 * ```
 */
export class FrameDecoder {
  readonly #maxMessageLength: number;
  readonly #peer: string;
  readonly #onBody: ((bytes: number) => void) | undefined;
  /** Made when a head first comes in parts, or without its body. */
  #head: Uint8Array = NO_BYTES;
  #headHeld = 0;
  #bodyLength = 0;
  #body: Uint8Array = NO_BYTES;
  #bodyHeld = 0;
  #fresh = true;
  /** The sink wants no more for now. */
  #stopped = false;

  /** Begins a stream; throws a RangeError for a limit below 10 or above 2³²−1. */
  constructor(options: FrameDecoderOptions = {}) {
    this.#maxMessageLength = readLimit("maxMessageLength", options.maxMessageLength);
    this.#peer = options.peer ?? "The peer";
    this.#onBody = options.onBody;
  }

  /** Whether the stream stands inside a frame, its length field included: T8 runs. */
  get partial(): boolean {
    return this.#headHeld > 0;
  }

  /** Where in a frame the stream stands, in words; for the error when it ends there. */
  get position(): string {
    if (this.#headHeld < PREFIX_LENGTH) {
      return `${this.#headHeld} of ${PREFIX_LENGTH} bytes of a length field`;
    }
    const announced = takeUint32(this.#head, 0);
    return `${this.#headHeld - PREFIX_LENGTH + this.#bodyHeld} of ${announced} bytes of a frame`;
  }

  /**
   * Takes the next bytes and calls `sink` with each packet that they complete, in order. A sink that returns false stops
   * it there. Returns how many bytes were taken; the others are to be pushed again.
   *
   * @throws {HsmsProtocolError} at a length that HSMS does not allow. Packets before it have reached the sink; the stream
   * cannot be read on after that.
   */
  push(chunk: Uint8Array, sink: (packet: HsmsPacket) => unknown): number {
    let at = 0;
    this.#stopped = false;
    while (at < chunk.length && !this.#stopped) {
      at = this.#headHeld === 0 && chunk.length - at >= HEAD_LENGTH
        ? this.#takeFromChunk(chunk, at, sink)
        : this.#takeInParts(chunk, at, sink);
    }
    return at;
  }

  /** Frees the memory of the frame that is not complete: the stream is not read on. */
  clear(): void {
    free(this.#body);
    this.#body = NO_BYTES;
  }

  /** The head lies whole in the chunk: reads it there. The body often does too. */
  #takeFromChunk(chunk: Uint8Array, at: number, sink: (packet: HsmsPacket) => unknown): number {
    const bodyLength = this.#checkLength(chunk, at) - HEADER_LENGTH;
    const start = at + HEAD_LENGTH;
    const end = start + bodyLength;
    if (end > chunk.length) {
      this.#keepHead(chunk, at, HEAD_LENGTH);
      this.#bodyLength = bodyLength;
      return start;
    }
    const data = bodyLength === 0 ? NO_BYTES : chunk.slice(start, end);
    this.#stopped = sink(new HsmsPacket(HsmsHeader.decode(chunk, at + PREFIX_LENGTH), data)) === false;
    return end;
  }

  #takeInParts(chunk: Uint8Array, at: number, sink: (packet: HsmsPacket) => unknown): number {
    const next = this.#headHeld < HEAD_LENGTH ? this.#takeHead(chunk, at) : this.#takeBody(chunk, at);
    if (this.#headHeld === HEAD_LENGTH && this.#bodyHeld === this.#bodyLength) this.#complete(sink);
    return next;
  }

  #takeHead(chunk: Uint8Array, at: number): number {
    const held = this.#headHeld;
    const count = Math.min(HEAD_LENGTH - held, chunk.length - at);
    this.#keepHead(chunk, at, count);
    if (held === 0 && this.#fresh) this.#checkGreeting(this.#head[0]!);
    if (held < PREFIX_LENGTH && this.#headHeld >= PREFIX_LENGTH) {
      this.#bodyLength = this.#checkLength(this.#head, 0) - HEADER_LENGTH;
    }
    return at + count;
  }

  #keepHead(chunk: Uint8Array, at: number, count: number): void {
    if (this.#head.length === 0) this.#head = new Uint8Array(HEAD_LENGTH);
    copy(chunk, at, count, this.#head, this.#headHeld);
    this.#headHeld += count;
  }

  #takeBody(chunk: Uint8Array, at: number): number {
    const count = Math.min(this.#bodyLength - this.#bodyHeld, chunk.length - at);
    const held = this.#bodyHeld + count;
    if (held > this.#body.length) this.#growBody(held);
    copy(chunk, at, count, this.#body, this.#bodyHeld);
    this.#bodyHeld = held;
    return at + count;
  }

  #growBody(arrived: number): void {
    const room = Math.max(SMALL_BODY, arrived * GROWTH);
    // A last step of less than double would copy nearly everything for a few bytes more.
    const length = room * 2 >= this.#bodyLength ? this.#bodyLength : room;
    this.#onBody?.(length);
    const grown = new Uint8Array(length);
    grown.set(this.#body.subarray(0, this.#bodyHeld));
    free(this.#body);
    this.#body = grown;
  }

  #complete(sink: (packet: HsmsPacket) => unknown): void {
    const packet = new HsmsPacket(HsmsHeader.decode(this.#head, PREFIX_LENGTH), this.#body);
    this.#headHeld = 0;
    this.#bodyHeld = 0;
    this.#bodyLength = 0;
    if (this.#body.length > 0) this.#onBody?.(0);
    this.#body = NO_BYTES;
    this.#stopped = sink(packet) === false;
  }

  #checkGreeting(first: number): void {
    if (first !== ENQ) return;
    const message = `${this.#peer} opened with byte 05 (ENQ): it speaks SECS-I, not HSMS. ` +
      "Check the peer's protocol setting, or put a SECS-I gateway between";
    throw new HsmsProtocolError("secs-1", message);
  }

  #checkLength(bytes: Uint8Array, at: number): number {
    if (this.#fresh) this.#checkGreeting(bytes[at]!);
    const length = takeUint32(bytes, at);
    if (length < HEADER_LENGTH) {
      throw this.#badLength("frame-too-short", bytes.subarray(at, at + PREFIX_LENGTH));
    }
    if (length > this.#maxMessageLength) {
      throw this.#badLength("frame-too-long", bytes.subarray(at, at + PREFIX_LENGTH));
    }
    this.#fresh = false;
    return length;
  }

  #badLength(code: "frame-too-short" | "frame-too-long", prefix: Uint8Array): HsmsProtocolError {
    const bound = code === "frame-too-short"
      ? `shorter than the ${HEADER_LENGTH} bytes of a header`
      : `more than the limit of ${this.#maxMessageLength}`;
    const announced = `announced a frame of ${takeUint32(prefix, 0)} bytes (${hex(prefix)})`;
    return new HsmsProtocolError(code, `${this.#peer} ${announced}, ${bound}. ${this.#advice(prefix)}`);
  }

  #advice(prefix: Uint8Array): string {
    if (!this.#fresh) {
      return "Check the peer's HSMS implementation, or maxMessageLength if it sends such large messages";
    }
    if (prefix[0] === 0x16 && prefix[1] === 0x03) return "It seems to speak TLS";
    const text = String.fromCharCode(...prefix);
    if (text === "SSH-") return "It seems to speak SSH";
    if (/^([A-Z]{3}|<)/.test(text)) return "It seems to speak HTTP";
    return "Check that it speaks HSMS on this port";
  }
}

/** Copies `count` bytes; a few of them without a view, which costs more than they do. */
function copy(from: Uint8Array, at: number, count: number, to: Uint8Array, start: number): void {
  if (count > 16) to.set(from.subarray(at, at + count), start);
  else for (let i = 0; i < count; i++) to[start + i] = from[at + i]!;
}
