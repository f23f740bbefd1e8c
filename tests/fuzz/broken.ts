// Faults of the kinds that the fuzz is there to find: they prove that it looks. Broken machines are in tests/model.

import {
  FrameDecoder,
  type HsmsPacket,
  type HsmsProtocolError,
  SecsHandler,
  type SecsMessage,
  type SecsRole,
  streamFunction,
  SType,
} from "@secs/hsms";
import { GemEquipmentHandler, type Verdict } from "@secs/hsms/gem";
import { decodeItem, type DecodeOptions, type Item } from "@secs/hsms/secs2";
import { parseMessages, type SmlMessage } from "@secs/hsms/sml";
import { Machine } from "../../src/core/hsms/machine/machine.ts";
import { fromHex, toHex } from "../support/hex.ts";
import { readLog } from "./log_target.ts";
import { framesIn, numberAt } from "./reference.ts";

type Sink = (packet: HsmsPacket) => unknown;

/** Loses a byte at a boundary of chunks. */
export class LosesAByte extends FrameDecoder {
  override push(chunk: Uint8Array, sink: Sink): number {
    return super.push(this.partial ? chunk.subarray(1) : chunk, sink);
  }
}

/** Allocates what is announced. */
export class BelievesAnnouncements extends FrameDecoder {
  override push(chunk: Uint8Array, sink: Sink): number {
    if (!this.partial && chunk.length >= 4) new Uint8Array(Math.min(numberAt(chunk, 0, 4), 2 ** 20));
    return super.push(chunk, sink);
  }
}

/** Throws an error that says nothing to a program. */
export class ThrowsAnything extends FrameDecoder {
  override push(chunk: Uint8Array, sink: Sink): number {
    try {
      return super.push(chunk, sink);
    } catch (error) {
      throw new Error((error as HsmsProtocolError).message);
    }
  }
}

/** Keeps half a frame for ever if a frame ends with its chunk. */
export class ForgetsTheEnd extends FrameDecoder {
  override push(chunk: Uint8Array, sink: Sink): number {
    const packets: HsmsPacket[] = [];
    const taken = super.push(chunk, (packet) => packets.push(packet));
    if (packets.length === 3) packets.pop();
    packets.forEach((packet) => sink(packet));
    return taken;
  }
}

/** Throws at an SType that it does not know. */
export class ThrowsAtUnknownTypes extends Machine {
  override received(packet: HsmsPacket, now: number): void {
    if (packet.header.sType > SType.separateReq) throw new TypeError("undefined is not a function");
    super.received(packet, now);
  }
}

/** Goes as deep as it is led. */
export function decodeAnyDepth(bytes: Uint8Array, _options?: DecodeOptions): Item | undefined {
  return decodeItem(bytes, { maxDepth: 1024 });
}

/** Runs out of stack in a nest. */
export function decodeOnTheStack(bytes: Uint8Array, options?: DecodeOptions): Item | undefined {
  if (bytes[0] === 1 && bytes[2] === 1) throw new RangeError("Maximum call stack size exceeded");
  return decodeItem(bytes, options);
}

/** Reads one of two as the other. */
export function decodeWrongly(bytes: Uint8Array, options?: DecodeOptions): Item | undefined {
  const copy = bytes.slice();
  if (copy.length > 2 && copy[0] === 0xa5) copy[copy.length - 1]! ^= 1;
  return decodeItem(copy, options);
}

/** Forgets names if the full stop is near. */
export function parseNameless(text: string): SmlMessage[] {
  const messages = parseMessages(text);
  return text.endsWith(">.") ? messages.map(({ name: _, ...message }) => message) : messages;
}

/** Throws what JavaScript throws. */
export function parseCarelessly(text: string): SmlMessage[] {
  if (text.includes('""')) throw new TypeError("Cannot read properties of undefined");
  return parseMessages(text);
}

/** Takes a time that grows with the square of the length. */
export function parseSlowly(text: string): SmlMessage[] {
  if (text.length > 10_000) { for (const end = performance.now() + 20; performance.now() < end;); }
  return parseMessages(text);
}

/** Never answers S1F11. */
export class NeverAnswers extends SecsHandler<SecsRole> {
  constructor(...told: ConstructorParameters<typeof SecsHandler>) {
    super(...told);
    this.register(1, 11, () => new Promise(() => {}));
  }
}

/** Answers what it does not know once more. */
export class AnswersAgain extends SecsHandler<SecsRole> {
  constructor(...told: ConstructorParameters<typeof SecsHandler>) {
    super(...told);
    this.on("unhandled", ({ message: { packet, stream, requireResponse } }) => {
      if (requireResponse) this.protocol.sendResponse(streamFunction(stream, 0), packet);
    });
  }
}

/** Discards stream 5. */
export class DiscardsAlarms extends GemEquipmentHandler {
  protected override admit(message: SecsMessage): Verdict {
    return message.stream === 5 ? "discard" : super.admit(message);
  }
}

/** Takes all hex digits of a log for bytes: times and counters too. */
export function readAllDigits(text: string): string[] {
  const bytes = fromHex((text.match(/[0-9a-f]{2}/gi) ?? []).join(""));
  return framesIn(bytes).map(([start, end]) => toHex(bytes.subarray(start, end)));
}

/** Reads each line of a log by itself: a frame over two lines is lost. */
export function readLineByLine(text: string): string[] {
  return text.split("\n").flatMap(readLog);
}
