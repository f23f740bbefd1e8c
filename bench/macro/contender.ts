// What a contender is: both ends of a link, each in a process of its own.

import type { Passive, Way } from "./workloads.ts";

/** What the two ends agree on before they meet. Workloads that need the same link share it. */
export interface Link {
  readonly way: Way;
  readonly connections: number;
  readonly passive: Passive;
}

/** What the host does in one slice. */
export interface Task {
  readonly way: Way;
  readonly body: number | "list";
  readonly open: number;
  /** The time of each request is taken. */
  readonly timed: boolean;
  /** When it stops to begin new messages; it waits for those that are open. */
  readonly ms: number;
}

/** What the host did. */
export interface Work {
  readonly messages: number;
  readonly ms: number;
  /** Of timed requests, in ms: what the half, 99 % and 99.9 % of them took at most. */
  readonly p50?: number;
  readonly p99?: number;
  readonly p999?: number;
}

/** The passive end: it answers. */
export interface Tool {
  readonly port: number;
  /** Primaries that came in so far. */
  received(): number;
  close(): Promise<void> | void;
}

/** The active end: it asks. */
export interface Host {
  run(task: Task): Promise<Work>;
  close(): Promise<void> | void;
}

/** One implementation of HSMS. */
export interface Contender {
  /** Listens. */
  tool(link: Link): Promise<Tool>;
  /** Connects to a tool, until messages may pass. */
  host(link: Link, port: number): Promise<Host>;
}
