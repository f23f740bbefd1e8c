import type { HsmsRequestOptions } from "../../../core/mod.ts";
import type { AlarmName } from "../../definition/names.ts";
import type { GemSubscription } from "../host_options.ts";
import type { GemRef, HostEventName, VariableRef } from "../refs.ts";
import type { GemSetupOutcome } from "./steps.ts";

/** The events that are wished: by their names the variables of each; or a list, for ids and for several reports of an event. */
export type GemWishedEvents<D> =
  | { readonly [N in HostEventName<D>]?: readonly VariableRef<D>[] }
  | readonly GemSubscription<D>[];

/** How a tool is to be set up. What is left out is left as it is. */
export interface GemWish<D> {
  /** Asks a tool that is off-line to go on-line (S1F17). @default {true} */
  readonly online?: boolean;
  /**
   * Sets the clock of the tool if it is more than `within` ms from that of the host, and reads it back; `true` is 2000 ms, as
   * a tool may write whole seconds only.
   */
  readonly clock?: boolean | { readonly within: number };
  /** The events, each with a report of its variables, linked and enabled. An event without variables comes without a report. */
  readonly events?: GemWishedEvents<D>;
  /** The alarms that are enabled. */
  readonly alarms?: "all" | readonly GemRef<AlarmName<D>>[];
  /** What is done at the end with what the tool has spooled (S6F23). @default {"leave"} */
  readonly spool?: "request" | "purge" | "leave";
  /**
   * What becomes at the begin of reports, links and enabled events that are not wished, and of alarms if `alarms` is a list: they
   * stay, or go. A tool that does not say what it has is cleared as a whole.
   *
   * @default {"keep"}
   */
  readonly others?: "keep" | "clear";
}

/** Options of `plan` of GemHostHandler. `timeout` is that of what changes something. */
export interface GemPlanOptions extends HsmsRequestOptions {
  /** How long a tool may take to say what it has, in ms; at most T3. What it has not answered is not asked again in a session. @default {5000} */
  readonly lookTimeout?: number;
}

/** Options of `want` of GemHostHandler. The signal ends the wish: it is not kept any more. */
export interface GemWantOptions extends GemPlanOptions {
  /**
   * Reads what the tool has before anything is changed, for `restore`. If it does not say so (S2F51 to S2F57, S5F7), nothing is
   * changed: that is a failed step. @default {false}
   */
  readonly restorable?: boolean;
}

/** A wish that is kept. */
export interface GemSetup {
  /** What has become of it in its last run. */
  readonly outcome: GemSetupOutcome;
  /** Keeps it no more; what is set up stays. */
  stop(): void;
  /**
   * Keeps it no more, and brings back the reports, links and enabled events that the tool had before, and its enabled alarms if
   * the wish was about alarms. It needs the option `restorable`. If the link is lost, the rest follows after the next
   * COMMUNICATING. Rejects with a TypeError if there is nothing to restore, and like `want`.
   */
  restore(): Promise<GemSetupOutcome>;
}
