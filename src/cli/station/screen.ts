import { hex } from "../../core/base/mod.ts";
import {
  type Endpoint,
  formatEndpoint,
  formatTrace,
  HsmsClosedError,
  type HsmsTraceEvent,
} from "../../core/mod.ts";
import { formatSecsTrace } from "../../secs/mod.ts";
import { frameLine } from "../capture/frame_line.ts";
import { sentenceOf } from "../errors.ts";
import { hexNumber } from "../hex.ts";
import type { CommandIo } from "../io.ts";
import { type Paint, paintFor } from "../style.ts";
import type { TapNetwork } from "./tap_network.ts";

/** Number of characters of an input that an error shows. */
const MAX_SHOWN = 1000;

/** How frames are shown. */
export interface ScreenOptions {
  /** The bytes of each frame below its line. */
  readonly hex: boolean;
  /** One JSON object for each frame on stdout; everything else goes to stderr. */
  readonly json: boolean;
  /** The encoding of texts. */
  readonly encoding?: string | undefined;
}

/** What happens on the connections, line by line. */
export class Screen {
  readonly #io: CommandIo;
  readonly #options: ScreenOptions;
  readonly #network: TapNetwork;
  readonly #paint: Paint;

  /** The network tells which connection a frame belongs to. */
  constructor(io: CommandIo, network: TapNetwork, options: ScreenOptions) {
    this.#io = io;
    this.#options = options;
    this.#network = network;
    this.#paint = paintFor(io, options.json ? io.stderr : io.stdout);
  }

  /** Shows an event. */
  show(traced: HsmsTraceEvent): void {
    // All peers of a command have the same name: their addresses tell them apart.
    const { name: _, ...event } = traced;
    const at = this.#io.date();
    if (event.type !== "sent" && event.type !== "received") {
      return this.note(formatTrace(event, at), isTrouble(event));
    }
    const direction = event.type === "sent" ? "out" : "in";
    if (this.#options.json) {
      const local = event.connection?.localEndpoint;
      const [from, to] = direction === "out" ? [local, event.remote] : [event.remote, local];
      const connection = this.#network.find(local, event.remote)?.id;
      const piece = { type: "frame", packet: event.packet } as const;
      this.#io.stdout.write(frameLine(piece, { at, connection, direction, from, to }));
      return;
    }
    const line = `${this.#paint(direction, formatSecsTrace(event, at, this.#options))}\n`;
    const bytes = this.#options.hex ? `${this.#paint("quiet", hexDump(event.packet.encode()))}\n` : "";
    this.#io.stdout.write(line + bytes);
  }

  /** Shows a line that is not a frame. */
  note(line: string, bad = false): void {
    const output = this.#options.json ? this.#io.stderr : this.#io.stdout;
    output.write(`${this.#paint(bad ? "bad" : "quiet", line)}\n`);
  }

  /** Shows bytes that were sent as they are. */
  raw(remote: Endpoint, bytes: Uint8Array): void {
    const at = this.#io.date();
    const time = `${at.toTimeString().slice(0, 8)}.${at.getMilliseconds().toString().padStart(3, "0")}`;
    this.note(`${time} ${formatEndpoint(remote)} -> ${bytes.length} bytes as they are`);
    if (this.#options.hex) this.note(hexDump(bytes));
  }

  /** Says what could not be done, and why. */
  complain(what: string, error: unknown): void {
    const shown = what.length > MAX_SHOWN ? `${what.slice(0, MAX_SHOWN)}…` : what;
    this.#io.stderr.write(`hsms: ${shown.replace(/\s+/g, " ")}: ${sentenceOf(error)}\n`);
  }
}

/** Whether an event is shown in red, because it may need attention. */
function isTrouble(event: HsmsTraceEvent): boolean {
  switch (event.type) {
    case "failed":
    case "fault":
    case "timer":
    case "refused":
    case "late-reply":
    case "unanswered":
    case "reply-lost":
    case "thrown":
      return true;
    case "closed":
      // That the peer ended it, with or without Separate.req, is not trouble.
      return event.error !== undefined && !(event.error instanceof HsmsClosedError);
    default:
      return false;
  }
}

/** Sixteen bytes in a line, after their offset. */
function hexDump(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    lines.push(`    ${hexNumber(at, 4)}  ${hex(bytes.subarray(at, at + 16))}`);
  }
  return lines.join("\n");
}
