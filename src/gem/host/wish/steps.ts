import type { SecsId } from "../../../secs/mod.ts";
import type { GemLack } from "../lack.ts";

/** A part of a tool. */
export interface GemNamed {
  /** Its id. */
  readonly id: SecsId;
  /** Its name; undefined if it is not in the model. */
  readonly name: string | undefined;
}

/** What a step is about. */
export type GemSetupAction =
  | {
    readonly what:
      | "go-online"
      | "keep-former"
      | "set-clock"
      | "delete-all-reports"
      | "disable-all-events"
      | "enable-all-alarms"
      | "disable-all-alarms"
      | "request-spool"
      | "purge-spool";
  }
  | { readonly what: "unlink" | "enable" | "disable"; readonly event: GemNamed }
  | { readonly what: "link"; readonly event: GemNamed; readonly reports: readonly SecsId[] }
  | { readonly what: "delete-report"; readonly report: SecsId }
  | {
    readonly what: "define-report";
    readonly report: SecsId;
    readonly variables: readonly GemNamed[];
    /** The events that are to have it. */
    readonly events: readonly GemNamed[];
  }
  | { readonly what: "enable-alarm" | "disable-alarm"; readonly alarm: GemNamed };

/** Something that is done at a tool. Steps of one kind go out together, up to `maxPerMessage` in one message. */
export type GemSetupStep = GemSetupAction & {
  /** The message that does it: S2F33. */
  readonly message: string;
  /** The step in plain words. */
  readonly sentence: string;
};

/** A question that was put to the tool to know what it has. */
export interface GemSetupLook {
  /** The message: S2F51. */
  readonly message: string;
  /** How the tool lacks it; undefined: it has answered. */
  readonly lack: GemLack | undefined;
  /** What it said, in plain words. */
  readonly sentence: string;
}

/** What would be done. */
export interface GemSetupPlan {
  /** What was read, in its order. */
  readonly looks: readonly GemSetupLook[];
  /** What is wished and there already. */
  readonly there: readonly GemSetupStep[];
  /** What would be done, in its order. */
  readonly steps: readonly GemSetupStep[];
}

/** A step that has failed. */
export interface GemFailedStep {
  /** The step. */
  readonly step: GemSetupStep;
  /** Why: what a request rejects with, or a GemIgnoredError. */
  readonly error: Error;
}

/** What has become of a wish in one run. */
export interface GemSetupOutcome {
  /** Whether everything that is wished is there: nothing has failed, and nothing is left. */
  readonly isComplete: boolean;
  /** What was read, in its order. */
  readonly looks: readonly GemSetupLook[];
  /** What was there already. */
  readonly there: readonly GemSetupStep[];
  /** What was done, in its order. */
  readonly done: readonly GemSetupStep[];
  /** What has failed; it is tried again after the next COMMUNICATING. */
  readonly failed: readonly GemFailedStep[];
  /** What was not tried, as it needs something that has failed; it is tried again as well. */
  readonly left: readonly GemSetupStep[];
}

/** A wish was looked after: at its begin, and after each COMMUNICATING. */
export interface GemSetupEvent {
  /** The name of the event. */
  readonly type: "set-up";
  /** What has become of it. */
  readonly outcome: GemSetupOutcome;
}
