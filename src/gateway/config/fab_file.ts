import type { GemProfile } from "../../gem/mod.ts";

/** A fab file: the tools of a site, and where their messages go. `readFab` reads it, docs/fab.md explains it. */
export interface FabFile {
  /** Where this schema is. */
  readonly $schema?: string;
  /** The first part of each subject. */
  readonly site: string;
  /** The second part, for tools that name no area. @default {"all"} */
  readonly area?: string;
  /** The tools, by their names: the third part of each subject. */
  readonly tools: Readonly<Record<string, FabTool>>;
  /** The folder in which the gateway keeps what must survive: numbers of messages, and the journal. @default {"gateway"} */
  readonly state?: string;
  /** Where the messages go. @default {ndjson in the folder "messages"} */
  readonly sinks?: FabSinks;
  /** What takes over while the sink is away. */
  readonly journal?: FabJournal;
  /** Pages for people and monitors, on loopback. Without it there are none. */
  readonly http?: FabHttp;
}

/** A tool of a fab file. */
export interface FabTool {
  /** The second part of its subjects. @default {the area of the file} */
  readonly area?: string;
  /** Where it is dialled; with `listen`, the address from which it may connect. */
  readonly address?: string;
  /** The port that is dialled. */
  readonly port?: number;
  /** The port on which the gateway waits for it, in place of `port`. */
  readonly listen?: number;
  /** Session (device) id. @default {0} */
  readonly session?: number;
  /** A model file, or the name of a model that comes with the command. */
  readonly model?: string;
  /** How the tool differs from others. */
  readonly profile?: GemProfile;
  /** How the tool is set up, after each COMMUNICATING. */
  readonly want?: FabWish;
  /** Whether each body has the message as SML too. @default {false} */
  readonly sml?: boolean;
  /** Timers, in ms. */
  readonly timers?: FabTimers;
  /** What may be asked of it: kinds, or `remote:NAME` for one remote command. Without it nothing. */
  readonly commands?: readonly string[];
}

/** Timers of a tool, in ms. */
export interface FabTimers {
  /** Reply timeout. */
  readonly t3?: number;
  /** Time between two attempts to connect. */
  readonly t5?: number;
  /** Control timeout. */
  readonly t6?: number;
  /** NOT SELECTED timeout. */
  readonly t7?: number;
  /** Intercharacter timeout. */
  readonly t8?: number;
  /** Time between two linktests; 0: none. */
  readonly linktest?: number;
}

/** A variable, an event or an alarm: its name in the model, or its id as a number. */
export type FabRef = string | number;

/** How a tool is to be set up; see `want` of GemHostHandler. */
export interface FabWish {
  /** Asks a tool that is off-line to go on-line. */
  readonly online?: boolean;
  /** Sets the clock of the tool if it is more than 2 s wrong. */
  readonly clock?: boolean;
  /** The events, by name or CEID, and the variables of each. */
  readonly events?: Readonly<Record<string, readonly FabRef[]>>;
  /** The alarms that are enabled. */
  readonly alarms?: "all" | readonly FabRef[];
  /** What is done with what the tool has spooled. @default {"request"} */
  readonly spool?: "request" | "purge" | "leave";
  /** What becomes of what is not wished. */
  readonly others?: "keep" | "clear";
}

/** Where messages go. */
export interface FabSinks {
  /** Files of lines, each a message. */
  readonly ndjson?: FabNdjson;
}

/** Files with a message in each line. */
export interface FabNdjson {
  /** The folder of the files. */
  readonly folder: string;
  /** A new file begins when one has more bytes. @default {67_108_864} (64 MiB) */
  readonly rotateAbove?: number;
  /** The number of files that are kept; the oldest goes first. 0: all. @default {0} */
  readonly keep?: number;
}

/** The journal. */
export interface FabJournal {
  /** The most that it keeps, in bytes. @default {67_108_864} (64 MiB) */
  readonly maxBytes?: number;
}

/** Where the pages are. */
export interface FabHttp {
  /** The port; 0: any free one. */
  readonly port: number;
  /** An address of this machine. @default {"127.0.0.1"} */
  readonly address?: "127.0.0.1" | "::1";
}
