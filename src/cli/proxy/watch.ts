import { type Endpoint, formatEndpoint } from "../../core/mod.ts";
import { FaultProxy } from "../../testing/mod.ts";
import type { FaultDirection, FaultLogEntry, FaultRule } from "../../testing/mod.ts";
import { FrameSeeker, type Piece } from "../capture/frame_seeker.ts";
import { frameLine } from "../capture/frame_line.ts";
import type { Backlog } from "../backlog.ts";
import { annotate } from "../decode/annotate.ts";
import { GatedNetwork } from "../gated_network.ts";
import type { CommandIo } from "../io.ts";
import type { LinkEnding, RecordedLink } from "../record/format.ts";
import type { Recorder } from "../record/recorder.ts";
import { type Paint, paintFor } from "../style.ts";
import { parseEndpoint } from "../values.ts";

/** What a {@linkcode WatchedProxy} needs. */
export interface WatchOptions {
  readonly listen: Endpoint;
  readonly target: Endpoint;
  readonly rules: readonly FaultRule[];
  readonly json: boolean;
  /** The encoding of texts. */
  readonly encoding: string | undefined;
  readonly recorder: Recorder | undefined;
  /** What was written and nobody has taken. */
  readonly backlog: Backlog;
}

/** Longest body in bytes that is printed in a line. */
const MAX_BODY = 4096;

/** How long bytes for a side that does not read may stand still, in ms. */
const WRITE_STALL = 30_000;
/** Maximum number of clients at a time. */
const MAX_CLIENTS = 256;

/** A connection through the proxy. */
interface Watched {
  readonly link: RecordedLink;
  readonly to: Readonly<Record<FaultDirection, FrameSeeker>>;
  /** How it ended, once it has. */
  ending?: LinkEnding;
}

/**
 * A proxy that shows each frame as its sender sent it, and what each rule does. It records the bytes as they leave it, as
 * one connection between the client and the target.
 */
export class WatchedProxy {
  readonly proxy: FaultProxy;
  readonly #io: CommandIo;
  readonly #options: WatchOptions;
  readonly #paint: Paint;
  readonly #open = new Map<number, Watched>();

  constructor(io: CommandIo, options: WatchOptions) {
    this.#io = io;
    this.#options = options;
    this.#paint = paintFor(io, io.stdout);
    const { listen, target, rules } = options;
    const watch = { clock: io.clock, writeStall: WRITE_STALL, maxClients: MAX_CLIENTS };
    const tell = (sentence: string): void => this.#print(this.#paint("bad", sentence));
    this.proxy = new FaultProxy(new GatedNetwork(io.network, options.backlog, { ...watch, tell }), {
      listen,
      target,
      rules,
      clock: io.clock,
      maxLogEntries: 1,
      onLog: (entry) => this.#take(entry),
    });
  }

  #take(entry: FaultLogEntry): void {
    const { connection: number } = entry;
    const watched = this.#open.get(number);
    switch (entry.type) {
      case "opened":
        this.#begin(number, entry.from);
        return this.#say(number, `opened by ${entry.from}`);
      case "refused":
        return this.#say(number, `refused: ${entry.why}`);
      case "acted":
        return this.#say(number, `${entry.rule}: ${entry.what}, on its way to the ${entry.to}`);
      case "ended":
        if (watched !== undefined) watched.ending ??= endingOf(entry);
        return this.#say(number, `${entry.how === "close" ? "closed" : "reset"} by ${entry.by}`);
      case "came":
        return watched?.to[entry.to].push(
          entry.bytes,
          (piece) => this.#show(number, watched, entry.to, piece),
        );
      case "left": {
        const direction = entry.to === "target" ? "in" : "out";
        if (watched === undefined) return;
        return this.#options.recorder?.bytes(watched.link, direction, entry.bytes, this.#io.date());
      }
      case "gone":
        if (watched === undefined) return;
        for (const to of ["target", "client"] as const) {
          watched.to[to].end((piece) => this.#show(number, watched, to, piece));
        }
        this.#options.recorder?.ended(watched.link, this.#io.date(), watched.ending);
        this.#open.delete(number);
        return;
      case "joined":
        return;
    }
  }

  #begin(id: number, client: string): void {
    const remote = parseEndpoint(client) ?? { address: client, port: 0 };
    const link: RecordedLink = { local: this.#options.target, remote, id, opener: "remote" };
    this.#options.recorder?.opened(link, this.#io.date());
    this.#open.set(id, { link, to: { target: new FrameSeeker(true), client: new FrameSeeker(true) } });
  }

  #show(connection: number, { link }: Watched, to: FaultDirection, piece: Piece): void {
    const [from, into] = to === "target" ? [link.remote, link.local] : [link.local, link.remote];
    const seen = { at: this.#io.date(), connection, from, to: into };
    const { json, encoding } = this.#options;
    const detail = { brief: true, maxBody: MAX_BODY, encoding, paint: this.#paint };
    const direction = to === "target" ? "in" : "out";
    this.#io.stdout.write(
      json ? frameLine(piece, { ...seen, direction }) : annotate({ piece, ...seen }, detail),
    );
  }

  #say(connection: number, text: string): void {
    this.#print(`#${connection} ${this.#paint("quiet", text)}`);
  }

  /** What is not a frame goes to stderr if the lines are for programs. */
  #print(text: string): void {
    const line = `${this.#io.date().toISOString()} ${text}\n`;
    (this.#options.json ? this.#io.stderr : this.#io.stdout).write(line);
  }
}

function endingOf({ by, how }: { readonly by: string; readonly how: "close" | "reset" }): LinkEnding {
  const who = by === "client" ? "remote" : by === "target" ? "local" : undefined;
  return { by: who, how: how === "close" ? "closed" : "reset" };
}

/** Where a proxy listens and connects, in a sentence. */
export function placeOf(listen: Endpoint, target: Endpoint): string {
  return `Listening on ${formatEndpoint(listen)}, connecting to ${formatEndpoint(target)}`;
}
