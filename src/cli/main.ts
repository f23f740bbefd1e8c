import { or, runParserSync } from "@optique/core";
import { plain } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { CommandError, sentenceOf } from "./errors.ts";
import type { CommandIo } from "./io.ts";
import { processIo } from "./process_io.ts";
import { colorsOn } from "./style.ts";
import { VERSION } from "./version.ts";

/** Does what the arguments ask for; resolves with the exit code, and never rejects. */
export async function main(args: readonly string[], io: CommandIo): Promise<number> {
  // Without arguments the help is wanted.
  let code: number | undefined;
  const invocation = runParserSync(or(...COMMANDS), "hsms", args.length === 0 ? ["--help"] : args, {
    brief: plain("HSMS (SEMI E37) at the command line."),
    help: { option: true, command: true, onShow: () => void (code = 0) },
    version: { option: true, value: VERSION, onShow: () => void (code = 0) },
    completion: { command: true, onShow: () => void (code = 0) },
    onError: () => void (code = 2) as never,
    aboveError: "none",
    stdout: (text) => io.stdout.write(`${text}\n`),
    stderr: (text) => io.stderr.write(`${text}\n`),
    colors: colorsOn(io, io.stdout),
    maxWidth: Math.min(io.stdout.columns, 110),
  });
  if (code === 2) io.stderr.write('Run "hsms --help", or "hsms COMMAND --help", to see how it is called.\n');
  if (code !== undefined) return code;
  try {
    return await invocation(io);
  } catch (error) {
    // Problems of a file are a line each.
    const lines = error instanceof CommandError ? error.message.split("\n") : [error];
    for (const line of lines) io.stderr.write(`hsms: ${sentenceOf(line)}\n`);
    return error instanceof CommandError ? error.exitCode : 1;
  }
}

/** Does the same with the arguments, the terminal and the signals of this process, and ends it with the exit code. */
export async function runProcess(): Promise<never> {
  const { args, io, exit } = processIo();
  return await exit(await main(args, io));
}
