// Numbered bodies: the sender, the number, how it is to be answered, and bytes that both processes know.

import { Buffer } from "node:buffer";
import { Random } from "../support/random.ts";

/** The first bytes of a body with a number. */
export const HEAD = 24;
const MEBIBYTE = 1024 * 1024;
/** Both processes make the same. */
const POOL = makePool(2 * MEBIBYTE);

/** How a request is to be answered. */
export const REPLY_MODES = ["reply", "nothing", "abort", "late"] as const;
export type ReplyMode = typeof REPLY_MODES[number];

/** What a body says. */
export interface MessageInfo {
  /** The one of many links that it was sent on: a number that the next handler in its place uses again. */
  readonly line: number;
  /** Grows with each selection on that line, and with each new handler. */
  readonly epoch: number;
  /** Counts what was sent since that selection, from 0. */
  readonly number: number;
  readonly replyMode: ReplyMode;
  /** Bytes of the reply. */
  readonly replySize: number;
}

/** A body of `size` bytes; empty if that is less than its head. */
export function bodyOf(info: MessageInfo, size: number): Uint8Array {
  if (size < HEAD) return new Uint8Array(0);
  const body = new Uint8Array(size);
  const view = new DataView(body.buffer);
  const offset = offsetOf(info);
  const words = [
    info.line,
    info.epoch,
    info.number,
    REPLY_MODES.indexOf(info.replyMode),
    info.replySize,
    offset,
  ];
  words.forEach((word, i) => view.setUint32(4 * i, word));
  body.set(POOL.subarray(offset, offset + size - HEAD), HEAD);
  return body;
}

/** What a body says, or in words why it is not one that was sent. An empty one says nothing. */
export function read(body: Uint8Array): MessageInfo | string | undefined {
  if (body.length === 0) return undefined;
  if (body.length < HEAD) return `a body of ${body.length} bytes`;
  const view = new DataView(body.buffer, body.byteOffset);
  const [line, epoch, number, mode, replySize, offset] = Array.from(
    { length: HEAD / 4 },
    (_, i) => view.getUint32(4 * i),
  ) as [number, number, number, number, number, number];
  const rest = Buffer.from(body.buffer, body.byteOffset + HEAD, body.length - HEAD);
  const info = { line, epoch, number, replyMode: REPLY_MODES[mode] ?? "reply", replySize };
  const isRight = mode < REPLY_MODES.length && offset === offsetOf(info) &&
    rest.equals(POOL.subarray(offset, offset + rest.length));
  return isRight ? info : `a body of ${body.length} bytes that was not sent`;
}

/** Most are small, some go up to 64 KiB, and now and then one has 1 MiB. */
export function sizeFrom(random: Random): number {
  const kind = random.below(1000);
  if (kind < 150) return 0;
  if (kind < 700) return HEAD + random.below(200);
  if (kind < 940) return HEAD + random.below(4096);
  if (kind < 999) return HEAD + random.below(65536 - HEAD + 1);
  return MEBIBYTE;
}

function offsetOf({ epoch, number }: Pick<MessageInfo, "epoch" | "number">): number {
  return (epoch * 7919 + number * 104729) % MEBIBYTE;
}

function makePool(size: number): Uint8Array {
  const random = new Random(1);
  return Uint8Array.from({ length: size }, () => random.below(256));
}
