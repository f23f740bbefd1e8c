import type { Item } from "../../../secs2/mod.ts";
import type { EquipmentDefinition } from "../../definition/equipment_definition.ts";
import type { GemLack } from "../lack.ts";

/** Options of `discover` of GemHostHandler. */
export interface GemDiscoverOptions {
  /** Ends it: the result has what is known so far. */
  readonly signal?: AbortSignal;
  /** How long each answer may take, in ms. Shorter than T3, as some tools do not answer what they do not know. @default {5000} */
  readonly timeout?: number;
  /** How long it listens for events and alarms after the last question, in ms. They count from the start on. @default {0} */
  readonly listen?: number;
  /** Variables to try if the tool has no list of them (S1F11, S2F29): ids, and ranges of numbers with both ends. @default {none} */
  readonly known?: readonly (number | string | readonly [first: number, last: number])[];
  /**
   * Answers that are taken if the tool itself has none, such as those of a recording or of its manual: bodies by the messages that
   * they answer, `{ S1F11: … }`. For S1F1, S1F11, S1F21, S1F23, S2F29, S5F5, S2F53 and S2F55. @default {none}
   */
  readonly answers?: Readonly<Record<string, Item>>;
  /** Maximum number of entries that are taken of each list of the tool, and of ids that are tried. @default {50,000} */
  readonly maxItems?: number;
  /** Number of variables in one question, if the tool does not answer one with all of them. @default {100} */
  readonly chunk?: number;
  /**
   * Whether reports may be defined at the tool for a moment, to learn the formats of data variables: S2F33, S6F19, and S2F33 that
   * deletes the report. Otherwise only messages that change nothing are sent. @default {false}
   */
  readonly write?: boolean;
  /** Is called after each answer, and each that does not come. What it throws goes to `onDelegateError`. */
  readonly onProgress?: (progress: GemDiscoverProgress) => unknown;
}

/** A question to the tool that is over. */
export interface GemDiscoverProgress {
  /** The message: "S1F11". */
  readonly message: string;
  /** How the tool lacked it; undefined: it has answered. */
  readonly lack: GemDiscoverLack | undefined;
  /** Number of questions until now. */
  readonly asked: number;
}

/** How a tool lacked a message: as every call says it, or with an answer that cannot be read. */
export type GemDiscoverLack = GemLack | "unreadable";

/** Whether a tool has a message. */
export interface GemDiscoverAnswer {
  /** The message: "S1F11". */
  readonly message: string;
  /** Number of times that it was sent. */
  readonly asked: number;
  /** Number of answers that could be read. */
  readonly answered: number;
  /** How it was lacked the last time; undefined: it never was. */
  readonly lack: GemDiscoverLack | undefined;
  /** The error of that time, as a sentence. */
  readonly why: string | undefined;
}

/**
 * What a note of a discovery is about: the definition says something in another way than the tool ("different"),
 * it says something that no message of the tool has told ("untold"), or it has a part that GEM requires and the
 * tool does not list ("missing").
 */
export type GemDiscoverNoteKind = "different" | "untold" | "missing";

/** Something that the definition says in another way than the tool, or does not say. */
export interface GemDiscoverNote {
  /** What it is about. */
  readonly kind: GemDiscoverNoteKind;
  /** Its place in the definition ("constants.MaxPressure.default"), or the message ("S1F12"). */
  readonly about: string;
  /** What the tool said. */
  readonly tool: string;
  /** What the definition says. */
  readonly model: string;
}

/** What is known of a tool. */
export interface GemDiscovery {
  /** The model, as `readEquipment` takes it. */
  readonly definition: EquipmentDefinition;
  /** The messages that were sent, in their order. */
  readonly answers: readonly GemDiscoverAnswer[];
  /** Where the definition is not what the tool said. */
  readonly notes: readonly GemDiscoverNote[];
  /** Why it ended before its end, as a sentence: the link, or the signal. Undefined: it did not. */
  readonly stopped: string | undefined;
}
