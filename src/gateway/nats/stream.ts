import type { MessageKind } from "../message.ts";
import type { NatsClients, NatsConnection, StreamConfig } from "./client.ts";

/** The stream that keeps the messages of a site. */
export interface StreamOptions {
  /** The first part of all subjects. */
  readonly site: string;
  /** `SITE` if it is not said, with letters, digits, `-` and `_` alone. */
  readonly stream?: string;
  /** For how long JetStream knows an id again, in ms; two hours if it is not said. */
  readonly duplicates?: number;
  /** On how many servers of the cluster; 1 if it is not said. */
  readonly replicas?: number;
  /** For how long messages are kept, in ms; for ever if it is not said. */
  readonly keep?: number;
}

/** All kinds; commands are no messages: a stream that took them would answer them. */
const KINDS: Readonly<Record<MessageKind, true>> = {
  event: true,
  alarm: true,
  trace: true,
  limit: true,
  terminal: true,
  state: true,
  "process-program": true,
  message: true,
};

const TWO_HOURS = 2 * 60 * 60 * 1000;
const NS = 1_000_000;

/** The subjects of a site's messages. */
export function subjectsOf(site: string): string[] {
  return Object.keys(KINDS).map((kind) => `${site}.*.*.${kind}.>`);
}

/** The name of the stream. */
export function streamOf({ site, stream }: StreamOptions): string {
  return stream ?? site.replace(/[^\w-]/g, "_");
}

/**
 * Makes the stream if it is not there. One that is there is left as it is, and refused if it cannot keep what is promised: it
 * must be on disk, have all subjects and no commands, and know ids for long enough.
 */
export async function ensureStream(
  clients: NatsClients,
  connection: NatsConnection,
  options: StreamOptions,
): Promise<void> {
  const { streams } = await clients.jetstreamManager(connection);
  const wanted: StreamConfig = {
    name: streamOf(options),
    subjects: subjectsOf(options.site),
    storage: "file",
    duplicate_window: Math.min(options.duplicates ?? TWO_HOURS, options.keep ?? Infinity) * NS,
    num_replicas: options.replicas ?? 1,
    ...(options.keep === undefined ? {} : { max_age: options.keep * NS }),
  };
  const found = await streams.info(wanted.name).catch((error) => {
    if ((error as { readonly code?: number }).code === STREAM_NOT_FOUND) return undefined;
    throw error;
  });
  if (found === undefined) {
    await streams.add(wanted);
    return;
  }
  const wrong = problemOf(found.config, wanted, options.site);
  if (wrong !== undefined) throw new Error(`the stream ${wanted.name} ${wrong}`);
}

/** What JetStream calls a stream that is not there. */
const STREAM_NOT_FOUND = 10059;

function problemOf(found: StreamConfig, wanted: StreamConfig, site: string): string | undefined {
  if (found.storage !== "file") {
    return "is in memory: its messages do not survive the server; make it with file storage";
  }
  const missing = wanted.subjects.find((subject) =>
    !found.subjects.some((pattern) => covers(pattern, subject))
  );
  if (missing !== undefined) return `has no subject ${missing}; add it`;
  const command = `${site}.*.*.command.>`;
  const taken = found.subjects.find((pattern) => covers(pattern, command));
  if (taken !== undefined) {
    return `has the subject ${taken}, which takes commands too, so that JetStream would answer them; name the kinds`;
  }
  if (found.duplicate_window < wanted.duplicate_window) {
    return `knows ids for ${found.duplicate_window / NS} ms, and ${
      wanted.duplicate_window / NS
    } ms are asked for; ` +
      "set its duplicate window";
  }
  return undefined;
}

/** Whether each subject of one pattern is one of the other. */
function covers(pattern: string, subject: string): boolean {
  const of = pattern.split(".");
  const parts = subject.split(".");
  for (const [at, part] of of.entries()) {
    if (part === ">") return parts.length > at;
    if (parts[at] === undefined || parts[at] === ">" || (part !== "*" && part !== parts[at])) return false;
  }
  return of.length === parts.length;
}
