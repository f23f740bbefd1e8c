import { hex } from "../../core/base/mod.ts";
import type { FaultDirection } from "./rule.ts";

/** What happened, and what belongs to it. */
export type FaultLogDetail =
  /** A client connected. */
  | { readonly type: "opened"; readonly from: string }
  /** The target was reached, and bytes flow. */
  | { readonly type: "joined" }
  /** The client was reset: by a rule, or because the target cannot be reached. */
  | { readonly type: "refused"; readonly why: string }
  /** Bytes as they came in; `offset` counts the bytes of this direction before them. */
  | {
    readonly type: "came";
    readonly to: FaultDirection;
    readonly offset: number;
    readonly bytes: Uint8Array;
  }
  /** Bytes as they left. */
  | {
    readonly type: "left";
    readonly to: FaultDirection;
    readonly offset: number;
    readonly bytes: Uint8Array;
  }
  /** A rule did something. */
  | { readonly type: "acted"; readonly to: FaultDirection; readonly rule: string; readonly what: string }
  /** One side, a rule or this program ended the connection. */
  | { readonly type: "ended"; readonly by: string; readonly how: "close" | "reset" }
  /** Both sides are gone. */
  | { readonly type: "gone" };

/** An entry of the log of a proxy. */
export type FaultLogEntry = FaultLogDetail & {
  /** The proxy's clock, in ms. */
  readonly time: number;
  /** The number of the connection, from 1. */
  readonly connection: number;
};

/** Number of bytes that an entry shows. */
const SHOWN = 32;

/**
 * Prints an entry as a line; `>` is towards the target, `<` towards the client.
 *
 * @example
 * ```ts
 * import { formatFaultLog } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const line = formatFaultLog({
 *   type: "left",
 *   to: "target",
 *   offset: 14,
 *   bytes: Uint8Array.of(0, 0, 0, 10),
 *   time: 1250,
 *   connection: 2,
 * });
 * assertEquals(line, "1.250 #2 > left  at 14: 00 00 00 0a");
 * ```
 */
export function formatFaultLog(entry: FaultLogEntry): string {
  return `${(entry.time / 1000).toFixed(3)} #${entry.connection} ${textOf(entry)}`;
}

function textOf(entry: FaultLogEntry): string {
  switch (entry.type) {
    case "opened":
      return `opened by ${entry.from}`;
    case "refused":
      return `refused: ${entry.why}`;
    case "came":
    case "left":
      return `${arrow(entry.to)} ${entry.type}  at ${entry.offset}: ${hex(entry.bytes, SHOWN)}`;
    case "acted":
      return `${arrow(entry.to)} ${entry.rule}: ${entry.what}`;
    case "ended":
      return `${entry.how === "close" ? "closed" : "reset"} by ${entry.by}`;
    default:
      return entry.type;
  }
}

function arrow(to: FaultDirection): string {
  return to === "target" ? ">" : "<";
}

/** The last entries; their number is limited, and so are the bytes in them. */
export class FaultLog {
  readonly #max: number;
  readonly #maxBytes: number;
  #entries: FaultLogEntry[] = [];
  #first = 0;
  #bytes = 0;

  constructor(max: number, maxBytes: number) {
    this.#max = max;
    this.#maxBytes = maxBytes;
  }

  /** The entries that are kept, the oldest first. */
  get entries(): FaultLogEntry[] {
    return this.#entries.slice(this.#first);
  }

  add(entry: FaultLogEntry): void {
    this.#entries.push(entry);
    this.#bytes += sizeOf(entry);
    while (this.#length > 1 && (this.#length > this.#max || this.#bytes > this.#maxBytes)) {
      this.#bytes -= sizeOf(this.#entries[this.#first++]!);
    }
    if (this.#first < 1024 || this.#first * 2 < this.#entries.length) return;
    this.#entries = this.entries;
    this.#first = 0;
  }

  get #length(): number {
    return this.#entries.length - this.#first;
  }
}

function sizeOf(entry: FaultLogEntry): number {
  return "bytes" in entry ? entry.bytes.length : 0;
}
