import { command, lineBreak, map, type Message, message, type Parser } from "@optique/core";
import type { CommandIo } from "./io.ts";

/** The call that a command line asks for; resolves with the exit code. */
export type Invocation = (io: CommandIo) => Promise<number>;

/** One command: its options, its help, and what it does. */
export interface CommandPlan<Options> {
  readonly name: string;
  /** One line of `hsms --help`. */
  readonly brief: string;
  /** The beginning of `hsms NAME --help`. */
  readonly description: string;
  /** Command lines with their meaning, at the end of the help; at least one. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  /** Text after the examples. */
  readonly notes?: Message;
  readonly parser: Parser<"sync", Options, unknown>;
  /** Resolves with the exit code; what it throws is printed as one sentence, exit code 1. */
  run(options: Options, io: CommandIo): Promise<number>;
}

/** Makes the parser of a command, whose value is the call that the command line asks for. */
export function defineCommand<Options>(plan: CommandPlan<Options>): Parser<"sync", Invocation, unknown> {
  const parser = map(plan.parser, (options): Invocation => (io) => plan.run(options, io));
  return command(plan.name, parser, {
    brief: message`${plain(plan.brief)}`,
    description: message`${plain(plan.description)}`,
    footer: plan.notes === undefined
      ? examplesOf(plan.examples)
      : message`${examplesOf(plan.examples)}${lineBreak()}${lineBreak()}${plan.notes}`,
  });
}

/** Text that help shows as it is. */
export function plain(text: string): Message {
  return [{ type: "text", text }];
}

function examplesOf(examples: CommandPlan<unknown>["examples"]): Message {
  const lines = examples.map(([line, meaning]) =>
    message`${lineBreak()}$ ${plain(line)}${lineBreak()}  ${plain(meaning)}`
  );
  return message`Examples:${lines.flat() as Message}`;
}
