import { requireInteger } from "../../core/base/mod.ts";
import { HsmsStateError } from "../../core/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import type { SecsId, SecsRemoteCommand } from "../../secs/mod.ts";
import type { ModelCommand } from "../definition/model.ts";
import { CPACK, HCACK } from "./acks.ts";
import { readParameter } from "./parameters.ts";

/** A remote command as its handler gets it, beside the parameters. */
export interface CommandCall {
  /** The name of the host that sent it. */
  readonly host: string;
  /** Its name. */
  readonly name: string;
  /**
   * The command takes longer: HCACK 4 is answered, and then `work` runs, although the answer may be lost. The event that it
   * triggers at its end tells the host that the command is done; it is always sent after S2F42. A command that is refused in
   * the end does no work.
   *
   * @throws {HsmsStateError} when the command is answered already.
   */
  finishLater(work: () => unknown): void;
}

/**
 * What the handler of a command answers: HCACK (nothing is 0, or 4 if it finishes later), or the parameters that are wrong
 * with their CPACK, which is HCACK 3. Codes from 64 on are the tool's own.
 */
export type CommandAnswer = void | number | { readonly parameters: Readonly<Record<string, number>> };

/**
 * Carries out a remote command. It may be async: the answer, and all events of the tool for this host, wait for it. What it
 * throws is told as an error, and HCACK 2 is answered.
 */
export type CommandHandler<Parameters = Readonly<Record<string, unknown>>> = (
  parameters: Parameters,
  call: CommandCall,
) => CommandAnswer | Promise<CommandAnswer>;

/** The commands of a tool, and what they are carried out with. */
export interface CommandOwner {
  /** The command of this name. */
  command(name: string): ModelCommand | undefined;
  /** Its handler. */
  commandHandler(name: string): CommandHandler | undefined;
  /** Whether the processing state lets a command through. */
  isAllowed(command: ModelCommand): boolean;
  /** What the model says that a command does: a transition of the processing states. */
  carryOut(command: ModelCommand): void;
}

/** The host that sent a command. */
export interface CommandSource {
  /** Its name. */
  readonly name: string;
  /** Whether the control state is REMOTE. */
  readonly isRemote: boolean;
  /** HCACK in LOCAL, for a command that needs REMOTE. */
  readonly localHcack: number;
  /** The encoding of text; undefined for Latin-1. */
  readonly encoding: string | undefined;
  /** Tells what a handler threw. */
  report(error: unknown): void;
}

/** How a command was taken. */
export interface CommandOutcome {
  /** HCACK. */
  readonly hcack: number;
  /** With HCACK 3 the parameters that are wrong, and their CPACK. */
  readonly refused: readonly { readonly name: SecsId; readonly code: number }[];
  /** What is done after the answer. */
  readonly later: readonly (() => unknown)[];
}

/** Carries out a remote command. */
export async function carryOutCommand(
  owner: CommandOwner,
  source: CommandSource,
  { RCMD, PARAMETERS }: SecsRemoteCommand,
): Promise<CommandOutcome> {
  const command = owner.command(`${RCMD}`);
  if (command === undefined) return outcome(HCACK.unknownCommand);
  if (command.needsRemote && !source.isRemote) return outcome(source.localHcack);
  if (!owner.isAllowed(command)) return outcome(HCACK.cannotNow);
  const { values, refused } = readParameters(command, PARAMETERS, source.encoding);
  if (refused.length > 0) return { hcack: HCACK.parameter, refused, later: [] };
  try {
    return await call(owner, source, command, values);
  } catch (error) {
    source.report(error);
    return outcome(HCACK.cannotNow);
  }
}

async function call(
  owner: CommandOwner,
  source: CommandSource,
  command: ModelCommand,
  values: Readonly<Record<string, unknown>>,
): Promise<CommandOutcome> {
  const { name } = command;
  const handler = owner.commandHandler(name);
  if (handler === undefined && command.triggers === undefined) {
    throw new Error(`The remote command ${name} has no handler; set one with onCommand("${name}", …)`);
  }
  const later: (() => unknown)[] = [];
  let isAnswered = false;
  const finishLater = (work: () => unknown): void => {
    if (isAnswered) {
      const said = `${name} is answered already: call finishLater before its handler ends`;
      throw new HsmsStateError("not-answering", said);
    }
    later.push(work);
  };
  const answer = await handler?.(values, { host: source.name, name, finishLater });
  isAnswered = true;
  if (typeof answer === "object") {
    const refused = Object.entries(answer.parameters).map(([name, code]) => ({
      name: command.parameters.require(name).name,
      code: requireInteger(`CPACK of ${name}`, code, 0, 255),
    }));
    return { hcack: HCACK.parameter, refused, later: [] };
  }
  const hcack = requireInteger("HCACK", answer ?? (later.length > 0 ? HCACK.willFinish : HCACK.done), 0, 255);
  if (hcack !== HCACK.done && hcack !== HCACK.willFinish) return outcome(hcack);
  owner.carryOut(command);
  return { hcack, refused: [], later };
}

function outcome(hcack: number): CommandOutcome {
  return { hcack, refused: [], later: [] };
}

/** The values of the parameters by name, and which are wrong. One that is missing, or comes twice, is refused by its name. */
function readParameters(
  command: ModelCommand,
  given: readonly { readonly CPNAME: SecsId; readonly CPVAL: Item }[],
  encoding: string | undefined,
): { readonly values: Readonly<Record<string, unknown>>; readonly refused: CommandOutcome["refused"] } {
  const values: Record<string, unknown> = {};
  const refused: { name: SecsId; code: number }[] = [];
  const missing = new Set(command.parameters.all.filter(({ isOptional }) => !isOptional));
  for (const { CPNAME: name, CPVAL } of given) {
    const parameter = command.parameters.named(`${name}`);
    if (parameter === undefined || Object.hasOwn(values, parameter.name)) {
      refused.push({ name, code: CPACK.name });
      continue;
    }
    missing.delete(parameter);
    const read = readParameter(parameter, CPVAL, encoding);
    if ("code" in read) refused.push({ name, code: read.code });
    else values[parameter.name] = read.value;
  }
  for (const { name } of missing) refused.push({ name, code: CPACK.name });
  return { values, refused };
}
