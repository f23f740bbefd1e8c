import { type Signal, signal } from "@preact/signals";
import type { World } from "../../playground/mod.ts";

/** Sentences that are kept. */
const MAX_SAID = 60;
/** Ms between two looks at the clock. */
const TICK = 50;
/** Longest time that goes by in one look: a page in the background is not to catch up hours. */
const MAX_STEP = 1000;

/** The time of the world, and what it said. */
export class PlayState {
  /** How many times as fast as here time goes by; 0: it stands still. */
  readonly speed: Signal<number> = signal(1);
  /** Ms since the world began. */
  readonly now: Signal<number> = signal(0);
  /** Ms until the next timer of the two sides; undefined: none runs. */
  readonly next: Signal<number | undefined> = signal(undefined);
  /** The last sentences, the newest first. */
  readonly said: Signal<readonly { readonly at: number; readonly text: string }[]> = signal([]);
  readonly ways: Signal<{ readonly toTool: boolean; readonly toHost: boolean }> = signal({
    toTool: true,
    toHost: true,
  });
  #turn: Promise<void> = Promise.resolve();

  /** Keeps a sentence. */
  say(text: string): void {
    this.said.value = [{ at: this.now.value, text }, ...this.said.value].slice(0, MAX_SAID);
  }

  /** Lets time go by from now on. */
  run(world: World): void {
    let last = performance.now();
    let isBusy = false;
    setInterval(() => {
      const now = performance.now();
      const passed = Math.min(now - last, MAX_STEP);
      last = now;
      if (isBusy || this.speed.value === 0) return;
      isBusy = true;
      void this.advance(world, passed * this.speed.value).then(() => isBusy = false);
    }, TICK);
  }

  /** Lets a time go by at once. */
  advance(world: World, ms: number): Promise<void> {
    return this.#move(world, () => world.advance(ms));
  }

  /** Lets time go by until the next timer runs. */
  step(world: World): Promise<void> {
    return this.#move(world, () => world.step());
  }

  #move(world: World, move: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(move).then(() => {
      const now = world.clock.now();
      this.now.value = now;
      const { next } = world.clock;
      this.next.value = next === undefined ? undefined : next - now;
    });
    return this.#turn;
  }
}
