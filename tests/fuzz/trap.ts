import process from "node:process";

/** Catches uncaught errors of the whole process, while it is set. */
export class Trap {
  #caught: unknown[] = [];

  /** Listens; the process lives on, whatever comes. */
  set(): void {
    process.on("unhandledRejection", this.catch);
    process.on("uncaughtException", this.catch);
  }

  /** Listens no more. */
  remove(): void {
    process.off("unhandledRejection", this.catch);
    process.off("uncaughtException", this.catch);
  }

  /** Throws the first uncaught error since the last time. */
  check(): void {
    const [first] = this.#caught;
    if (this.#caught.length === 0) return;
    this.#caught = [];
    throw new Error(`uncaught: ${first instanceof Error ? first.stack : first}`);
  }

  /** An uncaught error. */
  readonly catch = (error: unknown): void => void this.#caught.push(error);
}

/** Of this process; a program that fuzzes sets it. */
export const trap = new Trap();
