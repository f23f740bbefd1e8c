import fc from "fast-check";
import { assert, assertEquals } from "@std/assert";
import { equals } from "@std/bytes";
import { FrameDecoder, type FrameDecoderOptions, type HsmsPacket, HsmsProtocolError } from "@secs/hsms";
import { type Allocations, watchAllocations } from "./allocations.ts";
import { anySizes, anyStream, inPieces } from "./inputs.ts";
import { cut, fieldsOf } from "./reference.ts";
import type { Target } from "./target.ts";

/** A stream, the pieces in which it comes, and the limit of the decoder. */
export interface DecoderInput {
  readonly bytes: Uint8Array;
  readonly sizes: readonly number[];
  readonly maxMessageLength: number;
}

/** What is under test; broken ones stand in for it in the tests of the fuzz. */
export type DecoderClass = new (
  options?: FrameDecoderOptions,
) => Pick<FrameDecoder, "push" | "partial" | "position">;

/** A body's buffer is never larger than this, or than so many times what has arrived. */
const SMALL = 2 * 4096;
const GROWTH = 2 * 16;

/** The decoder gives the packets that the reference gives, whatever the pieces; it throws and allocates nothing else. */
export function decoderTarget(Decoder: DecoderClass = FrameDecoder): Target<DecoderInput> {
  return {
    name: "decoder",
    share: 36,
    waits: false,
    inputs: fc.record({
      bytes: anyStream,
      sizes: anySizes,
      maxMessageLength: fc.constantFrom(64 * 2 ** 20, 0xffff_ffff, 40),
    }),
    check: (input) => checkDecoder(Decoder, input),
  };
}

function checkDecoder(Decoder: DecoderClass, { bytes, sizes, maxMessageLength }: DecoderInput): void {
  const expected = cut(bytes, maxMessageLength);
  const packets: HsmsPacket[] = [];
  const sink = (packet: HsmsPacket): void => void packets.push(packet);
  const decoder = new Decoder({ maxMessageLength });
  const memory: Allocations = { largest: 0, sum: 0 };
  let fault: string | undefined;
  inPieces(bytes, sizes, (piece, arrived) => {
    fault = push(() => watchAllocations(memory, () => decoder.push(piece, sink)));
    const most = Math.max(SMALL, GROWTH * arrived);
    assert(memory.largest <= most, `memory: ${memory.largest} bytes at once, when ${arrived} had arrived`);
    const inAll = SMALL * (packets.length + 1) + (GROWTH + 4) * arrived;
    assert(memory.sum <= inAll, `memory: ${memory.sum} bytes in all, when ${arrived} had arrived`);
    return fault === undefined;
  });
  assertEquals(fault, expected.fault, "how the stream ends");
  assertEquals(packets.length, expected.frames.length, "how many packets");
  for (const [i, packet] of packets.entries()) checkPacket(packet, expected.frames[i]!);
  if (fault !== undefined) return;
  assertEquals(decoder.partial, expected.rest > 0, "whether the stream stands inside a frame");
  assert(/^\d+ of \d+ bytes of a (length field|frame)$/.test(decoder.position), decoder.position);
}

function push(action: () => void): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof HsmsProtocolError) return error.code;
    throw error;
  }
}

function checkPacket({ header, data }: HsmsPacket, frame: Uint8Array): void {
  const expected = fieldsOf(frame);
  for (const [name, value] of Object.entries(expected)) {
    const actual = header[name as keyof typeof expected];
    if (actual !== value) assertEquals(actual, value, name);
  }
  assert(equals(data, frame.subarray(14)), "the body");
}
