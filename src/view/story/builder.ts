import { SType } from "../../core/mod.ts";
import { bytesStart, type LogConnection, LogReader, type LogSink, type Slab } from "../log/mod.ts";
import { type ConnectionState, keyOf, other } from "./connection_state.ts";
import { ControlFrames } from "./control_frames.ts";
import { DataFrames } from "./data_frames.ts";
import type { End } from "./entries.ts";
import { controlCode, dataCode, NOT_A_FRAME, TCP_CLOSED, TCP_OPENED } from "./names.ts";
import type { StoryOptions } from "./options.ts";
import { senderOf } from "./roles.ts";
import * as say from "./sentences.ts";
import type { Story } from "./story.ts";
import { type Frame, StoryState } from "./story_state.ts";
import { TcpLife } from "./tcp_life.ts";
import { Timers } from "./timers.ts";
import { ToldStory } from "./told_story.ts";

/** What reads entries, for one story. */
interface Readers {
  readonly state: StoryState;
  readonly tcp: TcpLife;
  readonly control: ControlFrames;
  readonly data: DataFrames;
  readonly timers: Timers;
  readonly story: Story;
}

/**
 * Reads a log while it comes: chunks in, a story out. Each entry takes constant time; the log is kept, its bytes once.
 *
 * If a followed log begins anew (its past was dropped, or the command was started again), `story` is another one then.
 */
export class StoryBuilder implements LogSink {
  readonly #options: StoryOptions;
  readonly #reader: LogReader;
  #readers: Readers;
  #last = 0;

  constructor(options: StoryOptions = {}) {
    this.#options = options;
    this.#reader = new LogReader(this);
    this.#readers = this.#begin();
  }

  /** What the log tells so far; it grows. */
  get story(): Story {
    return this.#readers.story;
  }

  /** What was read of a followed log: the value of `from` with which it is asked for again. */
  get position(): string {
    return this.#reader.position;
  }

  /** Takes the next bytes of the log. @throws {LogError} When they are none. */
  append(chunk: Uint8Array): void {
    this.#reader.push(chunk);
  }

  /** Nothing came until a time, in ms since 1970: what ran out by then is told. Entries after that are not before it. */
  idle(until: number): void {
    if (!(until > this.#last)) return;
    this.#last = until;
    this.#readers.timers.run(until);
  }

  /** The log ended, and is asked for again: the beginning of a record is forgotten. */
  cut(): void {
    this.#reader.cut();
  }

  /** Of a {@linkcode LogSink}: called by the reader. */
  anew(): void {
    this.#readers = this.#begin();
    this.#last = 0;
  }

  /** Of a {@linkcode LogSink}: called by the reader. */
  connection(connection: LogConnection): void {
    this.#readers.state.links.announce(connection);
  }

  /** Of a {@linkcode LogSink}: called by the reader. */
  entry(slab: Slab, offset: number): void {
    const { bytes, view } = slab;
    const { state, tcp, timers } = this.#readers;
    const what = bytes[offset + 1]!;
    const kind = what & 3;
    const from = what >> 2 & 3;
    const time = view.getFloat64(offset + 6, true);
    const at = time > this.#last ? time : this.#last;
    this.#last = at;
    timers.run(at);
    const connection = state.links.connection(view.getUint32(offset + 2, true), at);
    const { link } = connection;
    const index = state.entries.add(slab, offset, at, link.index, kind);
    if (Number.isNaN(connection.firstAt)) {
      connection.firstAt = at;
      tcp.begin(connection, at, kind >= 2);
    }
    connection.lastAt = at;
    if (Number.isNaN(link.firstAt)) link.firstAt = at;
    link.lastAt = at;
    let end = from === 1 || from === 2 ? connection.endOf(from === 1 ? "a" : "b") : undefined;
    const length = view.getUint32(offset + 14, true);
    link.bytes += length;
    if (kind === 0 && length >= 14) {
      link.frames++;
      const start = bytesStart(bytes, offset);
      return this.#frame(frameAt(slab, start, start + length, { index, connection, end, at }));
    }
    if (kind === 2) {
      state.entries.describe(index, TCP_OPENED, end, false);
      return tcp.opened(connection, index, at);
    }
    if (kind === 3) {
      state.entries.describe(index, TCP_CLOSED, end, false);
      return tcp.closed(connection, index, at, end, state.entries.record(index).why);
    }
    end ??= 0;
    state.entries.describe(index, NOT_A_FRAME, end, false);
    tcp.bytes(connection, index, at, end);
  }

  #frame(frame: Frame): void {
    const { state, control, data } = this.#readers;
    const { index, connection, end, code, asks, bytes, start } = frame;
    state.entries.describe(index, code, end, asks);
    connection.lastBytes[end] = undefined;
    const pType = bytes[start + 8]!;
    const sType = bytes[start + 9]!;
    if (pType !== 0) {
      const why = `PType is ${pType}, which is not SECS-II: it must be 0`;
      state.fault("malformed", "note", connection, index, say.malformed("The frame", why));
    } else if (sType === SType.data) data.take(frame);
    else control.take(frame, sType);
    connection.lastFrame[end] = index;
  }

  #begin(): Readers {
    const state = new StoryState(this.#options);
    const tcp = new TcpLife(state);
    return {
      state,
      tcp,
      control: new ControlFrames(state),
      data: new DataFrames(state),
      timers: new Timers(state, tcp),
      story: new ToldStory(state, () => this.#reader.isCut),
    };
  }
}

/** Where a frame was seen; `end`: undefined if that is not known. */
interface Place extends Pick<Frame, "index" | "connection" | "at"> {
  readonly end: End | undefined;
}

function frameAt({ bytes, view }: Slab, start: number, stop: number, place: Place): Frame {
  const sType = bytes[start + 9]!;
  const byte2 = bytes[start + 6]!;
  const [stream, func] = [byte2 & 0x7f, bytes[start + 7]!];
  const isData = sType === SType.data;
  const system = view.getUint32(start + 10);
  const asks = isData
    ? byte2 > 0x7f
    : sType === SType.selectReq || sType === SType.deselectReq || sType === SType.linktestReq;
  return {
    index: place.index,
    connection: place.connection,
    at: place.at,
    end: place.end ?? likelyEnd(place.connection, sType, stream, func, system),
    bytes,
    start,
    stop,
    code: isData ? dataCode(stream, func) : controlCode(sType),
    session: view.getUint16(start + 4),
    stream,
    func,
    system,
    asks,
  };
}

/** Who sent a frame of a log that does not say it: a reply comes from the other end, and some messages have one sender only. */
function likelyEnd(
  connection: ConnectionState,
  sType: number,
  stream: number,
  func: number,
  system: number,
): End {
  const isData = sType === SType.data;
  const isReply = isData ? func % 2 === 0 : sType % 2 === 0;
  for (const end of isReply ? [0, 1] as const : []) {
    if (connection.request(end, keyOf(system, !isData)) !== undefined) return other(end);
  }
  const role = isData ? senderOf(stream, func) : "host";
  const { ends } = connection.link;
  if (role !== undefined) return ends[1].role === "host" === (role === "host") ? 1 : 0;
  return isReply ? 1 : 0;
}

/** The story of a whole log, or of its chunks. @throws {LogError} When it is not a log. */
export function readStory(log: Uint8Array | Iterable<Uint8Array>, options: StoryOptions = {}): Story {
  const builder = new StoryBuilder(options);
  for (const chunk of log instanceof Uint8Array ? [log] : log) builder.append(chunk);
  return builder.story;
}
