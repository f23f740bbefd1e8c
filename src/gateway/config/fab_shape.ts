/** A fab file as JSON: its shape. A shape that is not that of its type does not compile. */

import {
  choice,
  either,
  list,
  map,
  needed,
  optional,
  record,
  type ShapeOf,
  text,
  whole,
} from "../../gem/definition/shape_of.ts";
import { PROFILE } from "../../gem/host/profile/profile_shape.ts";
import type {
  FabFile,
  FabHttp,
  FabJournal,
  FabMqtt,
  FabMqttCredentials,
  FabNats,
  FabNatsCredentials,
  FabNdjson,
  FabRef,
  FabSinks,
  FabTimers,
  FabTls,
  FabTool,
  FabToolTls,
  FabTrace,
  FabWish,
} from "./fab_file.ts";

/** What a part of a subject looks like: brokers give other characters a meaning. */
export const PART = {
  pattern: /^[A-Za-z0-9_-]{1,40}$/,
  what: "1 to 40 letters, digits, _ and -, as it is a part of a subject",
};

const GIBIBYTE = 1024 ** 3;
const WEEK = 7 * 24 * 60 * 60 * 1000;
const BOOLEAN: ShapeOf<boolean> = { type: "boolean" };
const REF = either<FabRef>("a name or an id", text(1, 80), whole(0));

const TRACE = record<FabTrace>({
  variables: needed(list(REF, 1), "What is sampled"),
  period: needed(whole(10), "The time between two samples, in ms: a multiple of 10"),
  samples: needed(whole(1), "Number of samples in all (TOTSMP)"),
});

const WISH = record<FabWish>({
  online: optional(BOOLEAN, "Asks a tool that is off-line to go on-line; without it true"),
  clock: optional(BOOLEAN, "Sets the clock of the tool if it is more than 2 s wrong"),
  events: optional(map(list(REF)), "The events, by name or CEID, and the variables of each"),
  alarms: optional(
    either<"all" | readonly FabRef[]>("all, or a list of names and ids", choice(["all"]), list(REF)),
    "The alarms that are enabled",
  ),
  spool: optional(
    choice<"request" | "purge" | "leave">(["request", "purge", "leave"]),
    "What is done with what the tool has spooled; without it request",
  ),
  spooled: optional(
    list(whole(1, 127)),
    "The streams that the tool keeps while nobody takes them (S2F43), as in [5, 6, 10]; without it its setting stays",
  ),
  traces: optional(map(TRACE), "Traces that are started after each set-up (S2F23), by their TRID"),
  others: optional(choice<"keep" | "clear">(["keep", "clear"]), "What becomes of what is not wished"),
});

/** The ranges of E37, as HsmsTimeouts has them. */
const REPLY = whole(1_000, 120_000);
const CONTROL = whole(1_000, 240_000);
const TIMERS = record<FabTimers>({
  t3: optional(REPLY, "Reply timeout, in ms"),
  t5: optional(CONTROL, "Time between two attempts to connect, in ms"),
  t6: optional(CONTROL, "Control timeout, in ms"),
  t7: optional(CONTROL, "NOT SELECTED timeout, in ms"),
  t8: optional(REPLY, "Intercharacter timeout, in ms"),
  linktest: optional(
    either<number>("0, or a whole number from 1000 to 86400000", whole(0, 0), whole(1_000, 86_400_000)),
    "Time between two linktests, in ms; 0: none",
  ),
});

const PATH = text(1, 1_000, "any characters");

const TLS_FILES = {
  caFile: optional(PATH, "Authorities to trust, a PEM file; without it those of the runtime"),
  certFile: optional(PATH, "The certificate of this side, a PEM file"),
  keyFile: optional(PATH, "Its private key, a PEM file"),
};
const TLS = record<FabTls>(TLS_FILES);

