import type { Clock } from "../../core/mod.ts";

/** If it is later than this for a task, in ms of the clock, the process stood still: that time does not count. */
const STOOD_STILL = 10_000;

/** Maximum number of tasks in one go; then the event loop has its turn. */
const MAX_IN_A_ROW = 1_000;

interface Task {
  /** In seconds of the timeline. */
  readonly due: number;
  readonly run: () => void;
}

/**
 * What is to be done when, with one timer of a clock. Tasks of the same moment run in the order in which they were added, and
 * late ones run one after the other as if they were in time: the order never depends on the machine.
 */
export class Timeline {
  readonly #clock: Clock;
  readonly #speed: number;
  readonly #onError: (error: unknown) => void;
  /** In the order in which they are due. */
  #tasks: Task[] = [];
  #cancel: (() => void) | undefined;
  /** The moment of the clock at which the timeline was at 0, if it runs. */
  #start: number | undefined;
  /** Where the timeline is while a task runs, and while it is stopped; in seconds. */
  #now = 0;
  #isRunning = false;

  /** `speed`: how many seconds of the timeline go by in one of the clock. */
  constructor(clock: Clock, speed: number, onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#speed = speed;
    this.#onError = onError;
  }

  /** Runs something so many seconds from now on; the function that is returned cancels it. */
  in(seconds: number, run: () => void): () => void {
    this.#look();
    const task: Task = { due: this.#now + seconds, run };
    this.#tasks.splice(this.#tasks.findLastIndex(({ due }) => due <= task.due) + 1, 0, task);
    this.#arm();
    return () => {
      const at = this.#tasks.indexOf(task);
      if (at >= 0) this.#tasks.splice(at, 1);
    };
  }

  /** Goes on from where it is. */
  start(): void {
    if (this.#start !== undefined) return;
    this.#start = this.#clock.now() - this.#now * 1000 / this.#speed;
    this.#arm();
  }

  /** Stands still. */
  stop(): void {
    this.#look();
    this.#start = undefined;
    this.#cancel?.();
    this.#cancel = undefined;
  }

  /** Between two tasks it is the clock that says where the timeline is. */
  #look(): void {
    if (this.#start === undefined || this.#isRunning) return;
    const { due = Infinity } = this.#tasks[0] ?? {};
    this.#now = Math.max(this.#now, Math.min(this.#secondsSince(this.#start), due));
  }

  #arm(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const [first] = this.#tasks;
    if (this.#start === undefined || first === undefined || this.#isRunning) return;
    const delay = this.#start + first.due * 1000 / this.#speed - this.#clock.now();
    this.#cancel = this.#clock.schedule(() => this.#run(), Math.max(0, delay));
  }

  #run(): void {
    this.#cancel = undefined;
    const late = this.#clock.now() - this.#start! - this.#tasks[0]!.due * 1000 / this.#speed;
    if (late > STOOD_STILL) this.#start! += late;
    const until = this.#secondsSince(this.#start!);
    this.#isRunning = true;
    for (let i = 0; i < MAX_IN_A_ROW && this.#start !== undefined; i++) {
      const [first] = this.#tasks;
      // Half a millisecond: what fractions of seconds lose.
      if (first === undefined || first.due > until + 0.0005) break;
      this.#tasks.shift();
      this.#now = Math.max(this.#now, first.due);
      try {
        first.run();
      } catch (error) {
        this.#onError(error);
      }
    }
    this.#isRunning = false;
    this.#arm();
  }

  #secondsSince(start: number): number {
    return (this.#clock.now() - start) * this.#speed / 1000;
  }
}
