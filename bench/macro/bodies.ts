// The bodies of requests, and the messages that carry them.

/** Stream and function of a request; the reply has the next function. */
export type Message = readonly [stream: number, func: number];

/** Without a body. */
export const EMPTY: Message = [1, 1];
/** With a list, which the tool reads. */
export const REPORT: Message = [6, 11];
/** With one binary item. */
export const BINARY: Message = [7, 3];

/** The values of the list of five; `n` makes each message another one. */
export function reportValues(n: number): readonly [number, string, number, boolean, number] {
  return [n, "WAFER-17", 21.5, true, 7];
}

/** The message that carries a body. */
export function messageOf(body: number | "list"): Message {
  return body === "list" ? REPORT : body === 0 ? EMPTY : BINARY;
}

/** Bytes of a binary item that is `size` bytes with its header; none for 0. */
export function binaryBody(size: number): Uint8Array {
  if (size === 0) return new Uint8Array(0);
  const lengthBytes = size < 0x100 ? 1 : size < 0x10000 ? 2 : 3;
  const length = size - 1 - lengthBytes;
  const bytes = Uint8Array.from({ length: size }, (_, i) => i);
  bytes[0] = 0o10 << 2 | lengthBytes;
  for (let i = 0; i < lengthBytes; i++) bytes[lengthBytes - i] = length >> 8 * i;
  return bytes;
}

/** How many messages a stream sends between two looks at the time: about 64 KiB of them. */
export function burstOf(size: number): number {
  return Math.max(4, Math.ceil(64 * 1024 / (14 + size)));
}
