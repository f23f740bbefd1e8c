import { inspectAs, putUint32, requireInteger, takeUint32 } from "../../base/mod.ts";
import { controlName, SType } from "./codes.ts";

/** Bytes in a header. */
export const HEADER_LENGTH = 10;

/** The fields of an {@linkcode HsmsHeader}; what is left out is 0 or false. */
export interface HsmsHeaderFields {
  /** Session id, 16 bits; in HSMS-SS the 15-bit device id, or 0xFFFF in control messages. */
  sessionId?: number;
  /** Stream, 7 bits. In a Reject: the low bits of the rejected SType or PType. */
  stream?: number;
  /** Function, 8 bits. In a response the status, in a Reject the reason. */
  function?: number;
  /** Presentation type, 8 bits; 0 is SECS-II. */
  pType?: number;
  /** Session type, 8 bits. */
  sType?: number;
  /** System bytes, 32 bits; a reply repeats its primary's. */
  system?: number;
  /** The W bit: a reply is expected. */
  requireResponse?: boolean;
}

/**
 * The ten header bytes of an HSMS message (E37, message format), as an immutable value.
 *
 * Every field is a whole number of its width.
 *
 * @example
 * ```ts
 * import { HsmsHeader } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const header = new HsmsHeader({ stream: 1, function: 13, requireResponse: true, system: 312 });
 * assertEquals([...header.encode()], [0x00, 0x00, 0x81, 0x0d, 0x00, 0x00, 0x00, 0x00, 0x01, 0x38]);
 * assertEquals(header.name, "S1F13 W");
 * ```
 */
export class HsmsHeader {
  /** Session id, 0 to 65535. */
  readonly sessionId: number;
  /** Stream, 0 to 127. */
  readonly stream: number;
  /** Function, 0 to 255. */
  readonly function: number;
  /** Presentation type, 0 to 255. */
  readonly pType: number;
  /** Session type, 0 to 255. */
  readonly sType: number;
  /** System bytes, 0 to 2³²−1. */
  readonly system: number;
  /** The W bit. */
  readonly requireResponse: boolean;

  static {
    inspectAs(this.prototype, (header) => `HsmsHeader ${header.name} ${header}`);
  }

  /**
   * Makes a header from its fields.
   *
   * @throws {TypeError} when one is not a number.
   * @throws {RangeError} when one is out of range; the message names it.
   */
  constructor(fields: HsmsHeaderFields = {}) {
    this.sessionId = fields.sessionId ?? 0;
    this.stream = fields.stream ?? 0;
    this.function = fields.function ?? 0;
    this.pType = fields.pType ?? 0;
    this.sType = fields.sType ?? 0;
    this.system = fields.system ?? 0;
    this.requireResponse = fields.requireResponse ?? false;
    if (!fits(this)) requireFields(this);
  }

  /**
   * Reads the header at `offset`.
   *
   * @throws {RangeError} when fewer than ten bytes are left.
   */
  static decode(bytes: Uint8Array, offset = 0): HsmsHeader {
    const left = bytes.length - offset;
    if (left < HEADER_LENGTH) throw new RangeError(`A header takes ${HEADER_LENGTH} bytes, got ${left}`);
    return new HsmsHeader({
      sessionId: (bytes[offset]! << 8) | bytes[offset + 1]!,
      stream: bytes[offset + 2]! & 0x7f,
      function: bytes[offset + 3]!,
      pType: bytes[offset + 4]!,
      sType: bytes[offset + 5]!,
      system: takeUint32(bytes, offset + 6),
      requireResponse: bytes[offset + 2]! > 0x7f,
    });
  }

  /** Whether this is the header of a control message. */
  get isControl(): boolean {
    return this.sType !== SType.data;
  }

  /** Byte 2 as it stands on the wire; in a Reject the SType or PType that was rejected. */
  get byte2(): number {
    return this.requireResponse ? this.stream | 0x80 : this.stream;
  }

