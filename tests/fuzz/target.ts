import fc from "fast-check";
import { toText } from "./text.ts";

/** One part of the library, the inputs that it is given, and what has to hold for each of them. */
export interface Target<Input> {
  readonly name: string;
  /** Its part of all inputs of a run. */
  readonly share: number;
  /** Whether `check` is to be awaited. */
  readonly waits: boolean;
  readonly inputs: fc.Arbitrary<Input>;
  /** Throws what is wrong. */
  check(input: Input): void | Promise<void>;
}

/** How many inputs, and which. */
export interface Effort {
  readonly seed: number;
  readonly runs: number;
  /** The one input of this seed at this path, instead of `runs` of them. */
  readonly path?: string | undefined;
  /** No input takes as long as this, in ms. @default {1000} */
  readonly slow?: number;
}

/** An input that broke something, as small as it became. */
export interface Failure {
  readonly seed: number;
  readonly path: string;
  /** As text that `fromText` reads. */
  readonly input: string;
  readonly what: string;
}

/** What came of a target. */
export interface Outcome {
  readonly target: string;
  readonly inputs: number;
  readonly seconds: number;
  readonly failure?: Failure;
}

const SLOW = 1000;
/** A failing input is made smaller for so long, in ms. */
const PATIENCE = 10_000;

/** Gives a target its inputs; ends at the first one that breaks something, and makes that one small. */
export async function fuzz<Input>(target: Target<Input>, effort: Effort): Promise<Outcome> {
  const { seed, runs, path, slow = SLOW } = effort;
  const start = performance.now();
  let inputs = 0;
  let failedAt: number | undefined;
  const tired = (): boolean => failedAt !== undefined && performance.now() - failedAt > PATIENCE;
  const failed = (error: unknown): never => {
    failedAt ??= performance.now();
    throw error;
  };
  const count = (): void => void (failedAt === undefined && inputs++);
  const property = target.waits
    ? fc.asyncProperty(target.inputs, async (input) => {
      if (tired()) return;
      count();
      await checkOne(target, input, slow).catch(failed);
    })
    : fc.property(target.inputs, (input) => {
      if (tired()) return;
      count();
      try {
        checkAtOnce(target, input, slow);
      } catch (error) {
        failed(error);
      }
    });
  const only = path === undefined ? { numRuns: runs } : { numRuns: 1, path, endOnFailure: true };
  const details = await fc.check<[Input]>(property as fc.IRawProperty<[Input]>, { seed, ...only });
  const seconds = (performance.now() - start) / 1000;
  const outcome = { target: target.name, inputs, seconds };
  if (!details.failed) return outcome;
  const [input] = details.counterexample!;
  const failure = {
    seed,
    path: details.counterexamplePath!,
    input: toText(input),
    what: describe(details.errorInstance),
  };
  return { ...outcome, failure };
}

/** Gives a target one input; throws what is wrong. A machine may be busy: an input is slow when it is slow twice. */
export async function checkOne<Input>(target: Target<Input>, input: Input, slow = SLOW): Promise<void> {
  const time = async (): Promise<number> => {
    const start = performance.now();
    await target.check(input);
    return performance.now() - start;
  };
  if (await time() >= slow) requireQuick(await time(), slow);
}

/** The same if nothing is to be awaited. */
function checkAtOnce<Input>(target: Target<Input>, input: Input, slow: number): void {
  const time = (): number => {
    const start = performance.now();
    void target.check(input);
    return performance.now() - start;
  };
  if (time() >= slow) requireQuick(time(), slow);
}

function requireQuick(ms: number, slow: number): void {
  if (ms >= slow) throw new Error(`slow: took ${ms.toFixed(0)} ms, where no input may take ${slow}`);
}

function describe(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
