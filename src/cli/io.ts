import type { Clock, Network } from "../core/mod.ts";

/** Where text goes: a terminal, a file or a pipe. */
export interface CommandOutput {
  /** Writes text or bytes as they are, in order; never throws, and waits for nothing. */
  write(text: string | Uint8Array): void;
  /**
   * Resolves when everything that was written is out. Wait for it now and then if you write much. The commands read from
   * their peers only as fast as it resolves.
   */
  flushed(): Promise<void>;
  /** Whether it is a terminal. */
  readonly isTTY: boolean;
  /** Characters in a line. */
  readonly columns: number;
}

/** Where text comes from. */
export interface CommandInput {
  /** Whether it is a terminal. */
  readonly isTTY: boolean;
  /** The bytes as they arrive; may be read once. */
  bytes(): AsyncIterable<Uint8Array>;
}

/**
 * Everything outside that a command uses, so that a test can replace it.
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
  /** Results. */
  readonly stdout: CommandOutput;
  /** Errors, and progress. */
  readonly stderr: CommandOutput;
  /** Environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by ^C, SIGTERM, SIGHUP if nothing else waits for it, and when stdout is closed: the command separates and ends then. */
  readonly signal: AbortSignal;
  /** Calls `listener` at each SIGHUP, which then does not end the command; the returned function ends that. */
  readonly onHangUp?: (listener: () => void) => () => void;
  /** The clock of timers. */
  readonly clock: Clock;
  /** The time of day. */
  readonly date: () => Date;
  /** How peers are reached. */
  readonly network: Network;
  /** Called when a write to a disk does not end: the process must not wait for it when it ends. */
  readonly hangs?: () => void;
}
