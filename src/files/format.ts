/**
 * The bytes of the file of a store; all numbers have their most significant byte first.
 *
 * - The file begins with `SECSGEM1`, a random number, and the CRC-32 of these 12 bytes.
 * - Records follow. A record has a head of 16 bytes: the length of its body, its number from 0 on, the CRC-32 of the body,
 *   and the CRC-32 of the random number and the 12 bytes before. Its body is a row of changes.
 * - A change is the length of its key, the length of its value (0xffffffff: the key is removed), the key in UTF-8, the value.
 *
 * A record is written when all before it are durable. So only the last one may be torn by power off, and a head with a higher
 * number after a damaged record shows that the damage came later. The random number keeps bytes in a value, which look
 * like a head, from being one.
 */

import { hex, putUint32, takeUint32 } from "../core/base/mod.ts";
import type { OwnChange } from "../gem/store/batch.ts";
import { crc32 } from "./crc32.ts";

/** The length of the beginning of the file, and that of the head of a record. */
export const HEAD = 16;

const MAGIC: Uint8Array = new TextEncoder().encode("SECSGEM1");
const REMOVED = 0xffff_ffff;
const DECODER = new TextDecoder("utf-8", { ignoreBOM: true });

/** The beginning of a file. */
export function encodeStart(salt: number): Uint8Array {
  const bytes = new Uint8Array(HEAD);
  bytes.set(MAGIC);
  putUint32(bytes, 8, salt);
  putUint32(bytes, 12, crc32(bytes.subarray(0, 12)));
  return bytes;
}

/** A record with these changes. */
export function encodeRecord(salt: number, number: number, changes: readonly OwnChange[]): Uint8Array {
  const bytes = new Uint8Array(changes.reduce((sum, change) => sum + sizeOf(change), HEAD));
  let at = HEAD;
  for (const { keyBytes, value } of changes) {
    putUint32(bytes, at, keyBytes.length);
    putUint32(bytes, at + 4, value?.length ?? REMOVED);
    bytes.set(keyBytes, at + 8);
    at += 8 + keyBytes.length;
    if (value !== undefined) bytes.set(value, at);
    at += value?.length ?? 0;
  }
  putUint32(bytes, 0, bytes.length - HEAD);
  putUint32(bytes, 4, number);
  putUint32(bytes, 8, crc32(bytes.subarray(HEAD)));
  putUint32(bytes, 12, headCrc(salt, bytes));
  return bytes;
}

/** The length of a change in a record. */
export function sizeOf({ keyBytes, value }: OwnChange): number {
  return 8 + keyBytes.length + (value?.length ?? 0);
}

/** What a file has. */
export interface Scan {
  readonly salt: number;
  /** The changes of its good records. */
  readonly records: readonly (readonly OwnChange[])[];
  /** Where the last of them ends. */
  readonly end: number;
  /** What is wrong after it. */
  readonly damage?: Damage;
}

/** The end of what can be read. */
export interface Damage {
  /** `tail`: power went while the last record was written. `middle`: the damage came later. */
  readonly kind: "tail" | "middle";
  readonly reason: string;
}

/** Reads a file. The values are copies. */
export function scan(bytes: Uint8Array): Scan {
  const start = bytes.subarray(0, HEAD);
  if (
    start.length < HEAD || takeUint32(start, 12) !== crc32(start.subarray(0, 12)) || !startsWith(start, MAGIC)
  ) {
    const reason = `it does not begin as a store of this version does, but with ${hex(start.subarray(0, 8))}`;
    return { salt: 0, records: [], end: 0, damage: { kind: "middle", reason } };
  }
  const salt = takeUint32(start, 8);
  const records: OwnChange[][] = [];
  for (let end = HEAD;;) {
    if (end === bytes.length) return { salt, records, end };
    const rest = bytes.subarray(end);
    const changes = isHead(rest, salt, records.length) ? decodeBody(rest) : undefined;
    if (changes === undefined) {
      const kind = hasLaterHead(rest, salt, records.length) ? "middle" : "tail";
      return { salt, records, end, damage: { kind, reason: `record ${records.length} is damaged` } };
    }
    records.push(changes);
    end += HEAD + takeUint32(rest, 0);
  }
}

/** Whether bytes begin with the head of the record with this number. */
function isHead(bytes: Uint8Array, salt: number, number: number): boolean {
  return bytes.length >= HEAD && takeUint32(bytes, 4) === number &&
    takeUint32(bytes, 12) === headCrc(salt, bytes);
}

/** Whether the head of a later record is somewhere after a damaged one. */
function hasLaterHead(bytes: Uint8Array, salt: number, damaged: number): boolean {
  for (let at = 1; at + HEAD <= bytes.length; at++) {
    // So many records may follow as have room; the check of the number is quicker than that of the CRC.
    const number = takeUint32(bytes, at + 4);
    if (number <= damaged || number > damaged + bytes.length / HEAD) continue;
    if (isHead(bytes.subarray(at), salt, number)) return true;
  }
  return false;
}

/** The changes of the record with which bytes begin; undefined if its body is damaged. */
function decodeBody(bytes: Uint8Array): OwnChange[] | undefined {
  const body = bytes.subarray(HEAD, HEAD + takeUint32(bytes, 0));
  if (body.length < takeUint32(bytes, 0) || crc32(body) !== takeUint32(bytes, 8)) return undefined;
  const changes: OwnChange[] = [];
  for (let at = 0; at < body.length;) {
    const keyEnd = at + 8 + takeUint32(body, at);
    const length = takeUint32(body, at + 4);
    const keyBytes = body.slice(at + 8, keyEnd);
    at = keyEnd + (length === REMOVED ? 0 : length);
    const value = length === REMOVED ? undefined : body.slice(keyEnd, at);
    changes.push({ key: DECODER.decode(keyBytes), keyBytes, value });
  }
  return changes;
}

function headCrc(salt: number, head: Uint8Array): number {
  const before = new Uint8Array(4);
  putUint32(before, 0, salt);
  return crc32(head.subarray(0, 12), crc32(before));
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.every((byte, i) => bytes[i] === byte);
}
