import { equals } from "@std/bytes";
import { hex } from "../../core/base/mod.ts";
import type { HsmsPacket } from "../../core/mod.ts";
import { decodeItem } from "../../secs2/mod.ts";
import { printMessage } from "../../sml/mod.ts";

/** Lines around a difference that are shown. */
const AROUND = 2;
/** Lines of a difference that are shown. */
const MOST_LINES = 100;

/**
 * How what came differs from what was recorded, as lines that begin with a sign; none where it does not. System bytes are
 * not compared, and the session id where it is another one by intent.
 */
export function differences(recorded: HsmsPacket, came: HsmsPacket, withSession: boolean): string[] {
  const lines: string[] = [];
  for (const [name, of] of FIELDS) {
    if (name === "session" && !withSession) continue;
    const [before, now] = [of(recorded), of(came)];
    if (before !== now) lines.push(`- ${name} ${before}`, `+ ${name} ${now}`);
  }
  if (!equals(recorded.data, came.data)) lines.push(...bodyDifferences(recorded, came));
  return lines;
}

const FIELDS: readonly (readonly [name: string, of: (packet: HsmsPacket) => number])[] = [
  ["session", ({ header }) => header.sessionId],
  ["byte 2", ({ header }) => header.byte2],
  ["byte 3", ({ header }) => header.function],
  ["PType", ({ header }) => header.pType],
  ["SType", ({ header }) => header.sType],
];

function bodyDifferences(recorded: HsmsPacket, came: HsmsPacket): string[] {
  const before = linesOf(recorded);
  const now = linesOf(came);
  const lines = lineDifferences(before, now);
  // The same text in other bytes: more length bytes than are needed, for instance.
  return lines.length > 0 ? lines : [`- ${hex(recorded.data, 64)}`, `+ ${hex(came.data, 64)}`];
}

/** The message as lines of SML, or in hex where it is none. */
export function linesOf({ header, data }: HsmsPacket): string[] {
  if (header.isControl) return [header.name];
  try {
    const { stream, function: func, requireResponse } = header;
    return printMessage({ stream, function: func, requireResponse, item: decodeItem(data) }, { indent: 2 })
      .split("\n");
  } catch {
    return [`${header.name} ${hex(data, 64)}`];
  }
}

/** Lines that are only in one of two texts, with some around them; what both begin and end with is left out. */
export function lineDifferences(before: readonly string[], now: readonly string[]): string[] {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  if (start === before.length && start === now.length) return [];
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === now.at(-1 - end)) end++;
  const cut = (lines: readonly string[], sign: string): string[] => {
    const changed = lines.slice(start, lines.length - end).map((line) => `${sign} ${line}`);
    const left = changed.length - MOST_LINES;
    return left <= 0 ? changed : [...changed.slice(0, MOST_LINES), `${sign} … and ${left} lines more`];
  };
  const around = (from: number, to: number): string[] =>
    before.slice(Math.max(from, 0), to).map((line) => `  ${line}`);
  return [
    ...around(start - AROUND, start),
    ...cut(before, "-"),
    ...cut(now, "+"),
    ...around(before.length - end, before.length - end + AROUND),
  ];
}
