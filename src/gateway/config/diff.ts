import type { FabFile, FabTool } from "./fab_file.ts";

/** What a reload does. */
export interface FabDiff {
  /** Tools that are new. */
  readonly added: readonly string[];
  /** Tools that go. */
  readonly removed: readonly string[];
  /** Tools that are there in both, and not the same: they are closed, and opened anew. */
  readonly changed: readonly string[];
  /** What else has changed: only a start of the gateway takes it. */
  readonly needsRestart: readonly string[];
}

/** What is different between two fab files; tools that are the same are in no list. */
export function diffFab(before: FabFile, after: FabFile): FabDiff {
  const [old, now] = [served(before), served(after)];
  const names = Object.keys(now);
  return {
    added: names.filter((name) => !Object.hasOwn(old, name)),
    removed: Object.keys(old).filter((name) => !Object.hasOwn(now, name)),
    changed: names.filter((name) => Object.hasOwn(old, name) && !isSame(old[name], now[name])),
    needsRestart: (["site", "state", "sinks", "journal", "http"] as const)
      .filter((field) => !isSame(before[field], after[field])),
  };
}

/** Each tool with its area, as the area of the file may have changed. */
function served({ area = "all", tools }: FabFile): Record<string, FabTool> {
  return Object.fromEntries(Object.entries(tools).map(([name, tool]) => [name, { area, ...tool }]));
}

function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const names = Object.keys({ ...a, ...b });
  return names.every((name) => isSame((a as Fields)[name], (b as Fields)[name]));
}

type Fields = Readonly<Record<string, unknown>>;