const TOOL = record<FabTool>({
  area: optional(text(1, 40), "The second part of its subjects; without it the area of the file"),
  address: optional(text(1, 255), "Where it is dialled; with listen, the address from which it may connect"),
  port: optional(whole(1, 65_535), "The port that is dialled"),
  listen: optional(whole(1, 65_535), "The port on which the gateway waits for it, in place of port"),
  session: optional(whole(0, 65_534), "Session (device) id; without it 0"),
  model: optional(PATH, "A model file, or the name of a model that comes with the command"),
  profile: optional(PROFILE, "How the tool differs from others"),
  want: optional(WISH, "How the tool is set up, after each COMMUNICATING"),
  sml: optional(BOOLEAN, "Whether each body has the message as SML too"),
  timers: optional(TIMERS, "Timers, in ms"),
  commands: optional(
    list(text(1, 80)),
    "What may be asked of it: kinds, or remote:NAME for one remote command; without it nothing",
  ),
  tls: optional(
    record<FabToolTls>({
      ...TLS_FILES,
      serverName: optional(text(1, 255), "The name in the certificate of the tool; without it its address"),
    }),
    "HSMS over TLS, with this tool; without it the link is plain",
  ),
  ids: optional(
    choice<"counter" | "bytes" | "new">(["counter", "bytes", "new"]),
    "Which messages have one id: counter, those that repeat one before; bytes, those with the same bytes; new, none",
  ),
});

const NDJSON = record<FabNdjson>({
  folder: needed(PATH, "The folder of the files"),
  rotateAbove: optional(
    whole(1024, GIBIBYTE),
    "A new file begins when one has more bytes; without it 64 MiB",
  ),
  keep: optional(whole(0, 1_000_000), "The number of files that are kept; without it, or with 0, all"),
});

const NATS = record<FabNats>({
  servers: needed(list(text(1, 255), 1), "nats://HOST:PORT or tls://HOST:PORT; several are one cluster"),
  credentials: optional(
    record<FabNatsCredentials>({
      creds: optional(PATH, "A file of credentials, as nsc makes it"),
      nkey: optional(PATH, "A file with the seed of an nkey"),
      tokenFile: optional(PATH, "A file with a token"),
      user: optional(text(1, 255), "A user"),
      passwordFile: optional(PATH, "A file with the password of the user"),
    }),
    "Who the gateway is: creds, nkey, tokenFile, or user and passwordFile",
  ),
  tls: optional(TLS, "TLS"),
  stream: optional(text(1, 255), "The name of the stream, made if it is not there; without it the site"),
  replicas: optional(
    whole(1, 5),
    "On how many servers of a cluster the stream and the leases are; without it 1",
  ),
  duplicates: optional(
    whole(1_000, WEEK),
    "For how long JetStream knows an id again, in ms; without it two hours",
  ),
  keep: optional(whole(60_000), "For how long messages are kept, in ms; without it for ever"),
  lease: optional(
    either<number>("0, or a whole number from 1000 to 600000", whole(0, 0), whole(1_000, 600_000)),
    "How long a gateway may be silent before others take its tools, in ms; 0: no lease; without it 10 s",
  ),
});

const MQTT = record<FabMqtt>({
  server: needed(text(1, 255), "mqtt://HOST:PORT or mqtts://HOST:PORT"),
  credentials: optional(
    record<FabMqttCredentials>({
      user: needed(text(1, 255), "The user"),
      passwordFile: needed(PATH, "A file with the password"),
    }),
    "Who the gateway is",
  ),
  tls: optional(TLS, "TLS"),
});

/** The shape of a fab file. */
export const FAB: ShapeOf<FabFile> = record<FabFile>({
  $schema: optional(text(0, 1_000), "Where this schema is"),
  site: needed(text(1, 40), "The first part of each subject"),
  area: optional(text(1, 40), "The second part, for tools that name no area; without it all"),
  tools: needed(map(TOOL, PART), "The tools, by their names: the third part of each subject"),
  state: optional(PATH, "The folder in which the gateway keeps what must survive; without it gateway"),
  sinks: optional(
    record<FabSinks>({
      ndjson: optional(NDJSON, "Files of lines, each a message"),
      nats: optional(NATS, "NATS JetStream, for one gateway or several"),
      mqtt: optional(MQTT, "A broker of MQTT 5"),
    }),
    "Where the messages go, one of them; without it ndjson in the folder messages",
  ),
  journal: optional(
    record<FabJournal>({
      maxBytes: optional(
        whole(4096, 256 * 1024 ** 2),
        "The most that it keeps, in bytes and in memory too; without it 64 MiB",
      ),
    }),
    "What takes over while the sink is away",
  ),
  http: optional(
    record<FabHttp>({
      port: needed(whole(0, 65_535), "The port; 0: any free one"),
      address: optional(choice<"127.0.0.1" | "::1">(["127.0.0.1", "::1"]), "An address of this machine"),
    }),
    "Pages for people and monitors, on loopback; without it there are none",
  ),
});
