// What is promised, and what is missed.

import type { Runtime } from "./report.ts";
import type { Row } from "./row.ts";
import { number } from "./table.ts";

/** A ratio that hsms has to reach in rows; `runtime` where the promise holds on that one alone. */
export interface RatioTarget {
  readonly rows: readonly string[];
  readonly to: "bare" | "floor" | "secs4js";
  readonly least: number;
  readonly runtime?: string;
}

/** What must not grow from the first row on. */
export interface FlatTarget {
  readonly rows: readonly string[];
  /** The CPU time of a message, or of a byte. */
  readonly per: "message" | "byte";
  /** How many times the cost may be that of the cheapest row before. */
  readonly most: number;
}

/** The ratios. */
export const RATIOS: readonly RatioTarget[] = [
  { rows: throughAll(["empty, 1 open"]), to: "bare", least: 0.9 },
  {
    rows: ["empty, 32 open", "list of 5, 32 open", ...throughAll(["empty, 256 open", "list of 5, 256 open"])],
    to: "floor",
    least: 0.8,
  },
  {
    rows: [
      ...throughAll(["10 KiB, 32 open"]),
      "64 KiB, 1 open",
      "64 KiB, 32 open",
      "1 MiB, 1 open",
      "16 MiB, 1 open",
    ],
    to: "bare",
    least: 0.85,
  },
  { rows: ["empty, 1 open"], to: "secs4js", least: 1.2, runtime: "deno" },
  { rows: ["empty, 1 open"], to: "secs4js", least: 1, runtime: "bun" },
  { rows: ["empty, 1 open"], to: "secs4js", least: 1.2, runtime: "node" },
  { rows: ["empty, 32 open"], to: "secs4js", least: 3.5 },
  { rows: ["empty, 256 open"], to: "secs4js", least: 10 },
  { rows: ["list of 5, 256 open"], to: "secs4js", least: 15 },
  { rows: ["10 KiB, 32 open"], to: "secs4js", least: 150 },
  { rows: ["1 MiB, 1 open"], to: "secs4js", least: 500 },
];

/**
 * What stays flat. The last row is compared with the cheapest one before it: the first one alone pays for a process
 * that sleeps between two messages. Every connection has one request open, so that each message is a read and a write
 * of its own at any count; with more of them a single connection would join what many cannot. What the sockets
 * themselves cost more is taken off: the growth is divided by that of bare framing, where that grows.
 */
export const FLAT: readonly FlatTarget[] = [
  { rows: named("connections", [1, 10, 100, 1_000]), per: "message", most: 1.15 },
  { rows: named("open", [1, 10, 100, 1_000, 10_000]), per: "message", most: 1.15 },
  { rows: ["64 KiB, 1 open", "1 MiB, 1 open", "16 MiB, 1 open"], per: "byte", most: 1.15 },
];

/** Memory: the larger process of hsms may be so many times as large as that of bare framing, at its peak. */
export interface MemoryTarget {
  readonly rows: readonly string[];
  readonly most: number;
  readonly runtime?: string;
}

/** The memory. */
export const MEMORY: readonly MemoryTarget[] = [
  { rows: ["10 KiB, 32 open"], most: 1.2, runtime: "deno" },
];

/** A sentence for each target that a runtime misses; rows that were not measured are left out. */
export function missedBy({ name, label, rows }: Runtime): string[] {
  const found = (row: string): Row | undefined => rows.find((other) => other.name === row);
  const ratios = RATIOS.filter(({ runtime = name }) => runtime === name).flatMap((target) =>
    target.rows.flatMap((row) => checkRatio(target, found(row)))
  );
  const memory = MEMORY.filter(({ runtime = name }) => runtime === name)
    .flatMap((target) => target.rows.flatMap((row) => checkMemory(target, found(row))));
  return [...ratios, ...memory, ...FLAT.flatMap((target) => checkFlat(target, target.rows.map(found)))]
    .map((missed) => `${label}: ${missed}`);
}

function checkRatio({ to, least }: RatioTarget, row: Row | undefined): string[] {
  const spread = { bare: row?.toBare, floor: row?.toFloor, secs4js: row?.toSecs4js }[to];
  if (row === undefined || spread === undefined || spread.median >= least) return [];
  return [`${row.name}: hsms / ${to} is ${number(spread.median)}, below ${least}`];
}

function checkMemory({ most }: MemoryTarget, row: Row | undefined): string[] {
  const { hsms, bare } = row?.figures ?? {};
  if (row === undefined || hsms === undefined || bare === undefined || hsms.rss <= most * bare.rss) return [];
  return [
    `${row.name}: the memory is ${number(hsms.rss / bare.rss)} times that of bare frames, above ${most}`,
  ];
}

function checkFlat({ per, most }: FlatTarget, rows: readonly (Row | undefined)[]): string[] {
  const last = rows.at(-1);
  const before = rows.slice(0, -1).filter((row) => row !== undefined);
  if (last === undefined || before.length === 0) return [];
  const own = growth("hsms", per, last, before);
  const bare = Math.max(1, growth("bare", per, last, before));
  if (own / bare <= most) return [];
  const times = `${number(own)} times the cheapest ${per} before it (bare: ${number(bare)} times)`;
  return [`${last.name}: a ${per} costs ${times}, above ${most}`];
}

function growth(who: "bare" | "hsms", per: "message" | "byte", last: Row, before: readonly Row[]): number {
  const cost = ({ body, figures }: Row): number => {
    const bytes = per === "byte" && typeof body === "number" ? body : 1;
    return (figures[who]?.cpu ?? NaN) / bytes;
  };
  return cost(last) / Math.min(...before.map(cost));
}

/** Rows of one handler, and the same through a server and through a manager. */
function throughAll(rows: readonly string[]): string[] {
  return rows.flatMap((row) => [row, `${row}, server`, `${row}, manager`]);
}

function named(what: string, counts: readonly number[]): string[] {
  return counts.map((count) => `${what}: ${count.toLocaleString("en")}`);
}
