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
  FabNdjson,
  FabRef,
  FabSinks,
  FabTimers,
  FabTool,
  FabWish,
} from "./fab_file.ts";

/** What a part of a subject looks like: brokers give other characters a meaning. */
export const PART = {
  pattern: /^[A-Za-z0-9_-]{1,40}$/,
  what: "1 to 40 letters, digits, _ and -, as it is a part of a subject",
};

const GIBIBYTE = 1024 ** 3;
const BOOLEAN: ShapeOf<boolean> = { type: "boolean" };
const REF = either<FabRef>("a name or an id", text(1, 80), whole(0));

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
});

const NDJSON = record<FabNdjson>({
  folder: needed(PATH, "The folder of the files"),
  rotateAbove: optional(
    whole(1024, GIBIBYTE),
    "A new file begins when one has more bytes; without it 64 MiB",
  ),
  keep: optional(whole(0, 1_000_000), "The number of files that are kept; without it, or with 0, all"),
});

/** The shape of a fab file. */
export const FAB: ShapeOf<FabFile> = record<FabFile>({
  $schema: optional(text(0, 1_000), "Where this schema is"),
  site: needed(text(1, 40), "The first part of each subject"),
  area: optional(text(1, 40), "The second part, for tools that name no area; without it all"),
  tools: needed(map(TOOL, PART), "The tools, by their names: the third part of each subject"),
  state: optional(PATH, "The folder in which the gateway keeps what must survive; without it gateway"),
  sinks: optional(
    record<FabSinks>({ ndjson: optional(NDJSON, "Files of lines, each a message") }),
    "Where the messages go; without it ndjson in the folder messages",
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
