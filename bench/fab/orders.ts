// What the two processes of the fab are told.

/** What the process of the tools is asked. */
export type ToolsOrder =
  /** Opens so many tools; the answer has their ports. */
  | { readonly do: "open"; readonly count: number }
  /** Each tool triggers so many events a second, in turn, until the next order. */
  | { readonly do: "pace"; readonly perSecond: number }
  /** The first tool triggers events as fast as its host takes them, or stops that. */
  | { readonly do: "flood"; readonly on: boolean };

/** What the process of the hosts is asked. */
export type HostsOrder =
  /** Sets up a host for each port. */
  | { readonly do: "connect"; readonly ports: readonly number[] }
  /** The first host takes no event for so long, in ms, or all at once (0). */
  | { readonly do: "dawdle"; readonly ms: number }
  /** Counts for so long, in ms, and says what came. */
  | { readonly do: "count"; readonly ms: number }
  /** Collects garbage, and says what is used. */
  | { readonly do: "weigh" };

/** What came in a while. */
export interface Counted {
  /** Events of the first tool. */
  readonly first: number;
  /** Events of the others. */
  readonly others: number;
  /** Tools of the others that sent fewer events than half of their share. */
  readonly behind: number;
  /** From the trigger to the listener of the host, of the others, in ms. */
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly longest: number;
}