  /** What an engineer calls this message: `S1F13 W`, `Select.req`, `SType 200`. */
  get name(): string {
    if (this.isControl) return controlName(this.sType) ?? `SType ${this.sType}`;
    return `S${this.stream}F${this.function}${this.requireResponse ? " W" : ""}`;
  }

  /** The ten bytes. */
  encode(): Uint8Array {
    const bytes = new Uint8Array(HEADER_LENGTH);
    this.encodeInto(bytes, 0);
    return bytes;
  }

  /** Writes the ten bytes at `offset`. */
  encodeInto(bytes: Uint8Array, offset: number): void {
    const { sessionId, byte2, function: func, pType, sType, system } = this;
    putHeader(bytes, offset, sessionId, byte2, func, pType, sType, system);
  }

  /** Whether every field is the same. */
  equals(other: HsmsHeader): boolean {
    return this.sessionId === other.sessionId && this.byte2 === other.byte2 &&
      this.function === other.function &&
      this.pType === other.pType && this.sType === other.sType && this.system === other.system;
  }

  /**
   * All fields in a fixed order and width:
   * `{sessionId:0xffff, stream:00, function:00, pType:0x00, sType:0x05, system:0x00000002, requireResponse:0}`.
   */
  toString(): string {
    return `{sessionId:${hexDigits(this.sessionId, 4)}, stream:${twoDigits(this.stream)}, ` +
      `function:${twoDigits(this.function)}, pType:${hexDigits(this.pType, 2)}, sType:${
        hexDigits(this.sType, 2)
      }, ` +
      `system:${hexDigits(this.system, 8)}, requireResponse:${this.requireResponse ? 1 : 0}}`;
  }
}

/**
 * The header of a data message. It hands over all seven fields in the order in which `decode` does: where all that come to
 * the constructor are alike, the engines make no object for them (docs/adr/0015).
 *
 * @throws {RangeError} when one is out of range.
 */
export function dataHeader(
  sessionId: number,
  stream: number,
  func: number,
  system: number,
  requireResponse: boolean,
): HsmsHeader {
  const sType = SType.data;
  return new HsmsHeader({ sessionId, stream, function: func, pType: 0, sType, system, requireResponse });
}

/** Writes the ten bytes of a header at `offset`; every field has its width. */
export function putHeader(
  bytes: Uint8Array,
  offset: number,
  sessionId: number,
  byte2: number,
  func: number,
  pType: number,
  sType: number,
  system: number,
): void {
  bytes[offset] = sessionId >>> 8;
  bytes[offset + 1] = sessionId;
  bytes[offset + 2] = byte2;
  bytes[offset + 3] = func;
  bytes[offset + 4] = pType;
  bytes[offset + 5] = sType;
  putUint32(bytes, offset + 6, system);
}

function fits({ sessionId, stream, function: func, pType, sType, system }: HsmsHeader): boolean {
  return (sessionId & 0xffff) === sessionId && (stream & 0x7f) === stream && (func & 0xff) === func &&
    (pType & 0xff) === pType && (sType & 0xff) === sType && system >>> 0 === system;
}

/** Throws for the first field that is out of range. */
function requireFields(header: HsmsHeader): void {
  requireInteger("sessionId", header.sessionId, 0, 0xffff);
  requireInteger("stream", header.stream, 0, 0x7f);
  requireInteger("function", header.function, 0, 0xff);
  requireInteger("pType", header.pType, 0, 0xff);
  requireInteger("sType", header.sType, 0, 0xff);
  requireInteger("system", header.system, 0, 0xffff_ffff);
}

/** `0x` and at least `width` lower-case hex digits. */
export function hexDigits(value: number, width: number): string {
  return `0x${value.toString(16).padStart(width, "0")}`;
}

function twoDigits(value: number): string {
  return value.toString().padStart(2, "0");
}
