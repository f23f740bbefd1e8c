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
  /** HSMS over TLS, with this tool. Without it the link is plain. */
  readonly tls?: FabToolTls;
  /**
   * What tells two messages of the tool apart. `counter`: each is another one, but for one that repeats another that had no answer
   * when the link was lost. `bytes`: two with the same bytes are one, as the tool never sends the same bytes for two events. `new`: each
   * is another one, as the tool sends many events with the same bytes.
   *
   * @default {"counter"}
   */
  readonly ids?: "counter" | "bytes" | "new";
}

/** Paths of PEM files. */
export interface FabTls {
  /** Authorities to trust. @default {those of the runtime} */
  readonly caFile?: string;
  /** The certificate of this side. */
  readonly certFile?: string;
  /** Its private key. */
  readonly keyFile?: string;
}

/** TLS to a tool. */
export interface FabToolTls extends FabTls {
  /** The name in the certificate of the tool. @default {its address} */
  readonly serverName?: string;
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
  /**
   * The streams whose messages the tool keeps while nobody takes them (S2F43), such as 5, 6 and 10: sent after each COMMUNICATING. A
   * tool without a spool, or whose setting is another one, loses what happens while it has no host.
   *
   * @default {the setting of the tool stays}
   */
  readonly spooled?: readonly number[];
  /** Traces that are started after each set-up (S2F23), by their TRID. */
  readonly traces?: Readonly<Record<string, FabTrace>>;
  /** What becomes of what is not wished. */
  readonly others?: "keep" | "clear";
}

/** A trace. */
export interface FabTrace {
  /** What is sampled. */
  readonly variables: readonly FabRef[];
  /** The time between two samples, in ms: a multiple of 10. */
  readonly period: number;
  /** Number of samples in all (TOTSMP). */
  readonly samples: number;
}

/** Where messages go: one of them. */
export interface FabSinks {
  /** Files of lines, each a message. */
  readonly ndjson?: FabNdjson;
  /** NATS JetStream, for one gateway or several. */
  readonly nats?: FabNats;
  /** A broker of MQTT 5. */
  readonly mqtt?: FabMqtt;
}

/** NATS JetStream: the messages in a stream, the leases in a bucket of its key-value store, commands by request and reply. */
export interface FabNats {
  /** `nats://HOST:PORT` or `tls://HOST:PORT`; several are one cluster. */
  readonly servers: readonly string[];
  /** Who the gateway is. Without it nobody in particular. */
  readonly credentials?: FabNatsCredentials;
  /** TLS. */
  readonly tls?: FabTls;
  /** The name of the stream, made if it is not there. @default {the site} */
  readonly stream?: string;
  /** On how many servers of a cluster the stream and the leases are. @default {1} */
  readonly replicas?: number;
  /** For how long JetStream knows an id again, in ms. @default {7_200_000} (two hours) */
  readonly duplicates?: number;
  /** For how long messages are kept, in ms. @default {for ever} */
  readonly keep?: number;
  /**
   * How long a gateway may be silent before others take its tools, in ms; 0: there is no other one, and no lease.
   *
   * @default {10_000}
   */
  readonly lease?: number;
}

/** Who a gateway is to NATS: one of `creds`, `nkey`, `tokenFile`, or `user` with `passwordFile`. */
export interface FabNatsCredentials {
  /** A file of credentials, as nsc makes it. */
  readonly creds?: string;
  /** A file with the seed of an nkey. */
  readonly nkey?: string;
  /** A file with a token. */
  readonly tokenFile?: string;
  /** A user. */
  readonly user?: string;
  /** A file with the password of the user. */
  readonly passwordFile?: string;
}

/** A broker of MQTT 5; topics are `SITE/AREA/TOOL/KIND/NAME`. */
export interface FabMqtt {
  /** `mqtt://HOST:PORT` or `mqtts://HOST:PORT`. */
  readonly server: string;
  /** Who the gateway is. */
  readonly credentials?: FabMqttCredentials;
  /** TLS. */
  readonly tls?: FabTls;
}

/** Who a gateway is to a broker of MQTT. */
export interface FabMqttCredentials {
  /** The user. */
  readonly user: string;
  /** A file with the password. */
  readonly passwordFile: string;
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
