// The limit: the same work by hand, in a loop that knows nothing of errors.

/** The fields of a header, as a program keeps them. */
export interface PlainHeader {
  readonly sessionId: number;
  readonly stream: number;
  readonly function: number;
  readonly pType: number;
  readonly sType: number;
  readonly system: number;
  readonly requireResponse: boolean;
}

/** A header of the same fields. Written out, because a spread makes a hidden class for each object on V8. */
export function plainHeader(from: Omit<PlainHeader, "pType" | "sType">): PlainHeader {
  const { sessionId, stream, function: func, system, requireResponse } = from;
  return { sessionId, stream, function: func, pType: 0, sType: 0, system, requireResponse };
}

/** Reads the ten bytes at `at`. */
export function readHeader(bytes: Uint8Array, at: number): PlainHeader {
  return {
    sessionId: bytes[at]! << 8 | bytes[at + 1]!,
    stream: bytes[at + 2]! & 0x7f,
    function: bytes[at + 3]!,
    pType: bytes[at + 4]!,
    sType: bytes[at + 5]!,
    system: readLength(bytes, at + 6),
    requireResponse: bytes[at + 2]! > 0x7f,
  };
}

/** Writes the ten bytes at `at`. */
export function writeHeader(header: PlainHeader, bytes: Uint8Array, at: number): void {
  bytes[at] = header.sessionId >> 8;
  bytes[at + 1] = header.sessionId;
  bytes[at + 2] = header.requireResponse ? header.stream | 0x80 : header.stream;
  bytes[at + 3] = header.function;
  bytes[at + 4] = header.pType;
  bytes[at + 5] = header.sType;
  writeLength(header.system, bytes, at + 6);
}

/** Writes four bytes at `at`. */
export function writeLength(value: number, bytes: Uint8Array, at: number): void {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
}

/** Reads four bytes at `at`. */
export function readLength(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24 | bytes[at + 1]! << 16 | bytes[at + 2]! << 8 | bytes[at + 3]!) >>> 0;
}

/** A header and a body. */
export interface PlainPacket {
  readonly header: PlainHeader;
  readonly data: Uint8Array;
}

const EMPTY = new Uint8Array(0);

/** Cuts chunks into frames; what is left of a chunk goes into a buffer of the frame that it belongs to. */
export function plainDecoder(sink: (packet: PlainPacket) => void): (chunk: Uint8Array) => void {
  const prefix = new Uint8Array(4);
  let frame: Uint8Array | undefined;
  let held = 0;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (frame === undefined && held === 0 && at + 4 <= chunk.length) {
        const end = at + 4 + readLength(chunk, at);
        if (end <= chunk.length) {
          const data = end === at + 14 ? EMPTY : chunk.slice(at + 14, end);
          sink({ header: readHeader(chunk, at + 4), data });
          at = end;
          continue;
        }
      }
      if (frame === undefined) {
        while (held < 4 && at < chunk.length) prefix[held++] = chunk[at++]!;
        if (held < 4) return;
        frame = new Uint8Array(readLength(prefix, 0));
        held = 0;
      }
      const count = Math.min(frame.length - held, chunk.length - at);
      if (count > 16) frame.set(chunk.subarray(at, at + count), held);
      else for (let i = 0; i < count; i++) frame[held + i] = chunk[at + i]!;
      held += count;
      at += count;
      if (held < frame.length) return;
      sink({ header: readHeader(frame, 0), data: frame.subarray(10) });
      frame = undefined;
      held = 0;
    }
  };
}
