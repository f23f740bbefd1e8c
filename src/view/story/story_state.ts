import { Bars } from "./bars.ts";
import { uint32Column, uint8Column } from "./columns.ts";
import type { ConnectionState } from "./connection_state.ts";
import { Deadlines } from "./deadlines.ts";
import { type End, Entries } from "./entries.ts";
import { FaultList } from "./fault_list.ts";
import { Links } from "./links.ts";
import type { NameCode } from "./names.ts";
import type { StoryOptions } from "./options.ts";
import type { Said } from "./said.ts";
import type { Fault, FaultKind } from "./story.ts";

/** What is known of a log so far. */
export class StoryState {
  readonly entries = new Entries();
  readonly bars = new Bars();
  readonly faults = new FaultList();
  readonly links: Links;
  /** The entries that are events, alarms and traces. */
  readonly moments = uint32Column();
  /** What each of them is: an index in MOMENTS. */
  readonly momentKinds = uint8Column();
  /** The entries whose bodies have values of variables. */
  readonly valued = uint32Column();
  readonly t3: Deadlines;
  readonly t6: Deadlines;
  readonly t7: Deadlines;
  readonly t8: number;

  constructor({ timers = {}, model }: StoryOptions) {
    this.t3 = new Deadlines(timers.t3 ?? 45_000);
    this.t6 = new Deadlines(timers.t6 ?? 5000);
    this.t7 = new Deadlines(timers.t7 ?? 10_000);
    this.t8 = timers.t8 ?? 5000;
    this.links = new Links(model);
  }

  /** Marks a fault at an entry. */
  fault(
    kind: FaultKind,
    severity: Fault["severity"],
    { link }: Pick<ConnectionState, "link">,
    entry: number,
    said: Said,
  ): void {
    this.faults.add({ kind, severity, link: link.index, entry, ...said });
  }

  /** What an end of a link is called in a sentence. */
  who({ link }: Pick<ConnectionState, "link">, end: End): string {
    const { role, address } = link.ends[end];
    return role === "host" ? "the host" : role === "equipment" ? "the tool" : address || "the other side";
  }
}

/** A frame that is being looked at. */
export interface Frame {
  readonly index: number;
  readonly connection: ConnectionState;
  readonly end: End;
  readonly at: number;
  readonly bytes: Uint8Array;
  /** Where it begins in `bytes`, with its length field, and where it ends. */
  readonly start: number;
  readonly stop: number;
  readonly code: NameCode;
  readonly session: number;
  readonly stream: number;
  readonly func: number;
  readonly system: number;
  /** W, or a control request. */
  readonly asks: boolean;
}

/** Where the body of a frame begins. */
export function bodyOf({ start }: Pick<Frame, "start">): number {
  return start + 14;
}
