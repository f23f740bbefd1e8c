import type { Clock, Network } from "../core/mod.ts";

/** Where text goes: a terminal, a file or a pipe. */
export interface CommandOutput {
  /** Writes text or bytes as they are, in order; never throws, and waits for nothing. */
  write(text: string | Uint8Array): void;
  /** Resolves when everything that was written is out: wait for it now and then where there is much. */
  flushed(): Promise<void>;
  /** Whether a person reads it. */
  readonly isTTY: boolean;
  /** Characters in a line. */
  readonly columns: number;
}

/** Where text comes from. */
export interface CommandInput {
  /** Whether a person writes it. */
  readonly isTTY: boolean;
  /** The bytes as they come, for one loop. */
  bytes(): AsyncIterable<Uint8Array>;
}

/**
 * All that a command has of the world, so that a test can be the world.
 *
 * @example
 * ```ts
 * import type { CommandIo } from "@secs/hsms/cli";
 *
 * const greet = (io: CommandIo): void => io.stdout.write(io.stdout.isTTY ? "Hello\n" : "");
 * ```
 */
export interface CommandIo {
  /** Standard input. */
  readonly stdin: CommandInput;
  /** What was asked for. */
  readonly stdout: CommandOutput;
  /** What went wrong, and progress. */
  readonly stderr: CommandOutput;
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by ^C, SIGTERM, and where nobody reads stdout any more: a command ends in good order then. */
  readonly signal: AbortSignal;
  /** The time to wait by. */
  readonly clock: Clock;
  /** The time of day. */
  readonly date: () => Date;
  /** How peers are reached. */
  readonly network: Network;
}
