// What must be so after a soak.

import type { Counts } from "./counters.ts";
import type { SideRecord, SoakRecord } from "./pair.ts";
import type { HostileCounts } from "./hostile/peers.ts";
import { EXCHANGE, HOSTILE, HOSTS } from "./plan.ts";
import { judgeSeries, type Limits, type Point } from "./series.ts";

/** Something that must be so, and why it is not. */
export interface Check {
  readonly name: string;
  readonly problem: string | undefined;
}

const KIB = 1024;
/**
 * Bun counts objects, open or not: a prototype of each kind, and those of the last connections, which its collector takes
 * for held. Handles that are never closed would be as many as the hundreds of ends in a run.
 */
const FEW = 25;
const MIB = 1024 * KIB;

/**
 * In a minute each process sends and receives 120 000 messages and more, over 600 connections and more: a byte that each
 * message leaves behind, or 200 bytes of each connection, are above the slope.
 *
 * What comes and goes: of objects, what a full collection leaves of the code that the runtime compiled; of buffers, 64 KiB
 * into which each connection reads, and large bodies before lines that stand still; a few sockets of connections that
 * begin or end.
 */
export const LIMITS = {
  heap: { slope: 64 * KIB, play: 512 * KIB, ceiling: 64 * MIB },
  buffers: { slope: 64 * KIB, play: 8 * MIB, ceiling: 64 * MIB },
  rss: { slope: Infinity, play: 0, ceiling: 512 * MIB },
  peak: { slope: Infinity, play: 0, ceiling: 512 * MIB },
  files: { slope: 0.5, play: 20, ceiling: 500 },
  timers: { slope: 0.5, play: 50, ceiling: 1_000 },
  handles: { slope: 0.5, play: 100, ceiling: 2_000 },
} as const satisfies Record<string, Limits>;

/** What is read over time. */
export type Quantity = keyof typeof LIMITS;

/** Everything that must be so. */
export function judge(record: SoakRecord): Check[] {
  const { host, tool } = record;
  return [
    ...sides(record, "behaves", behaves),
    ...sides(record, "was disturbed", wasDisturbed),
    { name: "host to tool: counts agree", problem: countsDisagree(host.ended, tool.ended) },
    { name: "tool to host: counts agree", problem: countsDisagree(tool.ended, host.ended) },
    { name: "host to tool: all arrives undisturbed", problem: lostUndisturbed(host, tool) },
    { name: "tool to host: all arrives undisturbed", problem: lostUndisturbed(tool, host) },
    ...(Object.keys(LIMITS) as Quantity[]).flatMap((quantity) => {
      return sides(record, `flat ${quantity}`, (side) => grows(side, quantity));
    }),
    ...sides(record, "leaves nothing behind", leftovers),
    ...sides(record, "ends by itself", ({ stayed }) => stayed),
    ...sides(record, "catches everything", uncaught),
    ...sides(record, "ends what hostile peers began", endsHostile),
    { name: "hostile peers: were dropped, and came again", problem: wasHarmless(record.hostile) },
  ];
}

/** A quantity over time; empty if the system does not tell. */
export function seriesOf(side: SideRecord, quantity: Quantity): Point[] {
  return side.readings.flatMap((reading) => {
    const value = quantity === "handles" ? total(Object.values(reading.handles)) : reading[quantity];
    return value === undefined ? [] : [{ minutes: reading.minutes, value }];
  });
}

/** The sum of some numbers. */
export function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function sides(
  record: SoakRecord,
  what: string,
  check: (side: SideRecord) => string | undefined,
): Check[] {
  return (["host", "tool"] as const).map((name) => {
    return { name: `${name}: ${what}`, problem: check(record[name]) };
  });
}

function behaves({ ended }: SideRecord): string | undefined {
  const { problems, problemTexts, requests, replied, failed } = ended;
  if (problems > 0) return `${problems} problems, such as\n  ${problemTexts.join("\n  ")}`;
  if (requests === replied + failed) return undefined;
  return `${requests} requests, but ${replied} replies and ${failed} errors`;
}

