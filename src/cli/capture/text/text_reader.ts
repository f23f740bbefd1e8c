import { type CapturedPiece, Connections } from "../connections.ts";
import { segmentOf } from "../segment.ts";
import { ArrayRows } from "./array_rows.ts";
import { dumpRow } from "./dump.ts";
import type { Found } from "./fit.ts";
import { type HexRun, hexRuns } from "./hex_runs.ts";
import { type Lead, parseLead } from "./lead.ts";
import { literalsIn } from "./literals.ts";
import { OpenDumps } from "./open_dumps.ts";
import { type Chunk, SideStream } from "./side_stream.ts";

const NO_LEAD: Lead = {};
/** Fewer bytes of a line are looked at only if the line says who sent them. */
const MIN_RUN = 10;
const MIN_PART = 4;
/** Maximum number of sides whose chunks are put together. */
const MAX_SIDES = 64;

/** What may be around bytes that are alone in their line. */
const OPENING = /^\s*(?:[[{(]\s*)?[[{(<"'`]?$/;
const CLOSING = /^[\s\]})>"'`;:,.|\\+]*$/;
/** What programs write after the bytes that they left out. */
const CUT = /^\s*(?:\.\.\.|…)/;
/** A line of `hsms listen` and `hsms connect`. */
const SCREEN = /^\S+ \S+ (?:<-|->) .*\bsession 0x[0-9a-f]{4} {2}system 0x[0-9a-f]{8} {2}\d+ bytes/;
const MESSAGE = /\bS\d{1,3}F\d{1,3}\b/;
/** Wireshark prints the bytes of several packets again after the packet that completes them. */
const AGAIN = /^(?:Reassembled|Decrypted|Uncompressed)\b.*\bbytes\)/;

/** What a text has beside bytes. */
export interface Hints {
  /** The first line of `hsms listen` or `hsms connect`. */
  readonly screen?: number;
  /** The first line with the name of a message. */
  readonly message?: number;
}

/** The frames in a text, line by line. */
export class TextReader {
  /** Whether there were any bytes. */
  hasBytes = false;
  /** What there was beside bytes. */
  hints: Hints = {};
  #ready: CapturedPiece[] = [];
  /** The first bytes that are said only if there is nothing else. */
  #weak: CapturedPiece | undefined;
  #isEmpty = true;
  readonly #connections = new Connections((piece) => this.#put(piece));
  readonly #dumps = new OpenDumps({
    chunk: (chunk) => this.#take(chunk),
    packet: (packet) => this.#packet(segmentOf(packet)),
    give: (found, lead, isWeak) => this.#give(found, lead, isWeak),
  });
  readonly #sides = new Map<string, SideStream>();
  /** What the last line of words says of the bytes after it. */
  #context: Lead = NO_LEAD;
  #isAgain = false;
  #array: { readonly rows: ArrayRows; readonly lead: Lead } | undefined;

  /** The pieces that are known by now. */
  drain(): CapturedPiece[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  /** Takes the next line. */
  line(line: string, number: number): void {
    if (this.#array !== undefined && this.#arrayRow(line, number)) return;
    const text = line.includes("/*") ? withoutComments(line) : line;
    const first = firstChar(text);
    if (first === "" || first === "#") {
      this.#pause();
      if (first === "#") this.#words(text);
      return;
    }
    if (first === "*" && text.trim() === "*" && this.#dumps.squeeze()) return;
    const row = dumpRow(text, number);
    if (row !== undefined && this.#isAgain) return;
    if (row !== undefined && this.#dumps.take(row, this.#context)) {
      this.hasBytes = true;
      return;
    }
    this.#dumps.close();
    this.#isAgain = false;
    if (!this.#bytes(text, number)) this.#say(text, number);
  }

  /** The end of the text. */
  end(): void {
    if (this.#array !== undefined) this.#closeArray(0);
    this.#pause();
    for (const side of this.#sides.values()) this.#flush(side);
    this.#connections.end();
    if (this.#isEmpty && this.#weak !== undefined) this.#ready.push(this.#weak);
  }

  /** The bytes in a line; false: it has none. */
  #bytes(text: string, number: number): boolean {
    if (SCREEN.test(text)) return false;
    const literals = literalsIn(text);
    let end = 0;
    for (const { start, end: after, bytes } of literals) {
      this.#take({
        bytes,
        starts: [],
        kind: "log",
        lead: this.#leadOf(text.slice(end, start)),
        line: number,
      });
      end = after;
    }
    if (literals.length > 0) return true;
    const runs = hexRuns(text);
    const bare = bareRun(text, runs);
    if (bare !== undefined) {
      this.#take({ ...bare, kind: "bare", lead: this.#context, line: number });
      return true;
    }
    let isTaken = false;
    for (const { bytes, starts, start, end: after } of runs) {
      if (bytes.length < MIN_PART) continue;
      const lead = this.#leadOf(text.slice(end, start));
      if (bytes.length < MIN_RUN && lead.direction === undefined && lead.side === undefined) continue;
      const cut = CUT.test(text.slice(after, after + 8))
        ? "the log leaves out the bytes after it: log whole messages"
        : undefined;
      this.#take({ bytes, starts, kind: "log", lead, line: number, cut });
      end = after;
      isTaken = true;
    }
    return isTaken;
  }

  /** A line without bytes. */
  #say(text: string, number: number): void {
    this.#words(text);
    this.#isAgain = AGAIN.test(text);
    if (ArrayRows.beginsIn(text)) this.#array = { rows: new ArrayRows(), lead: this.#context };
    const head = text.slice(0, 1000);
    if (this.hints.screen === undefined && SCREEN.test(head)) this.hints = { ...this.hints, screen: number };
    if (this.hints.message === undefined && MESSAGE.test(head)) {
      this.hints = { ...this.hints, message: number };
    }
  }

  #words(text: string): void {
    this.#pause();
    this.#context = parseLead(text);
  }

  /** What a line says before its bytes, or if it says nothing, the line before. */
  #leadOf(text: string): Lead {
    const lead = parseLead(text);
    const context = this.#context;
    this.#context = NO_LEAD;
    const isTold = lead.time !== undefined || lead.direction !== undefined || lead.side !== undefined;
    return isTold ? lead : context;
  }

  #arrayRow(line: string, number: number): boolean {
    const { rows } = this.#array!;
    const isTaken = rows.take(line);
    if (!isTaken || rows.closed) this.#closeArray(number);
    return isTaken;
  }

  #closeArray(number: number): void {
    const { rows, lead } = this.#array!;
    this.#array = undefined;
    const bytes = rows.bytes();
    if (bytes.length >= MIN_PART) this.#take({ bytes, starts: [], kind: "log", lead, line: number });
  }

  #pause(): void {
    this.#dumps.close();
    for (const side of this.#sides.values()) side.pause((...found) => this.#give(...found));
    this.#context = NO_LEAD;
  }

  #take(chunk: Chunk): void {
    this.hasBytes = true;
    const key = chunk.lead.direction ?? chunk.lead.side ?? "";
    let side = this.#sides.get(key);
    if (side === undefined) {
      const [oldest] = this.#sides.size < MAX_SIDES ? [] : this.#sides;
      if (oldest !== undefined) {
        this.#flush(oldest[1]);
        this.#sides.delete(oldest[0]);
      }
      side = new SideStream();
      this.#sides.set(key, side);
    }
    side.take(chunk, (...found) => this.#give(...found));
  }

  #flush(side: SideStream): void {
    side.flush((...found) => this.#give(...found));
  }

  #packet(segment: ReturnType<typeof segmentOf>): void {
    this.hasBytes = true;
    if (segment !== undefined) this.#connections.take(segment);
  }

  #give({ piece, doubts }: Found, lead: Lead, isWeak = false): void {
    const told = lead.time === undefined && lead.direction === undefined ? undefined : lead;
    const captured = { piece, connection: 1, lead: told, doubts };
    if (isWeak) this.#weak ??= captured;
    else this.#put(captured);
  }

  #put(piece: CapturedPiece): void {
    this.#isEmpty = false;
    this.#ready.push(piece);
  }
}

/** The run of a line that has nothing else. */
function bareRun(text: string, runs: readonly HexRun[]): HexRun | undefined {
  const [run] = runs;
  if (run === undefined || runs.length > 1 || !OPENING.test(text.slice(0, run.start))) return undefined;
  return run.hasColumn || CLOSING.test(text.slice(run.end, run.end + 40)) ? run : undefined;
}

function firstChar(text: string): string {
  return /\S/.exec(text)?.[0] ?? "";
}

/** The line with spaces in the place of comments of C. */
function withoutComments(line: string): string {
  let text = "";
  let at = 0;
  for (;;) {
    const start = line.indexOf("/*", at);
    const end = start < 0 ? -1 : line.indexOf("*/", start + 2);
    if (end < 0) return text + line.slice(at);
    text += line.slice(at, start) + " ".repeat(end + 2 - start);
    at = end + 2;
  }
}
