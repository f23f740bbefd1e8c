// Spoils byte strings: anywhere, and in the fields of the HSMS frames in them.

import { concat } from "@std/bytes";
import { framesIn, numberAt, putNumber } from "./reference.ts";

/** One change; its numbers are taken modulo what there is. */
export interface Edit {
  readonly kind: EditKind;
  /** Where: a byte, or a frame. */
  readonly at: number;
  /** How much, or which other one. */
  readonly size: number;
  /** What is put there. */
  readonly value: number;
}

/** What can be done to bytes. */
export type EditKind = keyof typeof EDITS;

type Change = (bytes: Uint8Array, edit: Edit, donors: readonly Uint8Array[]) => Uint8Array;

/** Values at which lengths, counts and system bytes turn. */
const TURNS: readonly number[] = [
  ...[0, 1, 9, 10, 11, 14, 127, 128, 255, 256, 0x7fff, 0x8000, 0xffff, 0x1_0000, 0xff_ffff, 0x100_0000],
  ...[64 * 2 ** 20, 64 * 2 ** 20 + 1, 0x0500_0000, 0x1603_0100, 0x4745_5420],
  ...[2 ** 30, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1],
];

const EDITS = {
  flip: (bytes, { at, value }) => withByte(bytes, at, (byte) => byte ^ (1 << value % 8)),
  set: (bytes, { at, value }) => withByte(bytes, at, () => value & 0xff),
  truncate: (bytes, { at }) => bytes.slice(0, at % (bytes.length + 1)),
  remove: (bytes, edit) => around(bytes, edit, () => []),
  repeat: (bytes, edit) =>
    around(bytes, edit, (part) => Array.from({ length: 1 + edit.value % 4 }, () => part)),
  insert: (bytes, { at, size, value }) =>
    insertAt(bytes, at, new Uint8Array(1 + size % 32).fill(value & 0xff)),
  splice: (bytes, { at, size, value }, donors) => {
    const donor = donors[value % donors.length]!;
    const start = size % (donor.length + 1);
    return insertAt(bytes, at, donor.subarray(start, start + 1 + (size * 7) % 64));
  },
  append: (bytes, { value }, donors) => concat([bytes, donors[value % donors.length]!]),
  length: (bytes, edit) => inFrame(bytes, edit, (at) => put(bytes, at, 4, lengthFor(bytes, at, edit))),
  session: (bytes, edit) => inFrame(bytes, edit, (at) => put(bytes, at + 4, 2, turn(edit))),
  wBit: (bytes, edit) => inFrame(bytes, edit, (at) => withByte(bytes, at + 6, (byte) => byte ^ 0x80)),
  stream: (bytes, edit) => inFrame(bytes, edit, (at) => put(bytes, at + 6, 1, edit.value)),
  func: (bytes, edit) => inFrame(bytes, edit, (at) => put(bytes, at + 7, 1, edit.value)),
  pType: (bytes, edit) => inFrame(bytes, edit, (at) => put(bytes, at + 8, 1, edit.value)),
  sType: (bytes, edit) => inFrame(bytes, edit, (at) => put(bytes, at + 9, 1, edit.value % 12)),
  system: (bytes, edit) => inFrame(bytes, edit, (at) => put(bytes, at + 10, 4, turn(edit))),
  dropFrame: (bytes, edit) => inFrame(bytes, edit, (at, end) => without(bytes, at, end)),
  doubleFrame: (bytes, edit) =>
    inFrame(bytes, edit, (at, end) => insertAt(bytes, end, bytes.subarray(at, end))),
  swapFrames: (bytes, edit) => twoFrames(bytes, edit, (first, second) => [second, first]),
  weaveFrames: (bytes, edit) =>
    twoFrames(bytes, edit, (first, second) => {
      const a = 1 + edit.value % (first.length - 1);
      const b = 1 + edit.value % (second.length - 1);
      return [first.subarray(0, a), second.subarray(0, b), first.subarray(a), second.subarray(b)];
    }),
} as const satisfies Record<string, Change>;

/** Every kind; those that change least come first. */
export const EDIT_KINDS = Object.keys(EDITS) as EditKind[];

/** Does one edit after the other; `donors` are what splices take from. */
export function mutate(
  bytes: Uint8Array,
  edits: readonly Edit[],
  donors: readonly Uint8Array[],
): Uint8Array {
  return edits.reduce((spoiled, edit) => (EDITS[edit.kind] as Change)(spoiled, edit, donors), bytes);
}

function turn({ size, value }: Edit): number {
  return size % 3 === 0 ? value : TURNS[value % TURNS.length]!;
}

/** A length that is a little wrong, or very. */
function lengthFor(bytes: Uint8Array, at: number, edit: Edit): number {
  return edit.size % 2 === 0
    ? TURNS[edit.value % TURNS.length]!
    : numberAt(bytes, at, 4) + edit.value % 9 - 4;
}

function withByte(bytes: Uint8Array, at: number, change: (byte: number) => number): Uint8Array {
  if (bytes.length === 0) return bytes;
  const copy = bytes.slice();
  const index = at % bytes.length;
  copy[index] = change(copy[index]!);
  return copy;
}

function put(bytes: Uint8Array, at: number, size: number, value: number): Uint8Array {
  const copy = bytes.slice();
  putNumber(copy, at, size, Math.max(0, value));
  return copy;
}

function insertAt(bytes: Uint8Array, at: number, part: Uint8Array): Uint8Array {
  const index = at % (bytes.length + 1);
  return concat([bytes.subarray(0, index), part, bytes.subarray(index)]);
}

function without(bytes: Uint8Array, start: number, end: number): Uint8Array {
  return concat([bytes.subarray(0, start), bytes.subarray(end)]);
}

/** Puts something in the place of a part. */
function around(
  bytes: Uint8Array,
  { at, size }: Edit,
  change: (part: Uint8Array) => readonly Uint8Array[],
): Uint8Array {
  const start = at % (bytes.length + 1);
  const end = Math.min(start + 1 + size % 64, bytes.length);
  return concat([bytes.subarray(0, start), ...change(bytes.subarray(start, end)), bytes.subarray(end)]);
}

function inFrame(
  bytes: Uint8Array,
  { at }: Edit,
  change: (start: number, end: number) => Uint8Array,
): Uint8Array {
  const frames = framesIn(bytes);
  return frames.length === 0 ? bytes : change(...frames[at % frames.length]!);
}

/** Puts something in the place of a frame and the one after it. */
function twoFrames(
  bytes: Uint8Array,
  { at }: Edit,
  change: (first: Uint8Array, second: Uint8Array) => Uint8Array[],
): Uint8Array {
  const frames = framesIn(bytes);
  if (frames.length < 2) return bytes;
  const index = at % (frames.length - 1);
  const [start, middle] = frames[index]!;
  const [, end] = frames[index + 1]!;
  const changed = change(bytes.subarray(start, middle), bytes.subarray(middle, end));
  return concat([bytes.subarray(0, start), ...changed, bytes.subarray(end)]);
}
