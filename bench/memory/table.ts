import type { Sample } from "./gauge.ts";
import { formatTable, grouped } from "../markdown.ts";

/** What one scenario found: memory before and after `more` things came. */
export interface Counted {
  readonly name: string;
  readonly first: number;
  readonly more: number;
  readonly before: Sample;
  readonly after: Sample;
}

/** What was found about growth: memory after each batch of messages, and what a thousand of them add. */
export interface Grown {
  readonly name: string;
  readonly batch: number;
  readonly samples: readonly Sample[];
  readonly slope: number;
}

/** What one scenario found. */
export type Found = Counted | Grown;

/** Bytes of heap, with what it holds outside: for each connection or transaction, or for each 1,000 messages. */
export const TARGETS: Readonly<Record<string, number>> = {
  "idle active": 8 * 1024,
  "idle passive": 8 * 1024,
  "open transaction": 400,
  "growth": 1024,
};

const HEAD = ["what", "objects", "buffers", "heap", "target", "RSS", ""];

/** Bytes for each thing. */
export function eachOf({ more, before, after }: Counted): Sample {
  return {
    heap: (after.heap - before.heap) / more,
    buffers: (after.buffers - before.buffers) / more,
    rss: (after.rss - before.rss) / more,
  };
}

/** The number that has a target: objects and buffers of each thing, or the slope. */
export function heapOf(found: Found): number {
  if ("slope" in found) return found.slope;
  const { heap, buffers } = eachOf(found);
  return heap + buffers;
}

/** Whether a scenario keeps its target; true where it has none. */
export function keepsTarget(found: Found): boolean {
  return heapOf(found) <= (TARGETS[found.name] ?? Infinity);
}

/** What missed its target, a line for each. */
export function missesOf(runtime: string, rows: readonly Found[]): string[] {
  return rows.filter((found) => !keepsTarget(found)).map((found) => {
    return `${runtime}: ${found.name} takes ${grouped(heapOf(found))} bytes, target ${
      grouped(TARGETS[found.name]!)
    }`;
  });
}

/** A table of bytes in Markdown. */
export function formatMemory(rows: readonly Found[]): string {
  return formatTable(HEAD, rows.map(cellsOf), 1);
}

function cellsOf(found: Found): string[] {
  const target = TARGETS[found.name];
  const end = target === undefined ? "" : keepsTarget(found) ? "kept" : "missed";
  const limit = target === undefined ? "" : grouped(target);
  if ("slope" in found) return ["1,000 messages more", "", "", grouped(found.slope), limit, "", end];
  const { heap, buffers, rss } = eachOf(found);
  return [found.name, grouped(heap), grouped(buffers), grouped(heap + buffers), limit, grouped(rss), end];
}
