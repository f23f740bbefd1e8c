import { equals } from "@std/bytes";
import { hex } from "../../core/base/mod.ts";
import type { HsmsPacket } from "../../core/mod.ts";
import { decodeItem } from "../../secs2/mod.ts";
import { printMessage } from "../../sml/mod.ts";

/** Number of lines that are shown before and after a difference. */
const AROUND = 2;
/** Maximum number of lines of a difference that are shown. */
const MAX_LINES = 100;

/**
 * How a frame differs from the recorded one, as lines that begin with `-` (recorded) and `+` (received); none if it does
 * not. System bytes are not compared, and the session id only if `withSession`.
 */
export function differences(recorded: HsmsPacket, received: HsmsPacket, withSession: boolean): string[] {
  const lines: string[] = [];
  for (const [name, of] of FIELDS) {
    if (name === "session" && !withSession) continue;
    const [before, now] = [of(recorded), of(received)];
    if (before !== now) lines.push(`- ${name} ${before}`, `+ ${name} ${now}`);
  }
  if (!equals(recorded.data, received.data)) lines.push(...bodyDifferences(recorded, received));
  return lines;
}

const FIELDS: readonly (readonly [name: string, of: (packet: HsmsPacket) => number])[] = [
  ["session", ({ header }) => header.sessionId],
  ["byte 2", ({ header }) => header.byte2],
  ["byte 3", ({ header }) => header.function],
  ["PType", ({ header }) => header.pType],
  ["SType", ({ header }) => header.sType],
];

function bodyDifferences(recorded: HsmsPacket, received: HsmsPacket): string[] {
  const before = messageLines(recorded);
  const now = messageLines(received);
  const lines = lineDifferences(before, now);
  // The same text in other bytes: more length bytes than needed, for instance.
  return lines.length > 0 ? lines : [`- ${hex(recorded.data, 64)}`, `+ ${hex(received.data, 64)}`];
}

/** The message as lines of SML, or in hex if it is not SECS-II. */
export function messageLines({ header, data }: HsmsPacket): string[] {
  if (header.isControl) return [header.name];
  try {
    const { stream, function: func, requireResponse } = header;
    return printMessage({ stream, function: func, requireResponse, item: decodeItem(data) }, { indent: 2 })
      .split("\n");
  } catch {
    return [`${header.name} ${hex(data, 64)}`];
  }
}

/** Lines that are in one of two texts only, with some around them; what both begin and end with is left out. */
function lineDifferences(before: readonly string[], now: readonly string[]): string[] {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start++;
  if (start === before.length && start === now.length) return [];
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === now.at(-1 - end)) end++;
  const cut = (lines: readonly string[], sign: string): string[] => {
    const changed = lines.slice(start, lines.length - end).map((line) => `${sign} ${line}`);
    const left = changed.length - MAX_LINES;
    return left <= 0 ? changed : [...changed.slice(0, MAX_LINES), `${sign} … and ${left} lines more`];
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
