import { type Endpoint, formatEndpoint, formatTrace, type HsmsTraceEvent } from "../../core/mod.ts";
import { formatSecsTrace } from "../../secs/mod.ts";
import { frameLine } from "../capture/frame_line.ts";
import { sentenceOf } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { type Paint, paintFor } from "../style.ts";
import type { TapNetwork } from "./tap_network.ts";

/** How frames are shown. */
export interface ScreenOptions {
  /** The bytes of each frame below its line. */
  readonly hex?: boolean | undefined;
  /** One JSON object for a frame on stdout; all else goes to stderr. */
  readonly json?: boolean | undefined;
}

/** What happens on the links, line by line. */
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
  show({ name: _always, ...event }: HsmsTraceEvent): void {
    const at = this.#io.date();
    if (event.type !== "sent" && event.type !== "received") {
      const bad = event.type === "failed" || event.type === "fault" || event.type === "timer" ||
        event.type === "refused" || event.type === "closed" && event.error !== undefined;
      return this.note(formatTrace(event, at), bad);
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
    const line = `${this.#paint(direction, formatSecsTrace(event, at))}\n`;
    this.#io.stdout.write(
      this.#options.hex ? line + this.#paint("quiet", hexDump(event.packet.encode())) : line,
    );
  }

  /** Shows a line that is no frame. */
  note(line: string, bad = false): void {
    const output = this.#options.json ? this.#io.stderr : this.#io.stdout;
    output.write(`${this.#paint(bad ? "bad" : "quiet", line)}\n`);
  }

  /** Shows bytes that went out as they are, as no frame. */
  raw(remote: Endpoint, bytes: Uint8Array): void {
    const at = this.#io.date();
    const time = `${at.toTimeString().slice(0, 8)}.${at.getMilliseconds().toString().padStart(3, "0")}`;
    this.note(`${time} ${formatEndpoint(remote)} -> ${bytes.length} bytes as they are`);
    if (this.#options.hex) this.note(hexDump(bytes).trimEnd());
  }

  /** Says what could not be done. */
  complain(what: string, error: unknown): void {
    this.#io.stderr.write(`hsms: ${what.replace(/\s+/g, " ")}: ${sentenceOf(error)}\n`);
  }
}

/** Sixteen bytes in a line, each with its offset. */
function hexDump(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 16) {
    const digits = Array.from(bytes.subarray(at, at + 16), (byte) => byte.toString(16).padStart(2, "0"));
    text += `    ${at.toString(16).padStart(4, "0")}  ${digits.join(" ")}\n`;
  }
  return text;
}
