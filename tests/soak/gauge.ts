// What this process holds, besides its heap.

import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import process from "node:process";

/** Open files, and those of them that are sockets of a network; undefined if the system does not tell. */
export interface Files {
  readonly files: number;
  readonly sockets: number;
}

/** What is used of `bun:jsc`. */
interface Jsc {
  heapStats(): { objectTypeCounts: Record<string, number> };
}

const { Bun } = globalThis as { Bun?: object };
// In two words, or the bundler would look for it.
const jsc = Bun && await import(["bun", "jsc"].join(":")) as Jsc | undefined;

const FOLDER = "/proc/self/fd";
/** Sockets within the machine: a runtime has some for itself. */
const LOCAL = "/proc/self/net/unix";

/** Counts open files. */
export function countFiles(): Files | undefined {
  try {
    const names = readdirSync(FOLDER);
    const local = new Set(readFileSync(LOCAL, "utf8").split("\n").map((line) => line.split(/ +/)[6]));
    const sockets = names.map(socketOf).filter((inode) => inode !== undefined && !local.has(inode));
    return { files: names.length, sockets: sockets.length };
  } catch {
    return undefined;
  }
}

/** The most memory that was ever resident, in bytes; undefined if the system does not tell. */
export function peakMemory(): number | undefined {
  try {
    const kib = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return kib === undefined ? undefined : Number(kib) * 1024;
  } catch {
    return undefined;
  }
}

/** Sockets, servers and timers that the runtime knows of. */
export function handles(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of process.getActiveResourcesInfo()) counts[name] = (counts[name] ?? 0) + 1;
  for (const [name, count] of Object.entries(jsc?.heapStats().objectTypeCounts ?? {})) {
    if (/socket|listener|timeout|timer/i.test(name)) counts[name] = count;
  }
  return counts;
}

function socketOf(name: string): string | undefined {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(`${FOLDER}/${name}`))?.[1];
  } catch {
    return undefined;
  }
}
