import type { MessageKind } from "../message.ts";

/** What became of the messages of a tool, since the gateway has begun. */
export interface ToolCounters {
  /** Messages that the sink has, by their kind. */
  readonly put: Partial<Record<MessageKind, number>>;
  /** Messages that the sink did not take: the tool got no answer. */
  notPut: number;
  /** Messages that may have come before. */
  repeats: number;
  /** Messages for which there was no room, and which the tool was told are not taken. */
  lost: number;
  /** How often its link was closed because its messages were not taken. */
  pauses: number;
  /** Messages that are with the sink now. */
  underWay: number;
  /** Requests of ours that had no answer within T3. */
  t3: number;
  /** The time from a message to the word of the sink, in ms: of the last one. */
  lastMs: number;
  /** Of the slowest. */
  slowestMs: number;
  /** Of all together. */
  totalMs: number;
}

/** Counters that begin with nothing. */
export function newCounters(): ToolCounters {
  return {
    put: {},
    notPut: 0,
    repeats: 0,
    lost: 0,
    pauses: 0,
    underWay: 0,
    t3: 0,
    lastMs: 0,
    slowestMs: 0,
    totalMs: 0,
  };
}
