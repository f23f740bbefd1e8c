import { abortable, Deferred } from "../core/base/mod.ts";
import type { CommandOutput } from "./io.ts";

/** Number of bytes that wait for a terminal, a pipe or the disk, from which on nothing more is read from peers. */
export const HIGH_WATER = 1024 * 1024;
/** Number of bytes that still wait when reading goes on. */
export const LOW_WATER = 256 * 1024;

/**
 * Counts what a command has written and nobody has taken: lines for stdout and stderr, and recordings for the disk. While
 * it is full, the command reads nothing.
 */
export class Backlog {
  readonly #listeners = new Set<(full: boolean) => void>();
  #waiting = 0;
  #full = false;
  #room: Deferred<void> | undefined;

  /** Whether nothing is to be read. */
  get full(): boolean {
    return this.#full;
  }

  /** Bytes have to wait. */
  add(bytes: number): void {
    this.#waiting += bytes;
    if (this.#full || this.#waiting < HIGH_WATER) return;
    this.#room = new Deferred();
    this.#change(true);
  }

  /** Bytes that waited are out, or dropped. */
  remove(bytes: number): void {
    this.#waiting -= bytes;
    if (!this.#full || this.#waiting > LOW_WATER) return;
    this.#change(false);
    this.#room?.resolve();
  }

  /** Resolves when it is not full, and when the signal is aborted. */
  async whenRoom(signal: AbortSignal): Promise<void> {
    while (this.#full && !signal.aborted) {
      await abortable(this.#room!.promise, signal).catch(() => {});
    }
  }

  /** Calls `listener` when it becomes full, and when it has room again. */
  onChange(listener: (full: boolean) => void): void {
    this.#listeners.add(listener);
  }

  /** The same output; what is written to it counts until it is out. */
  counted(output: CommandOutput): CommandOutput {
    let uncounted = 0;
    let counting = false;
    const count = async (): Promise<void> => {
      counting = true;
      while (uncounted > 0) {
        const bytes = uncounted;
        uncounted = 0;
        await output.flushed();
        this.remove(bytes);
      }
      counting = false;
    };
    return {
      write: (text) => {
        output.write(text);
        uncounted += text.length;
        this.add(text.length);
        if (!counting) void count();
      },
      flushed: () => output.flushed(),
      isTTY: output.isTTY,
      get columns() {
        return output.columns;
      },
    };
  }

  #change(full: boolean): void {
    this.#full = full;
    for (const listener of this.#listeners) listener(full);
  }
}
