// What a recording tells, as data: no DOM, no runtime. `hsms view` writes the log, the page reads it.

/** One of the two sides of a link: 0 is drawn on the left, 1 on the right. */
export type Side = 0 | 1;

/** What an entry of a log is. */
export type EntryKind = "frame" | "bytes" | "opened" | "closed";

/** One thing that was seen, in the order of time. */
export interface Entry {
  readonly kind: EntryKind;
  /** When, in ms since 1970, with fractions; entries without a time have that of the entry before them. */
  readonly at: number;
  /** Index of the link in {@linkcode Story.links}. */
  readonly link: number;
  /** Number of the TCP connection in the log, from 1. */
  readonly connection: number;
  /** Who sent it, opened it or closed it; of a connection that was just gone: undefined. */
  readonly from: Side | undefined;
  /** A frame with its length field, bytes that are no frame, or nothing. */
  readonly bytes: Uint8Array;
  /** Why bytes are no frame, or why a connection was closed, if it is known: a sentence without a full stop. */
  readonly why?: string | undefined;
  /** Of bytes that are not a frame: when the last of them came, if that was before `at`. */
  readonly since?: number | undefined;
}

/**
 * A list whose rows are made when they are read, as there may be a million of them: no row is kept, and two reads give two
 * objects. Read the rows that are drawn, not all of them.
 */
export interface Rows<Row> extends Iterable<Row> {
  readonly length: number;
  /** The row; made anew for each call. */
  at(index: number): Row;
  /** The rows for which the test is true, made at once. */
  filter(test: (row: Row) => boolean): Row[];
}

/** Two sides that talked to each other, over one TCP connection after the other. */
export interface StoryLink {
  /** The names of the sides: addresses, and what a model or the messages say of them. */
  readonly sides: readonly [StorySide, StorySide];
  /** The states over time, in ribbons of one state after the other. */
  readonly ribbons: readonly Ribbon[];
  readonly summary: LinkSummary;
}

/** One side of a link. */
export interface StorySide {
  /** As in `10.0.0.7:5000`, without the port where it differs from connection to connection. */
  readonly address: string;
  /** Who connects is active; undefined: not seen. */
  readonly mode: "active" | "passive" | undefined;
  /** What the messages say it is. */
  readonly role: "host" | "equipment" | undefined;
  /** MDLN and SOFTREV, as in `ETCH-3 1.2.0`. */
  readonly model?: string | undefined;
}

/** What a ribbon is about. */
export type RibbonKind = "link" | "communication" | "control" | "spool";

/** The states of one thing over time. */
export interface Ribbon {
  readonly kind: RibbonKind;
  readonly spans: readonly RibbonSpan[];
}

/** A state for a time. */
export interface RibbonSpan {
  /** In the words of the standard: `NOT CONNECTED`, `NOT SELECTED`, `SELECTED`, `ON-LINE/REMOTE`. */
  readonly state: string;
  readonly from: number;
  /** When it ended; undefined: it lasts. */
  readonly to: number | undefined;
  /** The tone in which it is drawn. */
  readonly tone: "good" | "waiting" | "bad" | "off";
  /** What was seen that says so. */
  readonly because: string;
}

/** A timer of E37, or the conversation timeout. */
export type StoryTimer = "T3" | "T6" | "T7" | "T8";

/** Something that was open for a time: a request, or the wait of a timer. */
export interface Bar {
  readonly link: number;
  /** The entry with which it begins. */
  readonly entry: number;
  /** The entry that ends it; undefined: nothing did. */
  readonly ending: number | undefined;
  readonly from: number;
  /** When it ended; undefined: it is open at the end of the log. */
  readonly to: number | undefined;
  /** Who waits. */
  readonly side: Side;
  /** As in `S2F41`, `Select.req`. */
  readonly label: string;
  /** Which timer it runs into; set when it ran out, or when nothing but the timer can have ended the wait. */
  readonly timer?: StoryTimer | undefined;
}

/** The kind of a fault: a stable name for filters and tests. */
export type FaultKind =
  | "no-reply"
  | "late-reply"
  | "select-unanswered"
  | "linktest-unanswered"
  | "deselect-unanswered"
  | "select-refused"
  | "never-selected"
  | "frame-cut"
  | "rejected"
  | "stream-9"
  | "aborted"
  | "refused-by-code"
  | "not-a-frame"
  | "malformed"
  | "system-bytes-twice"
  | "unasked-reply"
  | "data-not-selected"
  | "closed-without-separate"
  | "separated"
  | "reconnects";

