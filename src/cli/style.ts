import type { CommandIo, CommandOutput } from "./io.ts";

/** The colours that are used, by what they say. */
const CODES = { good: 32, bad: 31, quiet: 90, strong: 1, in: 36, out: 35 } as const;

/** What a colour says. */
export type Tone = keyof typeof CODES;

/** Puts a colour around a text, or leaves it. */
export type Paint = (tone: Tone, text: string) => string;

/** Whether an output takes colours: a terminal, without NO_COLOR (https://no-color.org). */
export function colorsOn({ env }: Pick<CommandIo, "env">, output: CommandOutput): boolean {
  return output.isTTY && (env["NO_COLOR"] ?? "") === "" && env["TERM"] !== "dumb";
}

/** The colours of an output. */
export function paintFor(io: Pick<CommandIo, "env">, output: CommandOutput): Paint {
  if (!colorsOn(io, output)) return (_tone, text) => text;
  return (tone, text) => `\x1b[${CODES[tone]}m${text}\x1b[0m`;
}

/** One line on a terminal that is written again and again, and nothing at all in a pipe. */
export class Progress {
  readonly #output: CommandOutput;
  #shown = false;

  /** Begins without a line; `output` is stderr as a rule. */
  constructor(output: CommandOutput) {
    this.#output = output;
  }

  /** Shows a text in place of the last one. */
  show(text: string): void {
    if (!this.#output.isTTY) return;
    this.#output.write(`\r\x1b[2K${text.slice(0, this.#output.columns - 1)}`);
    this.#shown = true;
  }

  /** Takes the line away, before anything else is written. */
  clear(): void {
    if (this.#shown) this.#output.write("\r\x1b[2K");
    this.#shown = false;
  }
}
