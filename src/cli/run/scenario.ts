// What a file of scenarios says, as data.

/** A value of a file. */
export type Scalar = string | number | boolean;
/** The name of a part of a tool, or its id. */
export type Name = string | number;
/** A value, or several. */
export type Value = Scalar | readonly Scalar[];

/** What a value has to be: a value, one of several, or words such as `above 3`; `is` takes a text as it stands. */
export type Condition = Value | { readonly is: Value };
/** Conditions, by the names of the values. */
export type Conditions = Readonly<Record<string, Condition>>;

/** What each step may have. */
interface Common {
  /** Why it is there, for the reader of the report. */
  readonly about?: string;
}

/** The steps by their words. */
export interface Steps {
  readonly link: Common & { readonly link: "open" | "enable" | "close"; readonly within?: string };
  readonly line: Common & { readonly line: "cut" | "down" | "up" };
  readonly expect: Common & Awaited & {
    readonly expect: string;
    readonly save?: Readonly<Record<string, Name>>;
  };
  readonly never: Common & Awaited & { readonly never: string };
  readonly send: Common & { readonly send: string; readonly body?: string } & Answered;
  readonly command: Common & {
    readonly command: string;
    readonly parameters?: Readonly<Record<string, Scalar>>;
  } & Answered;
  readonly read: Common & {
    readonly read: Name | readonly Name[];
    readonly with?: Conditions;
    readonly save?: Readonly<Record<string, Name>>;
  };
  readonly constants: Common & { readonly constants: Readonly<Record<string, Value>> } & Answered;
  readonly want: Common & { readonly want: Wanted };
  readonly enable: Common & { readonly enable: Switched } & Answered;
  readonly disable: Common & { readonly disable: Switched } & Answered;
  readonly control: Common & { readonly control: "on-line" | "off-line" } & Answered;
  readonly download: Common & { readonly download: string; readonly text: string } & Answered;
  readonly upload: Common & {
    readonly upload: string;
    readonly with?: Conditions;
    readonly save?: Readonly<Record<string, Name>>;
  } & Answered;
  readonly delete: Common & { readonly delete: "all" | readonly Name[] } & Answered;
  readonly list: Common & {
    readonly list: Listed;
    readonly has?: readonly Name[];
    readonly lacks?: readonly Name[];
  };
  readonly spool: Common & { readonly spool: "read" | "purge" | "empty" } & Answered;
  readonly spooling: Common & { readonly spooling: readonly string[] } & Answered;
  readonly clock: Common & { readonly clock: string; readonly near?: string } & Answered;
  readonly terminal: Common & {
    readonly terminal: string | readonly string[];
    readonly to?: number | "all";
  } & Answered;
  readonly trace: Common & {
    readonly trace: number;
    readonly variables: readonly Name[];
    readonly every: string;
    readonly samples: number;
    readonly "per report"?: number;
  } & Answered;
  readonly "stop trace": Common & { readonly "stop trace": number } & Answered;
  readonly limits:
    & Common
    & { readonly limits: "none" | Readonly<Record<string, readonly Limit[]>> }
    & Answered;
  readonly let: Common & { readonly let: Readonly<Record<string, Value>> };
  readonly check: Common & { readonly check: Conditions };
  readonly set: Common & { readonly set: Readonly<Record<string, Value>> };
  readonly operator: Common & { readonly operator: string };
  readonly fault: Common & { readonly fault: string };
  readonly wait: Common & { readonly wait: string };
  readonly repeat: Common & {
    readonly repeat: number | string;
    readonly as?: string;
    readonly steps: readonly Step[];
  };
  readonly "for each": Common & {
    readonly "for each": string | readonly Scalar[];
    readonly as: string;
    readonly steps: readonly Step[];
  };
  readonly parallel: Common & { readonly parallel: Readonly<Record<string, readonly Step[]>> };
}

/** The word of a step. */
export type Word = keyof Steps;
/** A step. */
export type Step = Steps[Word];

/** What a message that comes is held to. */
export interface Awaited {
  readonly with?: Conditions;
  /** A pattern: SML, in which `<*>` is any item. */
  readonly body?: string;
}

/** What an answer has to be: a code, as in `HCACK 4`, a message, as in `S9F5`, or `no reply`. */
export interface Answered {
  readonly answer?: string;
}

/** What the tool is to send. */
export interface Wanted {
  readonly events?: Readonly<Record<string, readonly Name[]>>;
  readonly alarms?: "all" | readonly Name[];
  readonly others?: "keep" | "clear";
}

/** What of the tool is enabled, or disabled. */
export interface Switched {
  readonly events?: "all" | readonly Name[];
  readonly alarms?: "all" | readonly Name[];
}

/** What a tool can list. */
export type Listed =
  | "programs"
  | "alarms"
  | "enabled alarms"
  | "status variables"
  | "data variables"
  | "constants"
  | "events";

/** A limit of a variable. */
export interface Limit {
  readonly id: number;
  readonly upper?: Scalar;
  readonly lower?: Scalar;
}

/** A tool that is simulated: how it begins. */
export interface Simulated {
  readonly seed?: number;
  readonly control?: "offline" | "local" | "remote";
  readonly speed?: number;
  readonly spool?: number;
}

/** Timers of E37, as times. */
export interface Timers {
  readonly t3?: string;
  readonly t5?: string;
  readonly t6?: string;
  readonly t7?: string;
  readonly t8?: string;
}

/** One scenario. */
export interface Scenario {
  readonly about?: string;
  readonly simulated?: Simulated;
  readonly variables?: Readonly<Record<string, Value>>;
  readonly steps: readonly Step[];
}

/** A file of scenarios. */
export interface ScenarioFile {
  readonly name: string;
  readonly about?: string;
  /** Who we are. */
  readonly play?: "host" | "tool";
  /** The model of the tool. */
  readonly model?: string;
  /** `simulated`, `connect to HOST:PORT` or `listen on PORT`. */
  readonly peer?: string;
  readonly session?: number;
  readonly timers?: Timers;
  readonly simulated?: Simulated;
  readonly variables?: Readonly<Record<string, Value>>;
  /** Steps before those of each scenario. */
  readonly before?: readonly Step[];
  /** Steps after those of each scenario, also if one of them has failed. */
  readonly after?: readonly Step[];
  readonly scenarios: Readonly<Record<string, Scenario>>;
}
