/** Why a command cannot go on; the user reads the message only, one or two sentences. */
export class CommandError extends Error {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "CommandError";
  /** 1, or 2 if the command line was wrong. */
  readonly exitCode: number;

  /** Makes an error from a sentence for the user. */
  constructor(message: string, exitCode = 1, options: ErrorOptions = {}) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** Runs `step`; what it throws becomes an error in the command line, exit code 2, with `before` in front. */
export function asUsage<T>(step: () => T, before = ""): T {
  try {
    return step();
  } catch (error) {
    throw new CommandError(before + sentenceOf(error), 2, { cause: error });
  }
}

/** An error of a file, as the three runtimes print it: `ENOENT: no such file or directory, open 'x'`. */
const FILE_ERROR = /^(E[A-Z]+): ([^,]+)(?:, .*)?$/;
/** The same of Deno's own files: `No such file or directory (os error 2): open 'x'`. */
const DENO_FILE_ERROR = /^(.+) \(os error \d+\)(?:: .*)?$/;

/** What the user reads of anything that was thrown: the message in one line, without stack and full stop. */
export function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.replace(/\s*\r?\n\s*/g, " ").replace(/[\s.]+$/, "").trim();
  return line.replace(FILE_ERROR, "$2 ($1)").replace(DENO_FILE_ERROR, "$1") || "Something went wrong";
}
