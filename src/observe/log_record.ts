import { formatEndpoint, type HsmsHeader, type HsmsPacket } from "../core/mod.ts";
import type { SecsMessage } from "../secs/mod.ts";
import type { ObservedEvent } from "./observe.ts";

/** An event as a logger takes it: `logger[level](fields, message)`, or the other way round. */
export interface LogRecord {
  /** How much it matters: the names of pino's levels, which are methods of LogTape's loggers too. */
  readonly level: "debug" | "info" | "warn" | "error";
  /** What happened, as a sentence or a few words. */
  readonly message: string;
  /** The rest: strings and numbers only, and no body of a message. */
  readonly fields: Readonly<Record<string, string | number>>;
}

/** Events of which the peer, or the network, is to blame. */
const WARNINGS: ReadonlySet<string> = new Set([
  "failed",
  "refused",
  "late-reply",
  "unanswered",
  "reply-lost",
  "timer",
  "unhandled",
  "fault",
  "conversation-timeout",
  "communication-failed",
]);

/** Events of each message. */
const FREQUENT: ReadonlySet<string> = new Set(["sent", "received", "primary", "tolerated"]);

/**
 * An event for a log of fields. Frames and primaries are `debug`, what the peer or the network did wrong is `warn`, what code
 * of this side threw is `error`, the rest `info`.
 *
 * The body of a message is not in it: recipes and lots stay where they are. `formatSecsTrace` prints bodies.
 *
 * @example
 * ```ts
 * import { connect, listen } from "@secs/hsms";
 * import { type LogRecord, logRecord, observe } from "@secs/hsms/observe";
 * import { assertEquals } from "@std/assert";
 *
 * const tool = await listen({ port: 0, bindAddress: "127.0.0.1", name: "host" });
 * const seen: LogRecord[] = [];
 * observe(tool, (event) => seen.push(logRecord(event)));
 * const { port } = tool.connection.listeningEndpoint!;
 * const host = await connect({ address: "127.0.0.1", port });
 * const selected = seen.find(({ message }) => message === "selected")!;
 * assertEquals([selected.level, selected.fields.peer, selected.fields.session], ["info", "host", 65535]);
 *
 * await host.disable();
 * await tool.disable();
 * ```
 */
export function logRecord(seen: ObservedEvent): LogRecord {
  const { handler, level, event } = seen;
  const error = "error" in event ? event.error : undefined;
  const { remoteEndpoint } = handler.connection;
  return {
    level: severityOf(event.type, error),
    message: error === undefined ? event.type : `${event.type}: ${said(error)}`,
    fields: {
      peer: handler.name,
      event: `${level}.${event.type}`,
      ...(remoteEndpoint && { remote: formatEndpoint(remoteEndpoint) }),
      ...fieldsOf(seen),
      ...(error instanceof Error && { error: error.name }),
      ...(hasCode(error) && { code: error.code }),
    },
  };
}

function severityOf(type: ObservedEvent["event"]["type"], error: unknown): LogRecord["level"] {
  if (type === "thrown" || type === "error") return "error";
  if (type === "closed") return error === undefined || isSeparation(error) ? "info" : "warn";
  if (WARNINGS.has(type)) return "warn";
  return FREQUENT.has(type) ? "debug" : "info";
}

/** The peer has ended the session as E37 has it. */
function isSeparation(error: unknown): boolean {
  return hasCode(error) && error.code === "separated-by-peer";
}

/** What an event has besides its error. */
function fieldsOf({ event }: ObservedEvent): Record<string, string | number> {
  switch (event.type) {
    case "listening":
      return { local: formatEndpoint(event.local) };
    case "connecting":
    case "connected":
    case "closed":
      return { remote: formatEndpoint(event.remote) };
    case "refused":
      return { remote: formatEndpoint(event.remote), why: event.why, reason: event.reason };
    case "failed":
      return { retryIn: event.retryIn };
    case "communication-failed":
      return event.retryIn === undefined ? {} : { retryIn: event.retryIn };
    case "sent":
    case "received":
    case "primary":
    case "reply-lost":
      return frameOf(event.packet);
    case "late-reply":
      return { ...frameOf(event.packet), why: event.why };
    case "unanswered":
      return headerOf(event.request);
    case "selected":
      return { session: event.sessionId };
    case "deselected":
      return { session: event.sessionId, to: event.to };
    case "timer":
      return { timer: event.timer, after: event.after };
    case "conversation-timeout":
      return { message: `S${event.stream}F${event.function}`, after: event.timeout };
    case "control-state":
      return { state: event.state, why: event.why };
    case "not-communicating":
      return { why: event.why };
    case "communicating":
      return event.identity === undefined
        ? {}
        : { mdln: event.identity.MDLN, softrev: event.identity.SOFTREV };
    default:
      return "message" in event ? messageOf(event.message) : {};
  }
}

function frameOf({ header, length }: HsmsPacket): Record<string, string | number> {
  return { ...headerOf(header), bytes: length };
}

function messageOf({ header }: SecsMessage): Record<string, string | number> {
  return headerOf(header);
}

function headerOf({ name, sessionId, system }: HsmsHeader): Record<string, string | number> {
  return { message: name, session: sessionId, system };
}

function said(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function hasCode(error: unknown): error is { readonly code: string } {
  return typeof (error as { readonly code?: unknown } | null | undefined)?.code === "string";
}
