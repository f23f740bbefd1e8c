import { AssertionError } from "@std/assert";
import type { Clock } from "../core/base/mod.ts";

interface Wait {
  check(): void;
}

/** Waits of a test for things to hold, each of them bounded; looked at whenever something has changed. */
export class BoundedWaits {
  readonly #clock: Clock;
  readonly #timeout: number;
  readonly #open = new Set<Wait>();

  constructor(clock: Clock, timeout: number) {
    this.#clock = clock;
    this.#timeout = timeout;
  }

  /** Something has changed: settles the waits that it settles. */
  changed(): void {
    for (const wait of [...this.#open]) wait.check();
  }

  /**
   * Resolves once `holds`. Rejects when `isHopeless` before that, or when the time is over; `describe` ends the
   * error's sentence with what there is instead.
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
