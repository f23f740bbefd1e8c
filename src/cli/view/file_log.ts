import { type Endpoint, formatEndpoint } from "../../core/mod.ts";
import { type LogEndpoint, LogWriter } from "../../view/log/mod.ts";
import type { Captured } from "../capture/connections.ts";
import { readAll, readAllAt } from "../capture/read.ts";
import { CommandError } from "../errors.ts";
import { ConnectionsOfFile } from "./file_connections.ts";
import { LogTimes } from "./log_time.ts";

/** Bytes of a chunk of the log. */
const CHUNK = 256 * 1024;

/** The next of a file, and when it was. */
interface Next {
  readonly captured: Captured;
  readonly at: number;
}

/** What is known of a file before its log is written. */
interface Census {
  /** The numbers of its connections that carry frames. */
  readonly connections: ReadonlySet<number>;
  /** Where they were listened for. */
  readonly listening: ReadonlySet<string>;
}

/**
 * The log of files, merged by time: captures, recordings and logs of the same or of different links. Each file is read twice,
 * as a capture may have other traffic too, and only the connections with frames are taken. A connection that several files
 * have is taken from the first of them.
 *
 * @throws {CommandError} When a file cannot be read, or none has a frame.
 */
export async function* fileLog(
  paths: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const censuses: Census[] = [];
  for (const path of paths) censuses.push(await censusOf(path, signal));
  if (censuses.every(({ connections }) => connections.size === 0)) {
    throw new CommandError(`${paths.join(", ")}: there is no HSMS frame in it`);
  }
  const writer = new LogWriter();
  const sources = paths.map((path, i) => new Source(path, censuses[i]!));
  const owners = new Map<string, Source>();
  let count = 0;
  for (const source of sources) await source.advance();
  for (let source = earliest(sources); source !== undefined; source = earliest(sources)) {
    signal.throwIfAborted();
    const { captured, at } = source.next!;
    source.connections.write(captured, at, writer, owners, source, () => ++count);
    if (writer.length >= CHUNK) yield writer.take();
    await source.advance();
  }
  if (writer.length > 0) yield writer.take();
}

/**
 * The log of a recording as it is: one entry for each line of an `.ndjson`, so that the index of a line is that of its entry.
 *
 * @throws {CommandError} When it cannot be read.
 */
export async function* recordingLog(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const writer = new LogWriter();
  const connections = new ConnectionsOfFile();
  const times = new LogTimes();
  const owners = new Map<string, unknown>();
  let count = 0;
  for await (const captured of readAll(chunks, true)) {
    connections.write(captured, timeOf(captured, times), writer, owners, connections, () => ++count);
    if (writer.length >= CHUNK) yield writer.take();
  }
  yield writer.take();
}

/** The source whose next is the earliest; what has no time comes at once. */
function earliest(sources: readonly Source[]): Source | undefined {
  let found: Source | undefined;
  for (const source of sources) {
    if (source.next === undefined) continue;
    if (found === undefined || !(source.next.at >= found.next!.at)) found = source;
  }
  return found;
}

/** A file that is read in its order. */
export class Source {
  readonly #items: AsyncIterator<Captured>;
  readonly #times = new LogTimes();
  readonly #census: Census;
  readonly connections = new ConnectionsOfFile();
  next: Next | undefined;
  #last = -Infinity;

  constructor(path: string, census: Census) {
    this.#items = readAllAt(path)[Symbol.asyncIterator]();
    this.#census = census;
  }

  async advance(): Promise<void> {
    for (;;) {
      const { done, value } = await this.#items.next();
      if (done) {
        this.next = undefined;
        return;
      }
      if (!this.#isWanted(value)) continue;
      const told = timeOf(value, this.#times);
      // A log may be out of order by a little; one without times stays in its order.
      if (told > this.#last) this.#last = told;
      this.next = { captured: value, at: this.#last === -Infinity ? NaN : this.#last };
      return;
    }
  }

  /** A connection with frames, or one that failed at the port of such. */
  #isWanted({ connection, from, to }: Captured): boolean {
    const { connections, listening } = this.#census;
    return connections.has(connection) ||
      [from, to].some((end) => end !== undefined && listening.has(formatEndpoint(end)));
  }
}

async function censusOf(path: string, signal: AbortSignal): Promise<Census> {
  const connections = new Set<number>();
  const listening = new Set<string>();
  for await (const captured of readAllAt(path)) {
    signal.throwIfAborted();
    if (!("piece" in captured) || captured.piece.type !== "frame" || connections.has(captured.connection)) {
      continue;
    }
    connections.add(captured.connection);
    const passive = passiveOf(captured);
    if (passive !== undefined) listening.add(formatEndpoint(passive));
  }
  return { connections, listening };
}

/** Who listened: not the one who connected, or the side with the lower port. */
function passiveOf({ from, to, opener }: Captured): Endpoint | undefined {
  if (from === undefined || to === undefined) return undefined;
  if (opener === undefined) return from.port < to.port ? from : to;
  return same(opener, from) ? to : from;
}

function timeOf(captured: Captured, times: LogTimes): number {
  if (captured.at !== undefined) return captured.ms ?? captured.at.getTime();
  return times.read("piece" in captured ? captured.lead?.time : undefined);
}

/** Whether two endpoints are the same. */
export function same(a: LogEndpoint, b: LogEndpoint | undefined): boolean {
  return a.address === b?.address && a.port === b.port;
}