/** Something that went wrong, where it happened. */
export interface Fault {
  readonly kind: FaultKind;
  /** How bad: `bad` ends or blocks something, `note` is worth a look. */
  readonly severity: "bad" | "note";
  readonly link: number;
  /** The entry at which it is marked. */
  readonly entry: number;
  /** A few words: `No reply to S2F41 within T3`. */
  readonly title: string;
  /** What it means and what to check, for the person at the tool; one or two sentences. */
  readonly meaning: string;
}

/** An event or an alarm of GEM, with the names that a model knows. */
export interface GemMoment {
  readonly link: number;
  readonly entry: number;
  readonly kind: "event" | "alarm-set" | "alarm-cleared" | "trace";
  /** The name in the model, or the id. */
  readonly name: string;
  readonly values: readonly GemValue[];
}

/** A value of a variable that came with a message. */
export interface GemValue {
  /** The name in the model, or what is known of its place: `report 1, value 2`. */
  readonly name: string;
  readonly text: string;
  /** A number, if it is one: it can be plotted. */
  readonly number?: number | undefined;
  readonly units?: string | undefined;
}

/** The numbers that a variable had over time, in the order of time. */
export interface Series {
  readonly name: string;
  readonly units: string | undefined;
  /** The entries that had a value: an S1F4, S6F11 or S6F1. */
  readonly entries: Uint32Array;
  /** Their times, in ms since 1970. */
  readonly times: Float64Array;
  readonly values: Float64Array;
}

/** What there was of a link, in figures. */
export interface LinkSummary {
  readonly frames: number;
  readonly bytes: number;
  readonly connections: number;
  /** Share of the time in which the link was selected, 0 to 1. */
  readonly selectedShare: number;
  /** By name, most frequent first. */
  readonly messages: readonly MessageSummary[];
}

/** One message of a link. */
export interface MessageSummary {
  /** As in `S6F11` or `Linktest.req`. */
  readonly name: string;
  readonly count: readonly [fromLeft: number, fromRight: number];
  readonly bytes: number;
  /** Reply times in ms: of the half, of 95 of 100, the longest; undefined: it asks for no reply, or none came. */
  readonly replyMs?: { readonly p50: number; readonly p95: number; readonly max: number } | undefined;
  readonly unanswered: number;
}

/**
 * What a log tells. It grows with `append`; what was read of it before is read anew then.
 *
 * Made at once, for each entry in constant time: the columns of the entries, partners, bars, faults, ribbons. Made when they
 * are read: entries, rows, moments (which decode a body), `summary` of a link (once, in the time of its frames), and `series`
 * (once, in the time of the bodies that carry values).
 */
export interface Story {
  /** Number of entries. */
  readonly length: number;
  /** The entry; made anew for each call, its bytes are a view of the log. */
  entry(index: number): Entry;
  /** Its time, in ms since 1970; never less than that of the entry before it. */
  at(index: number): number;
  /** Index of its link. */
  linkOf(index: number): number;
  /** Number of its TCP connection. */
  connectionOf(index: number): number;
  kindOf(index: number): EntryKind;
  fromOf(index: number): Side | undefined;
  /** Number of its bytes, with the length field. */
  sizeOf(index: number): number;
  /** Its name: `S1F13`, `Select.req`, `not a frame`, `TCP opened`. */
  nameOf(index: number): string;
  /** Whether the message asks for a reply: W, or a control request. */
  asksOf(index: number): boolean;
  /** The reply to it, or the request that it answers; undefined: none. */
  partnerOf(index: number): number | undefined;
  /** The faults that are marked at it. */
  faultsAt(index: number): readonly Fault[];
  /** The event, alarm or trace that it is; decodes its body. */
  momentAt(index: number): GemMoment | undefined;
  /** The same without its values, which costs little: its name alone. */
  momentNameAt(index: number): string | undefined;
  readonly links: readonly StoryLink[];
  /** Requests and waits, in the order of their begin. */
  readonly bars: Rows<Bar>;
  /** Indices in `bars` of those that are open at any of these entries, first to last; in time of a few hundred steps and the result. */
  barsIn(first: number, last: number): number[];
  /** In the order of their entries; of each kind the first 5000. */
  readonly faults: readonly Fault[];
  /** Number of faults that are not in `faults`, as there are too many. */
  readonly faultsLeftOut: number;
  /** Moments in the order of their entries. */
  readonly moments: Rows<GemMoment>;
  /** The numbers that came with the messages of a link, by their variables; most values first. Decodes all bodies with values once. */
  series(link: number): readonly Series[];
  /** Whether the log ends inside a record: the program that wrote it was ended. */
  readonly isCut: boolean;
}
