import { seeded } from "../random.ts";
import { corrupted, type FaultGap } from "./byte_rules.ts";
import {
  type FaultAction,
  type FaultKind,
  type FaultRule,
  type FaultScope,
  type FaultStage,
  type FaultStream,
  note,
  pass,
  ruleOf,
  wait,
} from "./rule.ts";

/** What happens at random. */
const FAULTS: readonly string[] = ["split", "pause", "stall", "corrupt", "close", "reset"];

/** Options of {@linkcode randomFaults}. */
export interface FaultRandomOptions extends FaultScope {
  /** Mean number of bytes between two faults. @default {200} */
  mean?: number;
  /**
   * Which faults, separated by commas: `split`, `pause` (up to 10 ms), `stall` (for ever), `corrupt` (one byte), `close`,
   * `reset`. @default {"split,pause,close,reset"}
   */
  faults?: string;
}

const SEED = { type: "number", required: true, says: "the same seed gives the same faults" } as const;
const GAP = { type: "number", says: "ms between two pieces" } as const;

const SPLIT_RANDOMLY: FaultKind = {
  name: "split-randomly",
  says: "Cuts everything into pieces of random size, at the same bytes of the stream for the same seed.",
  parameters: {
    seed: SEED,
    max: { type: "number", min: 1, says: "the largest piece; 20 if left out" },
    gap: GAP,
  },
  begin({ seed, max = 20, gap = 0 }, stream) {
    const random = randomFor(seed as number, stream);
    const next = (): number => 1 + random(max as number);
    return atRandom(next, function* () {
      yield wait(gap as number);
    });
  },
};

const RANDOM_FAULTS: FaultKind = {
  name: "random-faults",
  says: "Makes a fault now and then, at the same bytes of the stream for the same seed.",
  parameters: {
    seed: SEED,
    mean: { type: "number", min: 1, says: "mean number of bytes between two; 200 if left out" },
    faults: { type: "words", words: FAULTS, says: "which; split,pause,close,reset if left out" },
  },
  begin({ seed, mean = 200, faults = "split,pause,close,reset" }, stream) {
    const random = randomFor(seed as number, stream);
    const wanted = (faults as string).split(",");
    const next = (): number => 1 + random(2 * (mean as number) - 1);
    return atRandom(next, (bytes) => faultsOf(wanted[random(wanted.length)]!, random, bytes));
  },
};

/** The kinds of rules that act at random. */
export const RANDOM_KINDS: readonly FaultKind[] = [SPLIT_RANDOMLY, RANDOM_FAULTS];

/**
 * Cuts everything into pieces of 1 to `max` bytes (default 20), the same pieces for the same seed.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function splitRandomly(
  seed: number,
  options: FaultScope & FaultGap & { max?: number } = {},
): FaultRule {
  return ruleOf(SPLIT_RANDOMLY, { seed, ...options });
}

/**
 * Makes a fault now and then. Which fault and where depends on the seed, the number of the connection, the direction and
 * the offset in the stream, but not on the chunks that the bytes come in: the same seed makes the same faults again.
 *
 * @throws {RangeError} When a number is out of range, or a word of `faults` is unknown.
 */
export function randomFaults(seed: number, options: FaultRandomOptions = {}): FaultRule {
  return ruleOf(RANDOM_FAULTS, { seed, ...options });
}

/** Returns the bytes after the fault if it changed them. */
type Fault = Generator<FaultAction, Uint8Array | void>;

function* faultsOf(fault: string, random: (below: number) => number, bytes: Uint8Array): Fault {
  yield note(fault);
  if (fault === "pause") yield wait(1 + random(10));
  else if (fault === "stall") yield wait(Infinity);
  else if (fault === "close" || fault === "reset") yield { do: fault };
  else if (fault === "corrupt") return corrupted(bytes, 0, { xor: 1 + random(255) });
}

/** Acts after `next` bytes, again and again, each time when one more byte has come. */
function atRandom(next: () => number, act: (bytes: Uint8Array) => Fault): FaultStage {
  let left = next();
  return {
    *push(bytes) {
      let rest = bytes;
      while (rest.length > left) {
        if (left > 0) yield pass(rest.subarray(0, left));
        rest = rest.subarray(left);
        rest = (yield* act(rest)) ?? rest;
        left = next();
      }
      left -= rest.length;
      yield pass(rest);
    },
  };
}

/** Random numbers of a stream: each connection and each direction has its own sequence. */
function randomFor(seed: number, { connection, to }: FaultStream): (below: number) => number {
  const mixed = Math.imul(seed, 0x9e3779b1) + Math.imul(connection, 0x85ebca6b) + (to === "target" ? 1 : 2);
  return seeded(mixed);
}
