import { CommandError } from "../errors.ts";

const UNITS: Readonly<Record<string, number>> = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Files below this would hold nothing but their beginnings. */
const LEAST = 4096;

/** Reads a size of a file, `10M` for instance; throws a CommandError for what is none. */
export function parseSize(text: string): number {
  const [, digits, unit = ""] = /^(\d+)\s*([kmg]?)(?:i?b)?$/i.exec(text.trim()) ?? [];
  const size = Number(digits) * UNITS[unit.toLowerCase()]!;
  if (Number.isSafeInteger(size) && size >= LEAST) return size;
  throw new CommandError(
    `Cannot take "${text}" as a size: say at least ${LEAST} bytes, as in 500k, 10M or 1G`,
    2,
  );
}
