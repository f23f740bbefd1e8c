// A second way to cut a byte stream into frames, so plain that it can be checked by reading: everything at once.

/** What a byte stream consists of. */
export interface Cut {
  /** Whole frames, length fields included. */
  readonly frames: readonly Uint8Array[];
  /** Why the stream cannot be read on. */
  readonly fault?: "frame-too-short" | "frame-too-long" | "secs-1";
  /** Bytes after the last whole frame. */
  readonly rest: number;
}

/** The fields of a frame's header. */
export interface Fields {
  readonly sessionId: number;
  readonly requireResponse: boolean;
  readonly stream: number;
  readonly function: number;
  readonly pType: number;
  readonly sType: number;
  readonly system: number;
}

/** Cuts a stream whose frames announce 10 to `maxMessageLength` bytes. */
export function cut(bytes: Uint8Array, maxMessageLength: number): Cut {
  const frames: Uint8Array[] = [];
  if (bytes[0] === 0x05) return { frames, fault: "secs-1", rest: bytes.length };
  let at = 0;
  while (bytes.length - at >= 4) {
    const length = numberAt(bytes, at, 4);
    const rest = bytes.length - at;
    if (length < 10) return { frames, fault: "frame-too-short", rest };
    if (length > maxMessageLength) return { frames, fault: "frame-too-long", rest };
    if (rest < 4 + length) break;
    frames.push(bytes.slice(at, at + 4 + length));
    at += 4 + length;
  }
  return { frames, rest: bytes.length - at };
}

/** Where frames begin and end in bytes that may be none; the last one may be cut short. */
export function framesIn(bytes: Uint8Array): [start: number, end: number][] {
  const found: [number, number][] = [];
  let at = 0;
  while (bytes.length - at >= 14) {
    const end = Math.min(at + 4 + Math.max(10, numberAt(bytes, at, 4)), bytes.length);
    found.push([at, end]);
    at = end;
  }
  return found;
}

/** Reads the header of a frame. */
export function fieldsOf(frame: Uint8Array): Fields {
  return {
    sessionId: numberAt(frame, 4, 2),
    requireResponse: frame[6]! >= 128,
    stream: frame[6]! % 128,
    function: frame[7]!,
    pType: frame[8]!,
    sType: frame[9]!,
    system: numberAt(frame, 10, 4),
  };
}

/** A big-endian number. */
export function numberAt(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + bytes[at + i]!;
  return value;
}

/** Writes a big-endian number; what does not fit is cut off at the front. */
export function putNumber(bytes: Uint8Array, at: number, size: number, value: number): void {
  for (let i = size - 1; i >= 0; i--) {
    bytes[at + i] = value % 256;
    value = Math.floor(value / 256);
  }
}
