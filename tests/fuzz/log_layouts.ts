// How logs write bytes: each layout makes lines of a prefix and a chunk.

import { toHex } from "../support/hex.ts";

/** The lines in which a log has a chunk; `n` chooses a variant, `aside` says that the chunk is not whole. */
export type Layout = (prefix: string, bytes: Uint8Array, n: number) => string[];

/** Pairs of digits. */
function pairs(bytes: Uint8Array, n = 0): string[] {
  const digits = toHex(bytes).match(/../g) ?? [];
  return n % 2 === 0 ? digits : digits.map((pair) => pair.toUpperCase());
}

function pick<T>(from: readonly T[], n: number): T {
  return from[n % from.length]!;
}

/** Groups of digits of several bytes each. */
function groups(bytes: Uint8Array, size: number): string {
  return toHex(bytes).match(new RegExp(`.{1,${2 * size}}`, "g"))!.join(" ");
}

/** The column of text beside bytes. */
function column(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".").join("");
}

function rowsOf(bytes: Uint8Array, width: number): Uint8Array[] {
  const rows: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += width) rows.push(bytes.subarray(at, at + width));
  return rows;
}

/** A text in quotes with escapes, as Python writes bytes. */
function python(bytes: Uint8Array): string {
  const named: Readonly<Record<number, string>> = {
    9: "\\t",
    10: "\\n",
    13: "\\r",
    0x5c: "\\\\",
    0x27: "\\'",
  };
  return `b'${
    Array.from(bytes, (byte) =>
      named[byte] ??
        (byte >= 0x20 && byte < 0x7f
          ? String.fromCharCode(byte)
          : `\\x${byte.toString(16).padStart(2, "0")}`)).join("")
  }'`;
}

const OFFSETS: readonly ((at: number) => string)[] = [
  (at) => `${hex(at, 8)}: `,
  (at) => `${hex(at, 8)}  `,
  (at) => `${hex(at, 4)}   `,
  (at) => `    ${hex(at, 4)}  `,
  (at) => `\t0x${hex(at, 4)}:  `,
  (at) => `${hex(at, 6)} `,
];

function hex(n: number, digits: number): string {
  return n.toString(16).padStart(digits, "0");
}

function dump(bytes: Uint8Array, n: number): string[] {
  const offset = pick(OFFSETS, n);
  const width = pick([16, 16, 8, 32], n >> 3);
  const size = n % OFFSETS.length === 0 || n % OFFSETS.length === 4 ? 2 : 1;
  return rowsOf(bytes, width).map((row, i) => {
    const digits = size === 2 ? groups(row, 2) : pairs(row).join(" ");
    const area = digits.padEnd(size === 2 ? width * 2.5 : width * 3);
    const text = pick([`  ${column(row)}`, ` |${column(row)}|`, ""], n >> 5);
    return `${offset(i * width)}${text === "" ? digits : area + text}`;
  });
}

/** All layouts whose chunk is in the line of its prefix. */
export const INLINE: readonly Layout[] = [
  (prefix, bytes, n) => [`${prefix} ${pairs(bytes, n).join(" ")}`],
  (prefix, bytes) => [`${prefix} ${toHex(bytes)}`],
  (prefix, bytes, n) => [`${prefix} ${pairs(bytes, n).join(pick([":", "-", ", ", ","], n))}`],
  (prefix, bytes) => [`${prefix} [${pairs(bytes).join(" ")}] ok`],
  (prefix, bytes, n) => [`${prefix} ${groups(bytes, pick([2, 4, 8], n))}`],
  (
    prefix,
    bytes,
    n,
  ) => [`${prefix} ${pairs(bytes, n).map((pair) => `0x${pair}`).join(pick([", ", " ", ","], n))}`],
  (prefix, bytes) => [`${prefix} <Buffer ${pairs(bytes).join(" ")}>`],
  (prefix, bytes) => [`${prefix} ${python(bytes)}`],
  (prefix, bytes) => [`${prefix} ${JSON.stringify([...bytes])}`],
  (prefix, bytes) => [`${prefix} ${JSON.stringify({ type: "Buffer", data: [...bytes] })} end`],
  (prefix, bytes) => [`${prefix} ${pairs(bytes).join(" ")}  ${column(bytes)}`],
];

/** All layouts whose chunk is below a line with its prefix. */
export const BELOW: readonly Layout[] = [
  (prefix, bytes, n) => [prefix, ...dump(bytes, n)],
  (prefix, bytes, n) => [prefix, ...dump(bytes, n), ""],
  (prefix, bytes, n) => [prefix, ...rowsOf(bytes, pick([16, 20, 32], n)).map((row) => pairs(row).join(" "))],
  (
    prefix,
    bytes,
  ) => [prefix, ...rowsOf(bytes, 16).map((row) => `${pairs(row).join(" ").padEnd(47)}  ${column(row)}`)],
  (prefix, bytes) => [
    `${prefix} byte[] data = {`,
    ...rowsOf(bytes, 8).map((row) => `  ${pairs(row).map((pair) => `0x${pair},`).join(" ")}`),
    "};",
  ],
  (
    prefix,
    bytes,
  ) => [
    `${prefix} Uint8Array(${bytes.length}) [`,
    ...rowsOf(bytes, 12).map((row) => `  ${row.join(", ")},`),
    "]",
  ],
  (prefix, bytes) =>
    [`${prefix} ${JSON.stringify({ type: "Buffer", data: [...bytes] }, null, 2)}`.split("\n")].flat(),
];
