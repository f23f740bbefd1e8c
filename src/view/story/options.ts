/** What is known of a tool: its names. A plain object, so that it fits into a page as JSON. */
export interface StoryModel {
  /** MDLN and SOFTREV, as in `ETCH-3 1.2.0`. */
  readonly name?: string | undefined;
  /** Variables by VID, as text. */
  readonly variables: Readonly<
    Record<string, { readonly name: string; readonly units?: string | undefined }>
  >;
  /** Names of events by CEID, as text. */
  readonly events: Readonly<Record<string, string>>;
  /** Names of alarms by ALID, as text. */
  readonly alarms: Readonly<Record<string, string>>;
}

/** The timers of E37 that the two sides have, in ms. */
export interface StoryTimers {
  /** Reply timeout. @default {45000} */
  readonly t3?: number | undefined;
  /** Control transaction timeout. @default {5000} */
  readonly t6?: number | undefined;
  /** Not selected timeout. @default {10000} */
  readonly t7?: number | undefined;
  /** Timeout between the bytes of a frame. @default {5000} */
  readonly t8?: number | undefined;
}

/** Options of a story. */
export interface StoryOptions {
  readonly timers?: StoryTimers | undefined;
  readonly model?: StoryModel | undefined;
}

/** What a page is told beside the log: the JSON in `<script id="options">`. */
export interface ViewOptions extends StoryOptions {
  /** Its headline: the names of the files, or what is followed. */
  readonly title: string;
  /** The version of hsms that made it. */
  readonly version: string;
  /** Index of the entry at which it opens. */
  readonly openAt?: number | undefined;
  /** Encoding of the texts in A and J items, as in `gb18030`. */
  readonly encoding?: string | undefined;
  /** Where the log is followed, as in `/log`; undefined: it is in the page. */
  readonly live?: string | undefined;
}
