import { styleText } from "node:util";
import type { CommandIo, CommandOutput } from "./io.ts";

/** The formats, by their meaning. */
const FORMATS = {
  good: "green",
  bad: "red",
  quiet: "gray",
  strong: "bold",
  in: "cyan",
  out: "magenta",
} as const;

/** The meaning of a format. */
export type Tone = keyof typeof FORMATS;

/** Gives a text a format, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

/** Whether an output takes colours: a terminal, without NO_COLOR (https://no-color.org). */
export function colorsOn({ env }: Pick<CommandIo, "env">, output: CommandOutput): boolean {
  return output.isTTY && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
}

/** The formats of an output. */
export function paintFor(io: Pick<CommandIo, "env">, output: CommandOutput): Paint {
  if (!colorsOn(io, output)) return (_tone, text) => text;
  // Newer runtimes would ask the process' own stdout: here the output that is handed in decides.
  return (tone, text) => styleText(FORMATS[tone], text, { validateStream: false });
}

/** One line on a terminal that is written again and again, and nothing in a pipe. */
export class Progress {
  readonly #output: CommandOutput;
  #shown = false;

  /** Begins without a line; `output` is usually stderr. */
  constructor(output: CommandOutput) {
    this.#output = output;
  }

  /** Shows a text in place of the last one. */
  show(text: string): void {
    if (!this.#output.isTTY) return;
    this.#output.write(`\r\x1b[2K${text.slice(0, this.#output.columns - 1)}`);
    this.#shown = true;
  }

  /** Removes the line, before anything else is written. */
  clear(): void {
    if (this.#shown) this.#output.write("\r\x1b[2K");
    this.#shown = false;
  }
}
