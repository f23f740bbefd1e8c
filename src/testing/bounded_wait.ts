import { AssertionError } from "@std/assert";
import type { Clock } from "../core/base/mod.ts";

interface Wait {
  check(): void;
}

/** Waits of a test for conditions, each with a time limit; the conditions are checked whenever something has changed. */
export class BoundedWaits {
  readonly #clock: Clock;
  readonly #timeout: number;
  readonly #open = new Set<Wait>();

  constructor(clock: Clock, timeout: number) {
    this.#clock = clock;
    this.#timeout = timeout;
  }

  /** Something has changed: checks all waits. */
  changed(): void {
    for (const wait of [...this.#open]) wait.check();
  }

  /**
   * Resolves once `holds` is true; `describe` says in the error what there is instead.
   *
   * @throws {AssertionError} When `isHopeless` is true before that, or the time is over.
   */
  until(
    awaited: string,
    holds: () => boolean,
    describe: () => string,
    isHopeless: () => boolean = () => false,
  ): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (error?: AssertionError): void => {
        this.#open.delete(wait);
        cancel();
        if (error === undefined) resolve();
        else reject(error);
      };
      const fail = (how: string): void => settle(new AssertionError(`${how} for ${awaited}; ${describe()}`));
      const wait: Wait = {
        check() {
          if (holds()) settle();
          else if (isHopeless()) fail("Waited in vain");
        },
      };
      const cancel = this.#clock.schedule(() => fail(`Waited ${this.#timeout} ms`), this.#timeout);
      this.#open.add(wait);
      wait.check();
    });
  }
}
