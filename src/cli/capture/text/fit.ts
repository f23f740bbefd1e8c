import { hex, NO_BYTES, takeUint32 } from "../../../core/base/mod.ts";
import { codeMeaning, CONTROL_SESSION, HsmsHeader, HsmsPacket, SType } from "../../../core/mod.ts";
import { decodeItem } from "../../../secs2/mod.ts";
import { faultsOf, isKnownType } from "../faults.ts";
import { MAX_LENGTH, type Piece } from "../frame_seeker.ts";
import { sayBlock, type Secs1Block, secs1Blocks } from "../secs1.ts";

/** What bytes are taken for. */
export interface Fit {
  readonly found: readonly Found[];
  /** Whether length fields fill the bytes exactly, in frames of E37. */
  readonly isExact: boolean;
}

/** A piece, and what is doubtful about it, in sentences without a full stop. */
export interface Found {
  readonly piece: Piece;
  readonly doubts?: readonly string[] | undefined;
}

/** The frames at the beginning of bytes. */
export interface Walk {
  readonly packets: readonly HsmsPacket[];
  /** Where they end. */
  readonly end: number;
  /** `whole`: they fill the bytes; `open`: the last bytes are the beginning of another frame. */
  readonly state: "whole" | "open" | "lost";
}

const HEAD = 14;
const NO_LENGTH = "Its length field is not in the input";
/** Maximum number of bytes after a frame that a log may have added. */
const MAX_AFTER = 8;

/** Goes from frame to frame by their length fields. */
export function walk(bytes: Uint8Array, from = 0): Walk {
  const packets: HsmsPacket[] = [];
  let at = from;
  while (bytes.length - at >= 4) {
    const length = takeUint32(bytes, at);
    if (length < 10 || length > MAX_LENGTH) return { packets, end: at, state: "lost" };
    if (bytes.length - at < 4 + length) {
      return { packets, end: at, state: canBegin(bytes.subarray(at), length) ? "open" : "lost" };
    }
    packets.push(packetOf(bytes.subarray(at + 4, at + 4 + length)));
    at += 4 + length;
  }
  const rest = bytes.length - at;
  if (rest === 0 && packets.length > 0) return { packets, end: at, state: "whole" };
  return { packets, end: at, state: rest > 0 && bytes[at]! <= MAX_LENGTH >>> 24 ? "open" : "lost" };
}

/** Whether a frame of a length can begin so, as far as its header is there. */
export function canBegin(bytes: Uint8Array, length: number): boolean {
  const [stream, func, pType, sType] = [6, 7, 8, 9].map((at) => bytes[at]);
  if (pType === undefined) return true;
  if (pType !== 0) return false;
  if (sType !== undefined && sType !== 0) return length === 10 && isKnownType({ sType });
  if (length === 10) return true;
  const isReply = func! % 2 === 0;
  return (stream! & 0x7f) > 0 && func! > 0 && !(isReply && stream! >= 0x80);
}

/** Whether nothing in a frame breaks E37. */
export function isSound(packet: HsmsPacket): boolean {
  return faultsOf(packet).length === 0;
}

function packetOf(bytes: Uint8Array): HsmsPacket {
  return new HsmsPacket(HsmsHeader.decode(bytes), bytes.length === 10 ? NO_BYTES : bytes.slice(10));
}

/**
 * What bytes are if nothing else belongs to them; `starts` are the places where groups of digits begin, as a log may
 * write a number of its own before them. Undefined: they do not fit anything.
 */
export function fitOf(bytes: Uint8Array, starts: readonly number[]): Fit | undefined {
  const whole = walk(bytes);
  if (isExact(whole)) return { found: foundIn(whole), isExact: true };
  // A frame whose end is missing has a header too, after its length field.
  const isBegun = whole.state === "open" && (whole.packets.length > 0 || bytes.length >= HEAD);
  const later = isBegun ? [] : starts.filter((start) => start > 0);
  const found = headless(bytes, 0) ??
    first(later, (start) => exactAfter(bytes, start)) ??
    (whole.state === "whole" ? foundIn(whole) : undefined) ??
    secs1Blocks(bytes)?.map((block) => ({ piece: blockPiece(block) })) ??
    // So little tells a header without its length that it is sought after the first group of digits only.
    first(later.slice(0, 1), (start) => headless(bytes, start)) ??
    first([0, ...later], (start) => nearly(bytes, start));
  return found && { found, isExact: false };
}

