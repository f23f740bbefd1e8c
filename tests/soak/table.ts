// What a soak found, as people read it.

import { formatTable } from "../../bench/markdown.ts";
import type { SideRecord, SoakRecord } from "./pair.ts";
import { CONNECTIONS, HOSTS } from "./plan.ts";
import { fit, secondHalf } from "./series.ts";
import { type Quantity, seriesOf, total } from "./verdict.ts";

const HEAD = [
  "runtime",
  "minutes",
  "links",
  "messages",
  "drops",
  "reconnects",
  "heap MiB",
  "KiB/min",
  "buffers MiB",
  "RSS MiB",
  "peak MiB",
  "files",
  "timers",
];
const KIB = 1024;
const MIB = 1024 * KIB;

/** A row for each process: heap, buffers, RSS, files and timers at the start, in the middle and at the end. */
export function formatSoaks(records: readonly SoakRecord[]): string {
  const rows = records.flatMap((record) => [rowOf(record, "host"), rowOf(record, "tool")]);
  return formatTable(HEAD, rows, 1);
}

/** A row for each way of the hostile peers. */
export function formatHostile(records: readonly SoakRecord[]): string {
  const rows = records.flatMap(({ runtime, hostile }) => {
    const ways = [...new Set(hostile.map(({ way }) => way))];
    return ways.map((way) => {
      const peers = hostile.filter((peer) => peer.way === way);
      const sum = (what: "connections" | "dropped" | "written"): number =>
        total(peers.map((one) => one[what]));
      const counts = [peers.length, sum("connections"), sum("dropped"), Math.round(sum("written") / MIB)];
      return [runtime, way, ...counts.map((count) => count.toLocaleString("en"))];
    });
  });
  return formatTable(["runtime", "a hostile peer", "peers", "connections", "dropped", "MiB sent"], rows, 2);
}

/** Errors by type, and what was done, a line for each process. */
export function formatErrors({ runtime, host, tool }: SoakRecord): string {
  const line = (name: string, { ended }: SideRecord): string => {
    const { errors, unanswered, repliesLost } = ended.victims;
    const hostile = `${listed(errors)}; ${unanswered} requests unanswered, ${repliesLost} replies lost`;
    return `${runtime} ${name}: ${listed(ended.errors)}\n  done: ${
      listed(ended.done)
    }\n  hostile: ${hostile}`;
  };
  return `${line("host", host)}\n${line("tool", tool)}`;
}

function rowOf(record: SoakRecord, name: "host" | "tool"): string[] {
  const side = record[name];
  const { sent, received, disconnected, connected } = side.ended;
  const heap = seriesOf(side, "heap");
  return [
    `${record.runtime} ${name}`,
    (heap.at(-1)?.minutes ?? 0).toFixed(1),
    String(CONNECTIONS),
    (total(sent) + total(received)).toLocaleString("en"),
    String(disconnected),
    String(connected - HOSTS),
    course(side, "heap", MIB, 1),
    (fit(secondHalf(heap)).slope / KIB).toFixed(1),
    course(side, "buffers", MIB, 1),
    course(side, "rss", MIB, 0),
    last(side, "peak", MIB),
    course(side, "files", 1, 0),
    course(side, "timers", 1, 0),
  ];
}

function course(side: SideRecord, quantity: Quantity, unit: number, digits: number): string {
  const points = seriesOf(side, quantity);
  const chosen = [points[0], points[points.length >> 1], points.at(-1)];
  return chosen.map((point) => point === undefined ? "–" : (point.value / unit).toFixed(digits)).join(" ");
}

function last(side: SideRecord, quantity: Quantity, unit: number): string {
  const point = seriesOf(side, quantity).at(-1);
  return point === undefined ? "–" : (point.value / unit).toFixed(0);
}

function listed(counts: Readonly<Record<string, number>>): string {
  const entries = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return entries.length === 0 ? "none" : entries.map(([name, count]) => `${name} ${count}`).join(", ");
}
