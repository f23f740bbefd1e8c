import type { HsmsTimeouts, HsmsTraceEvent } from "../../core/mod.ts";
import { HsmsAbortError } from "../../core/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import {
  type GemDiscoverOptions,
  type GemDiscovery,
  GemHostHandler,
  type GemProfile,
} from "../../gem/mod.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { seconds } from "../probe/reasons.ts";
import { Opening } from "./opening.ts";
import { Talk } from "./talk.ts";

/** The longest time of a timer of the runtimes, in ms. */
const MAX_DELAY = 2 ** 31 - 1;

/** What is explored, and how. */
export interface ExploreOptions {
  readonly address: string;
  readonly port: number;
  /** The tool connects to us. */
  readonly isListening: boolean;
  readonly session: number;
  /** How long each answer may take, in ms. */
  readonly timeout: number;
  /** How long a session is waited for, in ms. */
  readonly wait: number;
  /** How long events and alarms are listened for, in ms. */
  readonly listen: number;
  /** How long it may take from COMMUNICATING on, in ms. */
  readonly lasts: number;
  /** What is changed for a moment is restored. */
  readonly write: boolean;
  readonly known: NonNullable<GemDiscoverOptions["known"]>;
  readonly answers: Readonly<Record<string, Item>>;
  readonly profile: GemProfile | undefined;
  readonly timeouts: HsmsTimeouts;
  readonly io: CommandIo;
  /** Shows what is done now. */
  readonly show: (text: string) => void;
  /** Says a line. */
  readonly announce: (text: string) => void;
}

/** What was found out, and what the tool said. */
export interface Exploration extends GemDiscovery {
  readonly talk: Talk;
}

/**
 * Finds out what a tool has.
 *
 * @throws {CommandError} When the tool is not reached, or is off-line; it says what to do.
 */
export async function explore(options: ExploreOptions): Promise<Exploration> {
  const { address, port, isListening, session, timeouts, profile, io } = options;
  const talk = new Talk();
  const opening = new Opening(options);
  const host = new GemHostHandler(isListening ? "*" : address, port, !isListening, session, "tool", {
    network: io.network,
    clock: io.clock,
    timeouts,
    time: { now: () => io.date().getTime() },
    ...(profile !== undefined && { profile }),
    trace: (event: HsmsTraceEvent) => {
      opening.see(event);
      if (event.type === "sent" || event.type === "received") talk.take(event.packet);
    },
  });
  try {
    await opening.through(host, io);
    const wasOffline = await goOnline(host, options);
    try {
      return { ...await discover(host, options), talk };
    } finally {
      if (wasOffline) await goOffline(host, options);
    }
  } finally {
    await host.disable();
  }
}

/** Whether the tool was off-line; it is on-line now. */
async function goOnline(
  host: GemHostHandler,
  { timeout, write, io, show }: ExploreOptions,
): Promise<boolean> {
  try {
    await host.areYouThere({ timeout, signal: io.signal });
    return false;
  } catch (error) {
    // Whatever else is wrong with S1F1, the other messages tell.
    if (!(error instanceof HsmsAbortError)) return false;
  }
  if (!write) {
    throw new CommandError(
      "The tool is off-line: it aborts S1F1. Switch it on-line at its panel, or use --write, which takes it on-line (S1F17) and back",
    );
  }
  show("Taking the tool on-line (S1F17)");
  try {
    await host.goOnline({ timeout });
    return true;
  } catch (error) {
    throw new CommandError(
      `The tool is off-line, and does not go on-line: ${sentenceOf(error)}. Its operator has to switch it`,
      1,
      { cause: error },
    );
  }
}

async function goOffline(host: GemHostHandler, { timeout, io, show }: ExploreOptions): Promise<void> {
  show("Taking the tool off-line again");
  try {
    await host.goOffline({ timeout });
  } catch (error) {
    io.stderr.write(`hsms: The tool could not be taken off-line again: ${sentenceOf(error)}\n`);
  }
}

async function discover(host: GemHostHandler, options: ExploreOptions): Promise<GemDiscovery> {
  const { io, timeout, listen, write, known, answers, show } = options;
  const lasts = Math.min(options.lasts + listen, MAX_DELAY);
  const overdue = new AbortController();
  const cancel = io.clock.schedule(() => overdue.abort(), lasts);
  try {
    const found = await host.discover({
      timeout,
      listen,
      write,
      known,
      answers,
      signal: AbortSignal.any([io.signal, overdue.signal]),
      onProgress: ({ message, asked }) => show(`${message}, ${asked} questions`),
    });
    if (found.stopped === undefined) return found;
    const why = io.signal.aborted
      ? "you ended it"
      : overdue.signal.aborted
      ? `it took longer than ${seconds(lasts)} (--for)`
      : found.stopped;
    return { ...found, stopped: why };
  } finally {
    cancel();
  }
}
