// Inputs that several targets share. They shrink: to fewer edits, to shorter bytes, to bigger pieces.

import fc from "fast-check";
import { concat } from "@std/bytes";
import { STREAMS } from "./corpus.ts";
import { type Edit, EDIT_KINDS, mutate } from "./mutator.ts";
import { putNumber } from "./reference.ts";

/** One change of a mutator. */
export const anyEdit: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...EDIT_KINDS),
  at: fc.nat(2000),
  size: fc.nat(255),
  value: fc.nat(0xffff),
});

/** One of these byte strings, spoiled a little or more. */
export function spoiled(from: readonly Uint8Array[], most = 6): fc.Arbitrary<Uint8Array> {
  return fc.tuple(fc.nat(from.length - 1), fc.array(anyEdit, { maxLength: most }))
    .map(([index, edits]) => mutate(from[index]!, edits, from));
}

/** System bytes: small ones, which are those of our own requests, and any. */
export const anySystem: fc.Arbitrary<number> = fc.oneof(fc.nat(12), fc.nat(0xffff_ffff));

const sType = fc.oneof(
  { arbitrary: fc.nat(9), weight: 5 },
  { arbitrary: fc.constant(0), weight: 3 },
  fc.nat(255),
);

/** A frame whose length field fits: any header, mostly with fields that mean something. */
export const anyFrame: fc.Arbitrary<Uint8Array> = fc.tuple(
  fc.oneof(fc.constantFrom(0, 1, 2, 0xffff), fc.nat(0xffff)),
  fc.oneof(fc.nat(10), fc.nat(255)),
  fc.oneof(fc.nat(14), fc.nat(255)),
  fc.oneof({ arbitrary: fc.constant(0), weight: 7 }, fc.nat(255)),
  sType,
  anySystem,
  fc.oneof({ arbitrary: fc.constant(new Uint8Array(0)), weight: 4 }, fc.uint8Array({ maxLength: 40 })),
).map(([session, byte2, func, pType, sType, system, body]) => {
  const frame = new Uint8Array(14 + body.length);
  putNumber(frame, 0, 4, 10 + body.length);
  putNumber(frame, 4, 2, session);
  frame.set([byte2, func, pType, sType], 6);
  putNumber(frame, 10, 4, system);
  frame.set(body, 14);
  return frame;
});

/** A length field that may be wrong, and what comes after it. */
const announced: fc.Arbitrary<Uint8Array> = fc.tuple(
  fc.oneof(fc.nat(64), fc.nat(0xffff_ffff), fc.constantFrom(0x0400_0000, 0x0400_0001, 0xffff_ffff)),
  fc.uint8Array({ maxLength: 40 }),
).map(([length, bytes]) => {
  const head = new Uint8Array(4);
  putNumber(head, 0, 4, length);
  return concat([head, bytes]);
});

/** Bytes as a hostile peer may send them. */
export const anyStream: fc.Arbitrary<Uint8Array> = fc.oneof(
  { arbitrary: spoiled(STREAMS), weight: 4 },
  { arbitrary: fc.array(anyFrame, { maxLength: 6 }).map((frames) => concat(frames)), weight: 3 },
  { arbitrary: announced, weight: 1 },
  {
    arbitrary: fc.tuple(fc.array(anyFrame, { minLength: 1, maxLength: 3 }), announced)
      .map(([frames, end]) => concat([...frames, end])),
    weight: 1,
  },
  { arbitrary: fc.uint8Array({ maxLength: 80 }), weight: 1 },
);

/** Sizes of the pieces in which a stream comes, again and again; none: in one piece. */
export const anySizes: fc.Arbitrary<number[]> = fc.oneof(
  fc.array(fc.integer({ min: 1, max: 16 }), { maxLength: 6 }),
  fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 3 }),
);

/**
 * Calls `take` with piece after piece. Each is lent in one buffer, which is overwritten afterwards; `take` says false
 * when it wants no more.
 */
export function inPieces(
  bytes: Uint8Array,
  sizes: readonly number[],
  take: (piece: Uint8Array, end: number) => boolean,
): void {
  const lent = new Uint8Array(bytes.length);
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes.length === 0 ? bytes.length : sizes[turn % sizes.length]!;
    const end = Math.min(at + size, bytes.length);
    const piece = lent.subarray(0, end - at);
    piece.set(bytes.subarray(at, end));
    const more = take(piece, end);
    piece.fill(0xdd);
    if (!more) return;
    at = end;
  }
}
