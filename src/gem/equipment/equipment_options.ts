import type { ProcessProgramOptions } from "../programs/program_options.ts";
import type { ProcessProgramStore } from "../programs/program_store.ts";
import type { GemStore } from "../store/store.ts";
import type { ModelEvent } from "../definition/model.ts";
import type { ToolClockOptions } from "../time/tool_clock.ts";
import type { ToolAlarm } from "./tool_alarm.ts";

/** Values of data variables, by their names. */
export type DataValues = Readonly<Record<string, unknown>>;

/** A host of a running tool, as the tool sees it. */
export interface ToolHost {
  /** Its name. */
  readonly name: string;
  /** Whether communication with it is switched on. */
  readonly isEnabled: boolean;
  /** Whether the host controls the tool: REMOTE. */
  readonly isRemote: boolean;
  /** A collection event has happened. */
  triggered(event: ModelEvent, values: DataValues | undefined): void;
  /** An alarm was set or cleared; its event follows. */
  alarmChanged(alarm: ToolAlarm): void;
  /** Constants have new values. */
  constantsChanged(): void;
  /** The operator has sent text. */
  postText(text: string, terminal: number): void;
}

/** What the listeners of a running tool are called with; `type` is the name of the event. */
export type EquipmentEvent =
  | {
    /**
     * Something could not be stored: it does not survive power off. The tool goes on, and writes it again as soon as a later
     * write succeeds.
     */
    readonly type: "store-failed";
    /** What is at risk: `tool`, its constants; `host/NAME`, what that host has set up, and its spool. */
    readonly what: string;
    /** Why: mostly a GemStoreError. */
    readonly error: Error;
  }
  | {
    /** The processing state has changed; its events were triggered before. */
    readonly type: "process-state";
    /** The new one. */
    readonly state: string;
    /** The one before. */
    readonly previous: string;
  }
  | {
    /** Code of the tool failed: the handler of a command, a check, a hook. */
    readonly type: "error";
    /** What was thrown. */
    readonly error: unknown;
  };

/** Shows text of a host on a terminal; nothing or 0 says that it will be shown, another number is ACKC10. */
export type TerminalHandler = (
  lines: readonly string[],
  from: { readonly host: string; readonly terminal: number | "all" },
) => number | void | Promise<number | void>;

/** Options of a running tool. */
export interface EquipmentOptions {
  /**
   * Where is kept what survives power off: constants, and for each host its reports, links, enables, limits, what it spools,
   * its spool, and the position of the LOCAL/REMOTE switch. Hosts are answered once a change is durable.
   *
   * @default {nothing survives}
   */
  readonly store?: GemStore | undefined;
  /** Where process programs are kept. @default {in memory} */
  readonly programs?: ProcessProgramStore | undefined;
  /** How hosts may use process programs; the kinds are those of the model. */
  readonly programOptions?: Omit<ProcessProgramOptions, "kinds"> | undefined;
  /** The time of the tool. */
  readonly time?: ToolClockOptions | undefined;
}
