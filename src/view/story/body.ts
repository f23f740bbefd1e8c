// Bodies as bytes: what is looked at in every frame makes no object.

/** Deepest list that is followed, as in decodeItem. */
const MAX_DEPTH = 64;
/** Most items of a body, as in decodeItem. */
const MAX_ITEMS = 1_000_000;

/** Bytes of a value by the format code, 0: of any number, 255: no format of E5. */
const SIZES = new Uint8Array(64).fill(255);
for (const code of [0o00, 0o10, 0o11, 0o20, 0o21, 0o22]) SIZES[code] = 0;
for (const code of [0o31, 0o51]) SIZES[code] = 1;
for (const code of [0o32, 0o52]) SIZES[code] = 2;
for (const code of [0o34, 0o44, 0o54]) SIZES[code] = 4;
for (const code of [0o30, 0o40, 0o50]) SIZES[code] = 8;
const LIST = 0;
const LOCALIZED = 0o22;

/**
 * Whether the bytes are one item of E5, or none: what decodeItem accepts, without making an item. `left` is room for the
 * lists that are open.
 */
export function isBody(
  bytes: Uint8Array,
  start: number,
  end: number,
  left: Uint32Array = openLists(),
): boolean {
  if (start === end) return true;
  let at = start;
  let depth = 0;
  let items = 1;
  left[0] = 1;
  for (;;) {
    while (left[depth] === 0) {
      if (depth === 0) return at === end;
      depth--;
    }
    left[depth]!--;
    if (at >= end) return false;
    const head = bytes[at]!;
    const count = head & 3;
    if (count === 0 || at + 1 + count > end) return false;
    let length = bytes[at + 1]!;
    if (count > 1) length = length << 8 | bytes[at + 2]!;
    if (count > 2) length = length << 8 | bytes[at + 3]!;
    at += 1 + count;
    const code = head >>> 2;
    if (code === LIST) {
      items += length;
      if (length * 2 > end - at || items > MAX_ITEMS || depth === MAX_DEPTH) return false;
      left[++depth] = length;
      continue;
    }
    const size = SIZES[code]!;
    if (size === 255 || length > end - at) return false;
    if (size > 1 && (length & (size - 1)) !== 0) return false;
    if (code === LOCALIZED && length === 1) return false;
    at += length;
  }
}

/** Room for the lists that are open in a body. */
export function openLists(): Uint32Array {
  return new Uint32Array(MAX_DEPTH + 1);
}

/** Where the element of the outermost list begins that has this index; -1: there is no such list or element. */
export function elementAt(bytes: Uint8Array, start: number, end: number, index: number): number {
  if (start + 2 > end || bytes[start]! >> 2 !== LIST) return -1;
  let at = dataOf(bytes, start);
  if (index >= lengthOf(bytes, start)) return -1;
  for (let i = 0; i < index && at >= 0; i++) at = skip(bytes, at, end);
  return at < end ? at : -1;
}

/** The one byte of a binary, or the number of an item that is one unsigned or signed integer; -1: it is something else. */
export function numberAt(bytes: Uint8Array, at: number): number {
  if (at < 0) return -1;
  const code = bytes[at]! >> 2;
  const length = lengthOf(bytes, at);
  const isWhole = code === 0o10 || code >= 0o50 && code <= 0o54 || code >= 0o30 && code <= 0o34;
  if (!isWhole || length === 0 || (code === 0o10 ? length !== 1 : length !== SIZES[code])) return -1;
  const data = dataOf(bytes, at);
  let value = 0;
  for (let i = 0; i < length; i++) value = value * 256 + bytes[data + i]!;
  return value;
}

/** The index of the element of the outermost list that is a whole number; -1: none of them is. */
export function indexOfNumber(bytes: Uint8Array, start: number, end: number, wanted: number): number {
  let at = elementAt(bytes, start, end, 0);
  const count = at < 0 ? 0 : lengthOf(bytes, start);
  for (let i = 0; i < count && at >= 0 && at < end; i++) {
    if (numberAt(bytes, at) === wanted) return i;
    at = skip(bytes, at, end);
  }
  return -1;
}

function skip(bytes: Uint8Array, at: number, end: number): number {
  let pending = 1;
  while (pending > 0) {
    if (at + 2 > end) return -1;
    pending--;
    const length = lengthOf(bytes, at);
    const data = dataOf(bytes, at);
    if (bytes[at]! >> 2 === LIST) {
      pending += length;
      at = data;
    } else at = data + length;
  }
  return at;
}

function lengthOf(bytes: Uint8Array, at: number): number {
  let length = 0;
  for (let i = 1; i <= (bytes[at]! & 3); i++) length = length * 256 + (bytes[at + i] ?? 0);
  return length;
}

function dataOf(bytes: Uint8Array, at: number): number {
  return at + 1 + (bytes[at]! & 3);
}
