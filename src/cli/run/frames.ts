import type { Tap } from "../station/tap_network.ts";
import type { Direction, LinkEnding, RecordedLink } from "../record/format.ts";
import { NdjsonFormat } from "../record/ndjson_format.ts";
import type { Recorder } from "../record/recorder.ts";

/** Maximum number of bytes of the lines that are kept of a scenario; the oldest go. */
const MAX_BYTES = 16 * 1024 * 1024;

/** The frames of a scenario: a recording in lines of JSON, as `--record FILE.ndjson` writes it. */
export class Frames implements Tap {
  /** Number of lines that went, because there were too many. */
  dropped = 0;
  readonly #format = new NdjsonFormat();
  readonly #date: () => Date;
  readonly #recorder: Recorder | undefined;
  #lines: Uint8Array[] = [];
  #bytes = 0;

  /** `recorder` gets everything too. */
  constructor(date: () => Date, recorder?: Recorder) {
    this.#date = date;
    this.#recorder = recorder;
  }

  /** Number of lines so far. */
  get count(): number {
    return this.dropped + this.#lines.length;
  }

  /** The lines that are kept. */
  get lines(): readonly Uint8Array[] {
    return this.#lines;
  }

  opened(link: RecordedLink): void {
    const at = this.#date();
    this.#recorder?.opened(link, at);
    this.#keep(this.#format.opened(link, at));
  }

  bytes(link: RecordedLink, direction: Direction, bytes: Uint8Array): void {
    const at = this.#date();
    this.#recorder?.bytes(link, direction, bytes, at);
    this.#keep(this.#format.bytes(link, direction, bytes, at));
  }

  ended(link: RecordedLink, ending: LinkEnding): void {
    const at = this.#date();
    this.#recorder?.ended(link, at, ending);
    this.#keep(this.#format.ended(link, at, ending));
  }

  #keep(lines: readonly Uint8Array[]): void {
    for (const line of lines) {
      this.#lines.push(line);
      this.#bytes += line.length;
    }
    let gone = 0;
    while (this.#bytes > MAX_BYTES && gone < this.#lines.length) this.#bytes -= this.#lines[gone++]!.length;
    if (gone === 0) return;
    this.#lines = this.#lines.slice(gone);
    this.dropped += gone;
  }
}