/** A soak in which nothing happened proves nothing. */
function wasDisturbed({ disturbed }: SideRecord): string | undefined {
  const { connected, replied, sent, acknowledged, received, done } = disturbed;
  const silent = sent.slice(0, HOSTS).filter((count) => count === 0).length;
  if (silent > 0) return `${silent} lines said nothing`;
  if (connected < 2 * HOSTS) return `only ${connected} connections began`;
  if (replied === 0 || total(acknowledged) === 0 || total(received) === 0) return "nothing was answered";
  const missing = ["reset", "close", "pause", "deselect", "replace"].filter((what) => !done[what]);
  // Half a minute is enough for each of them many times over.
  return missing.length === 0 ? undefined : `never happened: ${missing.join(", ")}`;
}

/** All that was acknowledged was received, and nothing twice. */
function countsDisagree(from: Counts, to: Counts): string | undefined {
  const wrong = from.sent.flatMap((sent, line) => {
    const received = to.received[line] ?? 0;
    const acknowledged = from.acknowledged[line] ?? 0;
    const agree = acknowledged <= received && received <= sent;
    return agree ? [] : [`line ${line} sent ${sent}, received ${received}, acknowledged ${acknowledged}`];
  });
  return wrong.length === 0 ? undefined : wrong.slice(0, 10).join("\n  ");
}

function lostUndisturbed(from: SideRecord, to: SideRecord): string | undefined {
  const grown = (side: SideRecord, what: "sent" | "received" | "acknowledged") =>
    total(side.ended[what]) - total(side.disturbed[what]);
  const sent = grown(from, "sent");
  const received = grown(to, "received");
  const acknowledged = grown(from, "acknowledged");
  const expected = HOSTS * EXCHANGE;
  if (sent === expected && received === expected && acknowledged === expected / 2) return undefined;
  return `${sent} of ${expected} sent, ${received} received, ${acknowledged} acknowledged`;
}

function grows(side: SideRecord, quantity: Quantity): string | undefined {
  const series = seriesOf(side, quantity);
  return series.length === 0 ? undefined : judgeSeries(series, LIMITS[quantity]);
}

function uncaught({ ended }: SideRecord): string | undefined {
  return ended.uncaught === 0 ? undefined : `${ended.uncaught} uncaught errors`;
}

/** Each connection and each request of a hostile peer ends once, too. */
function endsHostile({ ended }: SideRecord): string | undefined {
  const { connected, disconnected, requests, replied, failed } = ended.victims;
  if (connected !== disconnected) return `${connected} connections began, and ${disconnected} ended`;
  if (requests === replied + failed) return undefined;
  return `${requests} requests, but ${replied} replies and ${failed} errors`;
}

/** A hostile peer that did not come again, or was let be, proves nothing. */
function wasHarmless(peers: readonly HostileCounts[]): string | undefined {
  if (peers.length !== HOSTILE) return `${peers.length} hostile peers, and not ${HOSTILE}`;
  const wrong = peers.flatMap(({ way, mustBeDropped, connections }, i) => {
    const dropped = total(peers.filter((peer) => peer.way === way).map((peer) => peer.dropped));
    const isWell = connections > 1 && (!mustBeDropped || dropped > 0);
    return isWell
      ? []
      : [`number ${i} ${way}: ${connections} connections; ${dropped} of this kind were dropped`];
  });
  return wrong.length === 0 ? undefined : wrong.join("\n  ");
}

/** What is open is counted by the files and by the library's timers; this looks for handles that outlive them. */
function leftovers({ left }: SideRecord): string | undefined {
  const kept = Object.entries(left.handles).filter(([name, count]) => {
    return count > FEW && /TCP|Listener|Timeout/.test(name);
  });
  if (left.timers > 0) return `${left.timers} timers`;
  if (left.connected > 0) return `${left.connected} connections`;
  return kept.length === 0 ? undefined : JSON.stringify(Object.fromEntries(kept));
}