function first<T>(places: readonly number[], find: (start: number) => T | undefined): T | undefined {
  for (const start of places) {
    const found = find(start);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Frames that fill the bytes after what a log has written before them. */
function exactAfter(bytes: Uint8Array, start: number): Found[] | undefined {
  const walked = walk(bytes, start);
  return isExact(walked) ? leavingOut(bytes, start, walked) : undefined;
}

/** Frames with a few bytes before and after them. */
function nearly(bytes: Uint8Array, start: number): Found[] | undefined {
  const walked = walk(bytes, start);
  const isClose = bytes.length - walked.end <= MAX_AFTER && (start > 0 || walked.state === "lost");
  const isFrames = walked.packets.length > 0 && walked.packets.every(isSound) &&
    walked.packets.every(isUsualData);
  return isClose && isFrames ? leavingOut(bytes, start, walked) : undefined;
}

/** A message without its length field, after what a log has written before it. */
function headless(bytes: Uint8Array, start: number): Found[] | undefined {
  const packet = withoutLength(bytes.subarray(start));
  if (packet === undefined) return undefined;
  const doubts = start === 0 ? [NO_LENGTH] : [NO_LENGTH, leftOut("before", bytes.subarray(0, start))];
  return [{ piece: { type: "frame", packet }, doubts }];
}

/** Whether a data message has a stream, and a function if it has a body; many zeros would be a message otherwise. */
function isUsualData({ header, data }: HsmsPacket): boolean {
  return header.isControl || (header.stream > 0 && (header.function > 0 || data.length === 0));
}

function blockPiece(block: Secs1Block): Piece {
  return { type: "block", bytes: block.bytes, why: sayBlock(block), block };
}

function isExact({ packets, state }: Walk): boolean {
  return state === "whole" && packets.every((packet) => isSound(packet) && isUsualData(packet));
}

/** The frames of a walk. */
export function foundIn({ packets }: Walk): Found[] {
  return packets.map((packet) => ({ piece: { type: "frame", packet } }));
}

/** The frames of a walk that does not fill the bytes. */
function leavingOut(bytes: Uint8Array, start: number, walked: Walk): Found[] {
  const found = foundIn(walked);
  const say = (i: number, doubt: string): void => {
    found[i] = { ...found[i]!, doubts: [...found[i]!.doubts ?? [], doubt] };
  };
  if (start > 0) say(0, leftOut("before", bytes.subarray(0, start)));
  if (walked.end < bytes.length) say(found.length - 1, leftOut("after", bytes.subarray(walked.end)));
  return found;
}

function leftOut(where: "before" | "after", bytes: Uint8Array): string {
  return `What is ${where} it in its line was left out: ${hex(bytes)}`;
}

/** A message without its length field: a control message, or data whose body fills the rest. */
function withoutLength(bytes: Uint8Array): HsmsPacket | undefined {
  const packet = headed(bytes);
  if (packet === undefined || packet.data.length === 0) return packet;
  return decodes(packet.data) ? packet : undefined;
}

/** A message without its length field, and without the end of its body. */
export function looseFit(bytes: Uint8Array): Found[] | undefined {
  const packet = headed(bytes);
  if (packet === undefined || !isCut(packet.data)) return undefined;
  const doubts = [NO_LENGTH, "The end of its body is missing, if it is a message at all"];
  return [{ piece: { type: "frame", packet }, doubts }];
}

/** Whether an item begins in bytes and ends after them. */
function isCut(bytes: Uint8Array): boolean {
  const count = bytes[0]! & 3;
  let length = 0;
  for (let i = 1; i <= count; i++) length = length * 256 + (bytes[i] ?? 0);
  return bytes.length > 0 && count > 0 && length > bytes.length - 1 - count;
}

function headed(bytes: Uint8Array): HsmsPacket | undefined {
  if (bytes.length < 10) return undefined;
  const header = HsmsHeader.decode(bytes);
  if (header.pType !== 0 || !isKnownType(header)) return undefined;
  const packet = packetOf(bytes);
  if (!isSound(packet)) return undefined;
  return (header.isControl ? isUsual(header) : isUsualData(packet)) ? packet : undefined;
}

/**
 * Whether a control message has the usual session id, and bytes 2 and 3 with a meaning: the first bytes of a longer frame
 * can look like one.
 */
function isUsual({ sessionId, sType, byte2, function: byte3 }: HsmsHeader): boolean {
  const isKnown = codeMeaning(sType, byte3) !== undefined;
  if (sType === SType.rejectReq) return isKnown;
  const hasStatus = sType === SType.selectRsp || sType === SType.deselectRsp;
  return sessionId === CONTROL_SESSION && byte2 === 0 && (hasStatus ? isKnown : byte3 === 0);
}

function decodes(bytes: Uint8Array): boolean {
  try {
    return decodeItem(bytes) !== undefined;
  } catch {
    return false;
  }
}
