import { pathTo } from "../../gem/definition/problems.ts";
import { sentenceOf } from "../errors.ts";
import { segmentsOf } from "../models/path.ts";
import { stepsWithin, wordOf } from "./check_steps.ts";
import { DOING } from "./doing.ts";
import { StepFailure } from "./failure.ts";
import type { Cursor } from "./inbox.ts";
import type { StepResult, StepTrouble } from "./results.ts";
import type { Doing, Running } from "./running.ts";
import type { Step, Word } from "./scenario.ts";
import type { Stage } from "./stage.ts";
import { stepText } from "./step_text.ts";
import type { Variables } from "./variables.ts";
import type { YamlFile } from "./yaml_file.ts";

/** Maximum number of steps that a scenario does, loops and all. */
const MAX_STEPS = 100_000;
/** Maximum number of results that are kept: the first ones, and the one that fails. */
const MAX_RESULTS = 5_000;

/** The scenario has ended: a step has failed, and its result is there. */
export class Ended extends Error {}

/** Who is told while steps are done. */
export interface StepProgress {
  /** A step begins. */
  begins(text: () => string, place: string): void;
  /** A step has ended. */
  ended(step: StepResult): void;
}

/** Does the steps of a scenario. */
export class Engine {
  readonly results: StepResult[] = [];
  /** Number of results that are not kept. */
  left = 0;
  readonly #stage: Stage;
  readonly #variables: Variables;
  readonly #file: YamlFile;
  readonly #progress: StepProgress;
  #ending = new AbortController();
  readonly #begin: number;
  readonly #cursor: Cursor = { next: 0 };
  /** Where steps are in the file. */
  readonly #places = new Map<Step, string>();
  #count = 0;

  constructor(
    stage: Stage,
    variables: Variables,
    file: YamlFile,
    progress: StepProgress,
  ) {
    this.#stage = stage;
    this.#variables = variables;
    this.#file = file;
    this.#progress = progress;
    this.#begin = stage.options.clock.now();
  }

  /** Does the steps at a path, after those of before; rejects with an Ended if one fails, and with the reason of `end`. */
  async run(steps: readonly Step[], path: string, part = ""): Promise<void> {
    this.#learn(steps, path);
    await this.#all(steps, part, this.#cursor);
  }

  /** What comes after a failure. */
  goOn(): void {
    this.#ending = new AbortController();
  }

  /** Ends what is going on. */
  end(reason: Error): void {
    this.#ending.abort(reason);
  }

  #learn(steps: readonly Step[], path: string): void {
    steps.forEach((step, index) => {
      const at = pathTo(path, index);
      this.#places.set(step, this.#file.at(segmentsOf(`${at}:`)));
      for (const [inner, within] of stepsWithin(step, at)) this.#learn(inner, within);
    });
  }

  async #all(steps: readonly Step[], part: string, cursor: Cursor): Promise<void> {
    for (const step of steps) {
      this.#ending.signal.throwIfAborted();
      await this.#one(step, part, cursor);
    }
  }

  async #one(step: Step, part: string, cursor: Cursor): Promise<void> {
    const word = wordOf(step);
    const isWhole = stepsWithin(step).length > 0;
    const { clock } = this.#stage.options;
    const begin = clock.now();
    const place = this.#places.get(step)!;
    let filled = step;
    const done = (said: string, failure: StepTrouble | undefined): void => {
      const result: StepResult = {
        place,
        text: stepText(filled),
        about: step.about,
        part,
        result: failure === undefined ? "pass" : "fail",
        said,
        at: begin - this.#begin,
        took: clock.now() - begin,
        failure,
      };
      if (failure !== undefined || this.results.length < MAX_RESULTS) this.results.push(result);
      else this.left++;
      this.#progress.ended(result);
    };
    try {
      if (++this.#count > MAX_STEPS) {
        throw new StepFailure(`at most ${MAX_STEPS} steps`, ["it was one more"], "The loops");
      }
      filled = this.#filled(step);
      if (!isWhole) this.#progress.begins(() => stepText(filled), place);
      const said = await (DOING[word] as Doing<Word>)(filled as never, this.#running(part, cursor)) ?? "";
      if (!isWhole) done(said, undefined);
    } catch (error) {
      if (error instanceof Ended || this.#ending.signal.aborted) throw error;
      done("", troubleOf(error));
      const ended = new Ended("a step has failed");
      this.end(ended);
      throw ended;
    }
  }

  /** A step with the values of the variables; the steps within it are filled when they are done. */
  #filled(step: Step): Step {
    const own = Object.entries(step).map(([name, value]) => [
      name,
      name === "steps" || name === "parallel" ? value : this.#variables.into(value),
    ]);
    return Object.fromEntries(own);
  }

  #running(part: string, cursor: Cursor): Running {
    return {
      stage: this.#stage,
      variables: this.#variables,
      cursor,
      signal: this.#ending.signal,
      inner: (steps, name, own = cursor) => this.#all(steps, part === "" ? name : `${part}, ${name}`, own),
    };
  }
}

function troubleOf(error: unknown): StepTrouble {
  if (!(error instanceof StepFailure)) {
    return { expected: "that it can be done", seen: [sentenceOf(error)], check: undefined };
  }
  const { expected, seen, check } = error;
  return { expected, seen, check };
}
