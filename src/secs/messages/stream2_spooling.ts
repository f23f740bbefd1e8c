import { defineMessage, type MessageDefinition } from "../message_definition.ts";
import { optional } from "../schema/choices.ts";
import { arrayOf, record } from "../schema/lists.ts";
import { acknowledge, byte } from "../schema/numbers.ts";
import type { SecsSchema } from "../schema/schema.ts";

/** A stream and the messages of it that are spooled. */
export interface SecsSpoolStream {
  /** The stream. */
  readonly STRID: number;
  /** Its primary functions; an empty list means all. */
  readonly FCNID: readonly number[];
}

/** What is wrong with a stream that is to be spooled. */
export interface SecsSpoolStreamAcknowledge {
  /** The stream. */
  readonly STRID: number;
  /** 1 this stream cannot be spooled, 2 unknown stream, 3 unknown function, 4 secondary function. */
  readonly STRACK: number;
  /** The functions that are wrong; empty if it is the stream. */
  readonly FCNID: readonly number[];
}

/** How a spooling setup was taken. */
export interface SecsSpoolAcknowledge {
  /** 0: done; 1: refused, and nothing is changed. */
  readonly RSPACK: number;
  /** What is wrong with which stream. */
  readonly STREAMS: readonly SecsSpoolStreamAcknowledge[];
}

/** The schema of {@linkcode SecsSpoolStream}s. */
export const spoolStreams: SecsSchema<readonly SecsSpoolStream[]> = arrayOf(
  record({ STRID: byte(), FCNID: arrayOf(byte("FCNID")) }),
);

const WRONG = arrayOf(record({ STRID: byte(), STRACK: acknowledge(), FCNID: arrayOf(byte("FCNID")) }));

/**
 * S2F43, which messages are spooled from now on. It replaces what was set: a stream that is not named is not spooled, and
 * an empty list turns spooling off. Stream 1 is never spooled.
 */
export const S2F43: MessageDefinition<never, readonly SecsSpoolStream[], typeof S2F44> = defineMessage(
  2,
  43,
  {
    title: "Reset spooling streams and functions",
    toEquipment: spoolStreams,
    reply: {
      title: "Reset spooling acknowledge",
      toHost: record({ RSPACK: acknowledge(), STREAMS: optional(WRONG, []) }),
    },
  },
);

/** S2F44, answers S2F43. */
export const S2F44: MessageDefinition<SecsSpoolAcknowledge, never> = S2F43.reply;
