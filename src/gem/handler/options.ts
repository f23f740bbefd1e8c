import type { WaitOptions } from "../../core/mod.ts";
import type { SecsHandlerEvent, SecsHandlerOptions, SecsIdentity, SecsRole } from "../../secs/mod.ts";
import type { ControlState } from "../models/control.ts";

/** Options of GemHandler: those of SecsHandler, and those of E30's communications. */
export interface GemHandlerOptions<Role extends SecsRole = SecsRole> extends SecsHandlerOptions<Role> {
  /**
   * EstablishCommunicationsTimeout, in seconds: how long this side waits after an S1F13 that failed, before the next. With 0
   * it sends one for each session, and waits then for the peer's.
   *
   * @default {10}
   */
  establishTimeout?: number;
  /** Never sends S1F13, and waits for the peer's. @default {false} */
  passive?: boolean;
  /** MDLN of an equipment, at most 20 characters of ASCII; a host sends none. @default {""} */
  mdln?: string;
  /** SOFTREV of an equipment, at most 20 characters of ASCII; a host sends none. @default {""} */
  softrev?: string;
  /**
   * Answers the peer's S1F13 with a COMMACK: 0 accepts, 1 denies. `identity` is the peer's; undefined if it sent none, as
   * hosts do.
   *
   * @default {() => 0}
   */
  onEstablish?: (identity: SecsIdentity | undefined) => number | Promise<number>;
}

/** Options of {@linkcode GemHandler.waitForCommunicating}. */
export interface GemWaitOptions extends WaitOptions {
  /** Go on waiting after an attempt that failed, instead of rejecting with its error. @default {true} */
  keepTrying?: boolean;
}

/**
 * Who controls the equipment. A host has learned `offline` or `online` from the equipment's answers, or knows nothing yet
 * (`unknown`); an equipment knows which of E30's five states it is in.
 */
export type GemControlState = "unknown" | "offline" | "online" | ControlState;

/** What GemHandler tells besides the events of SecsHandler; `type` is the name of the event. */
export type GemEvent =
  | {
    /** Communications are established. */
    readonly type: "communicating";
    /** The peer's; undefined if it sent none. */
    readonly identity: SecsIdentity | undefined;
  }
  | {
    /** Communications have ended. */
    readonly type: "not-communicating";
    /** Why, as a sentence. */
    readonly why: string;
  }
  | {
    /** An attempt to establish communications has failed. */
    readonly type: "communication-failed";
    /** Why: a SecsAcknowledgeError (COMMACK), an HsmsTimeoutError (T3), an HsmsAbortError (S1F0), or another error of a request. */
    readonly error: Error;
    /** When this side tries again, in ms; undefined: it waits for the peer, or for a session. */
    readonly retryIn: number | undefined;
  }
  | {
    /** The control state has changed, or what a host knows of it. */
    readonly type: "control-state";
    /** The new one. */
    readonly state: GemControlState;
    /** What says so, as a sentence. */
    readonly why: string;
  };

/** What the listeners of GemHandler are called with. */
export type GemHandlerEvent = GemEvent | SecsHandlerEvent;
