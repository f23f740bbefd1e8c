import { CommandError } from "../../errors.ts";
import { type CapturedPiece, Connections } from "../connections.ts";
import { segmentOf } from "../segment.ts";
import { ArrayRows } from "./array_rows.ts";
import { dumpRow } from "./dump.ts";
import type { Found } from "./fit.ts";
import { type HexRun, hexRuns } from "./hex_runs.ts";
import { type Lead, parseLead } from "./lead.ts";
import { type Literal, literalsIn } from "./literals.ts";
import { OpenDumps } from "./open_dumps.ts";
import { type Chunk, SideStream } from "./side_stream.ts";

const NO_LEAD: Lead = {};
/** Fewer bytes of a line are looked at only if the line says who sent them. */
const MIN_RUN = 10;
const MIN_PART = 4;
/** Maximum number of sides whose chunks are put together. */
const MAX_SIDES = 64;

// deno-lint-ignore no-control-regex
const COLOURS = /\x1b\[[\d;]*m/g;
const EMPTY = /^\s*$/;
/** A comment; a number and a word after the `#` are the count of a log. */
const COMMENT = /^\s*#(?!\d+[:\s]\s*[0-9a-f]*[^0-9a-f\s])/i;
/** Lines of a dump that are left out. */
const SQUEEZED = /^\s*\*\s*$/;
/** What may be around bytes that are alone in their line. */
const OPENING = /^\s*(?:[[{(]\s*)?[[{(<"'`]?$/;
const CLOSING = /^\s*[\]})]?[\]})>"'`]{0,3}[;:,.|\\+]*\s*$/;
/** What programs write after the bytes that they left out. */
const CUT = /^\s*(?:\.\.\.|…)/;
/** A length field, if it stands by itself. */
const LENGTH = /\b(?:len|length|size)\W*$/i;
/** A line of `hsms listen` and `hsms connect`. */
const SCREEN = /^\S+ \S+ (?:<-|->) .*\bsession 0x[0-9a-f]{4} {2}system 0x[0-9a-f]{8} {2}\d+ bytes/;
const MESSAGE = /\bS\d{1,3}F\d{1,3}\b/;
/** Wireshark prints the bytes of several packets again after the packet that completes them. */
const AGAIN_DATA = /\bReassembled TCP Data: /;
/** The formats of tshark that have each byte several times. */
const TWICE = /^\s*(?:<pdml|"frame_raw")/;
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
  #hasPackets = false;
  #array: { readonly rows: ArrayRows; readonly lead: Lead } | undefined;

  /** Whether there are pieces to take out. */
  get hasReady(): boolean {
    return this.#ready.length > 0;
  }

  /** Takes out the pieces that are known by now. */
  drain(): CapturedPiece[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  /**
   * Takes the next line.
   *
   * @throws {CommandError} When it is of a format whose bytes are printed several times.
   */
  line(line: string, number: number): void {
    if (this.#array !== undefined && this.#arrayRow(line, number)) return;
    const text = plain(line);
    if (TWICE.test(text)) {
      throw new CommandError(
        `Line ${number} is of tshark -T pdml or jsonraw, which print each byte several times: give the capture itself`,
      );
    }
    if (EMPTY.test(text)) return this.#pause();
    if (COMMENT.test(text)) return this.#words(text);
    if (SQUEEZED.test(text) && this.#dumps.squeeze()) return;
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
    if (SCREEN.test(text) || (this.#hasPackets && AGAIN_DATA.test(text))) return false;
    let end = 0;
    for (const { start, end: after, bytes } of literalsOf(text)) {
      this.#take({
        bytes,
        starts: [],
        kind: "log",
        lead: this.#leadOf(text.slice(end, start)),
        line: number,
      });
      end = after;
    }
    if (end > 0) return true;
    let isFirst = true;
    for (const run of hexRuns(text)) {
      if (isFirst && isBare(text, run)) {
        if (!isRuler(run.bytes)) this.#take({ ...run, kind: "bare", lead: this.#context, line: number });
        return true;
      }
      isFirst = false;
      if (this.#run(run, text, end, number)) end = run.end;
    }
    return end > 0;
  }

  /** Hex digits with other words beside them; false: they are more likely a number of the log. */
  #run({ bytes, starts, start, end }: HexRun, text: string, from: number, number: number): boolean {
    const before = text.slice(from, start);
    const own = parseLead(before);
    if (bytes.length < MIN_RUN) {
      const isTold = own.direction !== undefined || own.side !== undefined || LENGTH.test(before.slice(-20));
      const isPart = this.#sides.get(keyOf(own))?.isAwaiting(number) === true;
      if (!isPart && !(isTold && bytes.length >= MIN_PART)) return false;
    }
    const lead = this.#leadOf(before);
    const cut = CUT.test(text.slice(end, end + 8))
      ? "the log leaves out the bytes after it: log whole messages"
      : undefined;
    this.#take({ bytes, starts, kind: "log", lead, line: number, cut });
    return true;
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
    const key = keyOf(chunk.lead);
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
    this.#hasPackets = true;
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

/** The values in a line; a column of text beside hex digits can have quotes in it, and has none. */
function* literalsOf(text: string): Generator<Literal, void> {
  let isFirst = true;
  for (const literal of literalsIn(text)) {
    if (isFirst && isInColumn(text, literal)) return;
    isFirst = false;
    yield literal;
  }
}

function isInColumn(text: string, { start }: Literal): boolean {
  for (const run of hexRuns(text)) {
    if (run.end > start) return false;
    if (run.hasColumn) return true;
  }
  return false;
}

/** Whether bytes are the numbers of columns that some dumps print above them: 00 01 02 … */
function isRuler(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && bytes.every((byte, i) => byte === i);
}

/** What the sender of a chunk is known by. */
function keyOf({ direction, side }: Lead): string {
  return direction ?? side ?? "";
}

/** Whether a run is all that its line has. */
function isBare(text: string, { start, end, hasColumn }: HexRun): boolean {
  if (!OPENING.test(text.slice(0, start))) return false;
  return hasColumn || CLOSING.test(text.slice(end, end + 40));
}

/** The line without the colours of a terminal, and with spaces in the place of comments of C. */
function plain(line: string): string {
  const text = line.includes("\x1b") ? line.replace(COLOURS, "") : line;
  return text.includes("/*") ? withoutComments(text) : text;
}

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
