import type { Item } from "../../secs2/mod.ts";
import type {
  SecsByteId,
  SecsFormattedProcessProgram,
  SecsId,
  SecsIdentity,
  SecsMessage,
  SecsProcessProgramError,
} from "../../secs/mod.ts";
import type { AlarmName, VariableName } from "../definition/names.ts";
import type { VariableValue } from "../definition/value_types.ts";
import type { GemProfile } from "./profile/profile.ts";
import type { GemReading } from "./readings.ts";
import type { HostEventName } from "./refs.ts";
import type { GemEventReport } from "./report_book.ts";
import type { GemSpoolEvent } from "./spool_state.ts";
import type { GemSetupEvent } from "./wish/steps.ts";

/** What each message of a tool that is told has. */
export interface FromTool {
  /** The message as it came. */
  readonly message: SecsMessage;
  /**
   * True if it may have come before: the link was lost before the tool had the answer to a message with the same bytes, and
   * this one is among the first since then. Nobody can know whether it is the same one.
   */
  readonly mayBeRepeat?: true;
}

/** The values of an event, by the names of the variables; of a variable that is in no model, by its id as text. */
export type GemEventValues<D> = { readonly [N in VariableName<D>]?: VariableValue<D, N> };

/** A collection event has happened: S6F11 or S6F13. */
export interface GemCollectionEvent<D> extends FromTool {
  /** The name of the event. */
  readonly type: "collection-event";
  /** CEID. */
  readonly id: SecsId;
  /** Its name; undefined if it is not in the model. */
  readonly name: HostEventName<D> | undefined;
  /** The values that have come; a variable without a value at the moment is not there. */
  readonly values: GemEventValues<D>;
  /** The reports, in their order. */
  readonly reports: readonly GemEventReport[];
  /** What does not fit: reports that this host does not know, values that are missing or left over. Empty mostly. */
  readonly problems: readonly string[];
  /** If it is a Limit Zone Transition: what was crossed. */
  readonly limit: GemLimitCrossing<D> | undefined;
}

/** Limits of a variable were crossed. */
export interface GemLimitCrossing<D> {
  /** The variable. */
  readonly variable: VariableName<D>;
  /** The limits (EventLimit); empty if the reports of the event do not have them. */
  readonly limits: readonly number[];
  /** TransitionType; undefined if the reports do not have it. */
  readonly transition: "up" | "down" | undefined;
}

/** Limits were crossed; the collection event is told as well. */
export interface GemLimitEvent<D> extends GemLimitCrossing<D> {
  /** The name of the event. */
  readonly type: "limit";
  /** The event that told it. */
  readonly event: GemCollectionEvent<D>;
}

/** An alarm was set or cleared: S5F1. */
export interface GemAlarmEvent<D> extends FromTool {
  /** The name of the event. */
  readonly type: "alarm";
  /** ALID. */
  readonly id: SecsId;
  /** Its name; undefined if it is not in the model. */
  readonly name: AlarmName<D> | undefined;
  /** Whether it was set: bit 8 of ALCD, and no other. */
  readonly isSet: boolean;
  /** ALCD. */
  readonly code: number;
  /** The low seven bits of ALCD. */
  readonly category: number;
  /** ALTX. */
  readonly text: string;
}

/** Samples of a trace: S6F1. */
export interface GemTraceEvent extends FromTool {
  /** The name of the event. */
  readonly type: "trace";
  /** TRID. */
  readonly id: SecsId;
  /** The samples, each with the variables of the trace; empty if this handler has not started it. */
  readonly samples: readonly (readonly GemReading[])[];
  /** SMPLN: number of the last sample. */
  readonly lastSample: number | bigint;
  /** STIME, as it came. */
  readonly time: string;
  /** All values as they came. */
  readonly items: readonly Item[];
  /** What does not fit. Empty mostly. */
  readonly problems: readonly string[];
}

/** An operator has sent text: S10F1. */
export interface GemTerminalEvent extends FromTool {
  /** The name of the event. */
  readonly type: "terminal";
  /** Number of the terminal. */
  readonly terminal: number;
  /** The text. */
  readonly text: string;
}

/** The tool offers a process program, sends one, or has checked one. */
export type GemProgramEvent =
  & FromTool
  & {
    /** The name of the event. */
    readonly type: "process-program";
    /** PPID. */
    readonly ppid: SecsByteId;
  }
  & (
    /** S7F1: may it be sent? */
    | { readonly what: "offer"; readonly length: number | bigint }
    /** S7F3. */
    | { readonly what: "program"; readonly body: Item }
    /** S7F23. */
    | { readonly what: "formatted"; readonly program: SecsFormattedProcessProgram }
    /** S7F27. */
    | { readonly what: "verification"; readonly errors: readonly SecsProcessProgramError[] }
  );

/** What a reader of {@linkcode GemHostHandler.events} gets, in the order in which it came. */
export type GemToolEvent<D> =
  | GemCollectionEvent<D>
  | GemAlarmEvent<D>
  | GemTraceEvent
  | GemTerminalEvent
  | GemProgramEvent;

/** A reader has too many events that it has not taken: this one is not there, and the tool was told if it wanted a reply. */
export interface GemEventLost<D> {
  /** The name of the event. */
  readonly type: "event-lost";
  /** What is lost for that reader. */
  readonly event: GemToolEvent<D>;
}

/** Something was learned of how the tool differs from others. */
export interface GemProfileEvent {
  /** The name of the event. */
  readonly type: "profile";
  /** What was learned, as paths in the profile: `formats.CEID`, `lacks.S1F11`. */
  readonly learned: readonly string[];
  /** The profile as it is now, to be saved. */
  readonly profile: GemProfile;
}

/** The tool is not the one that the profile is of; what the profile says still holds. */
export interface GemProfileMismatch {
  /** The name of the event. */
  readonly type: "profile-mismatch";
  /** The tool that the profile is of. */
  readonly expected: Readonly<Partial<SecsIdentity>>;
  /** What the tool says that it is. */
  readonly identity: SecsIdentity;
}

/** What the listeners of GemHostHandler are called with, besides those of GemHandler; `type` is the name of the event. */
export type GemHostEvent<D> =
  | GemToolEvent<D>
  | GemLimitEvent<D>
  | GemEventLost<D>
  | GemProfileEvent
  | GemProfileMismatch
  | GemSpoolEvent
  | GemSetupEvent;
