// What the processes of a soak are told, and what they answer: a line of JSON each way.

import type { Counts } from "./counters.ts";
import type { HostileCounts } from "./hostile/peers.ts";

/** One command after the other; the answer comes when it is carried out. */
export type Command =
  | {
    readonly do: "start";
    readonly seed: number;
    /** Where the tool listens. */
    readonly port: number;
    /** Where the hostile peers listen that the host dials. */
    readonly hostilePorts?: readonly number[];
  }
  /** Nothing more is sent; answered when no request is open. */
  | { readonly do: "pause" }
  | { readonly do: "sample" }
  | { readonly do: "resume" }
  /** No more traffic and no more disturbance, and all links come up. */
  | { readonly do: "stop-disturbing" }
  /** Numbered messages on links that are not disturbed. */
  | { readonly do: "exchange" }
  | { readonly do: "report" }
  /** Everything is disabled; answered when all is let go. */
  | { readonly do: "finish" };

/** What a process holds after a full collection, while nothing is sent. */
export interface Held {
  /** Objects, and what they hold outside, in bytes. */
  readonly heap: number;
  readonly buffers: number;
  readonly rss: number;
  /** The most that was ever resident, with the hostile peers; undefined if the system does not tell. */
  readonly peak: number | undefined;
  /** Open files, sockets among them; undefined if the system does not tell. */
  readonly files: number | undefined;
  readonly sockets: number | undefined;
  /** Timers of the library that are armed. */
  readonly timers: number;
  /** Links that are up. */
  readonly connected: number;
  /** What the runtime says of its handles. */
  readonly handles: Readonly<Record<string, number>>;
  /** Messages sent so far. */
  readonly messages: number;
}

/** An answer; which part is there depends on the command. */
export interface Answer {
  readonly error?: string;
  readonly held?: Held;
  readonly counts?: Counts;
  /** Of the process with the hostile peers. */
  readonly hostilePorts?: readonly number[];
  readonly hostile?: readonly HostileCounts[];
}
