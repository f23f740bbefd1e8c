import { equals } from "@std/bytes";
import { hex, inspectAs, NO_BYTES, putUint32, takeUint32 } from "../../base/mod.ts";
import { HEADER_LENGTH, HsmsHeader } from "./header.ts";

/** Bytes of the length field that precedes a header. */
export const PREFIX_LENGTH = 4;
/** Bytes before the body of a frame. */
export const HEAD_LENGTH: number = PREFIX_LENGTH + HEADER_LENGTH;

const ORIGIN: unique symbol = Symbol("origin");

/**
 * One HSMS message: a header and, in data messages, the bytes of a SECS-II body.
 *
 * A packet does not copy `data`: bytes that were given to a packet must not change any more.
 *
 * @example
 * ```ts
 * import { HsmsPacket, linktestReq } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const packet = linktestReq(2);
 * assertEquals(
 *   [...packet.encode()],
 *   [0x00, 0x00, 0x00, 0x0a, 0xff, 0xff, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00, 0x02],
 * );
 * assertEquals(HsmsPacket.decode(packet.encode()).equals(packet), true);
 * ```
 */
export class HsmsPacket {
  /** The ten header bytes, read. */
  readonly header: HsmsHeader;
  /** The body; empty in control messages and in data messages that carry no item. */
  readonly data: Uint8Array;
  #origin: object | undefined;

  static {
    inspectAs(this.prototype, (packet) => `HsmsPacket ${packet.header.name} ${packet}`);
  }

  /** Joins a header and a body. */
  constructor(header: HsmsHeader, data: Uint8Array = NO_BYTES) {
    this.header = header;
    this.data = data;
  }

  /**
   * Reads exactly one frame, length field included; the body is a view into `bytes`.
   *
   * @throws {RangeError} when the length field and the number of bytes disagree.
   */
  static decode(bytes: Uint8Array): HsmsPacket {
    const announced = bytes.length < PREFIX_LENGTH ? undefined : takeUint32(bytes, 0);
    if (announced === undefined || announced < HEADER_LENGTH || announced !== bytes.length - PREFIX_LENGTH) {
      const field = announced === undefined ? "is incomplete" : `says ${announced}`;
      throw new RangeError(`Not one frame: ${bytes.length} bytes, of which the length field ${field}`);
    }
    const data = bytes.length === HEAD_LENGTH ? NO_BYTES : bytes.subarray(HEAD_LENGTH);
    return new HsmsPacket(HsmsHeader.decode(bytes, PREFIX_LENGTH), data);
  }

  /** Where a packet came in; with `origin`, notes it. */
  static [ORIGIN](packet: HsmsPacket, origin: object | undefined = packet.#origin): object | undefined {
    return packet.#origin = origin;
  }

  /** What the length field says: the bytes of header and body. */
  get length(): number {
    return HEADER_LENGTH + this.data.length;
  }

  /** The whole frame, length field included. */
  encode(): Uint8Array {
    const bytes = new Uint8Array(PREFIX_LENGTH + this.length);
    this.encodeHeadInto(bytes, 0);
    bytes.set(this.data, HEAD_LENGTH);
    return bytes;
  }

  /** Writes the length field and the header at `offset`: the 14 bytes before the body. */
  encodeHeadInto(bytes: Uint8Array, offset: number): void {
    putUint32(bytes, offset, this.length);
    this.header.encodeInto(bytes, offset + PREFIX_LENGTH);
  }

  /** Whether header and body are the same. */
  equals(other: HsmsPacket): boolean {
    return this.header.equals(other.header) && equals(this.data, other.data);
  }

  /** `header: {…}`, and the first bytes of the body in hex if there is one. */
  toString(): string {
    const head = `header: ${this.header}`;
    return this.data.length === 0 ? head : `${head} data: ${hex(this.data)}`;
  }

  /** The header, and the body in hexadecimal such as `41 01 78`, for `JSON.stringify`. */
  toJSON(): { header: HsmsHeader; data: string } {
    return { header: this.header, data: hex(this.data, Infinity) };
  }
}

/** Notes that a packet came in on the TCP connection that `origin` stands for. */
export function setOrigin(packet: HsmsPacket, origin: object): void {
  HsmsPacket[ORIGIN](packet, origin);
}

/** What stands for the TCP connection on which a packet came in; undefined: nobody noted it. */
export function originOf(packet: HsmsPacket): object | undefined {
  return HsmsPacket[ORIGIN](packet);
}
