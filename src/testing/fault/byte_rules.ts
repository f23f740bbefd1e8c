import { concat } from "@std/bytes";
import { hex } from "../../core/base/mod.ts";
import {
  type FaultAction,
  type FaultKind,
  type FaultParameterKind,
  type FaultParameters,
  type FaultRule,
  type FaultScope,
  type FaultStage,
  note,
  pass,
  ruleOf,
  wait,
} from "./rule.ts";

/** Maximum number of bytes that one rule holds back. */
export const MAX_HELD: number = 16 * 1024 * 1024;

const AT: FaultParameterKind = { type: "number", required: true, says: "bytes of the stream before it" };
const GAP: FaultParameterKind = {
  type: "number",
  says: "ms between two pieces, so that TCP keeps them apart",
};
const XOR: FaultParameterKind = { type: "number", min: 1, max: 255, says: "the bits that are inverted" };
const VALUE: FaultParameterKind = { type: "number", max: 255, says: "what the byte becomes" };

/** Options of rules that write in pieces. */
export interface FaultGap {
  /** Ms between two pieces. Without a gap TCP may join them, so that they arrive as one. @default {0} */
  gap?: number;
}

/** How a byte is changed; without `xor` and `value` all of its bits are inverted. */
export interface FaultCorruption {
  /** The bits that are inverted, 1 to 255. */
  xor?: number;
  /** What the byte becomes, 0 to 255. */
  value?: number;
}

const SPLIT_AT: FaultKind = {
  name: "split-at",
  says: "Splits the stream at a byte: what follows goes out in a write of its own.",
  parameters: { at: AT, gap: GAP },
  begin: ({ at, gap = 0 }) =>
    atByte(at as number, function* () {
      yield note(`split at ${at}`);
      yield wait(gap as number);
    }),
};

const STALL: FaultKind = {
  name: "stall",
  says: "Stops at a byte of the stream, for a while or for ever.",
  parameters: { at: AT, ms: { type: "number", says: "for how long; for ever if left out" } },
  begin: ({ at, ms = Infinity }) =>
    atByte(at as number, function* () {
      yield note(`stalled at ${at}`);
      yield wait(ms as number);
    }),
};

const CLOSE_AT: FaultKind = {
  name: "close-at",
  says: "Ends the connection with FIN to both sides at a byte of the stream.",
  parameters: { at: AT, gap: GAP },
  begin: ({ at, gap = 0 }) =>
    atByte(at as number, function* () {
      yield wait(gap as number);
      yield { do: "close" };
    }),
};

const RESET_AT: FaultKind = {
  name: "reset-at",
  says: "Resets the connection with RST to both sides at a byte of the stream.",
  parameters: { at: AT, gap: GAP },
  begin: ({ at, gap = 0 }) =>
    atByte(at as number, function* () {
      yield wait(gap as number);
      yield { do: "reset" };
    }),
};

const SPLIT_INTO: FaultKind = {
  name: "split-into",
  says: "Cuts everything into pieces; with a gap this is a slow line.",
  parameters: { size: { type: "number", required: true, min: 1, says: "bytes of a piece" }, gap: GAP },
  begin: ({ size, gap = 0 }) => ({
    *push(bytes) {
      for (let at = 0; at < bytes.length; at += size as number) {
        yield pass(bytes.subarray(at, at + (size as number)));
        yield wait(gap as number);
      }
    },
  }),
};

const COALESCE: FaultKind = {
  name: "coalesce",
  says: "Holds bytes back until there are enough of them, or for a while, and passes them on as one.",
  parameters: {
    bytes: { type: "number", required: true, min: 1, max: MAX_HELD, says: "how many are enough" },
    ms: { type: "number", required: true, says: "how long the first of them is held at most" },
  },
  begin: ({ bytes, ms }) => new Coalescing(bytes as number, ms as number),
};

const DELAY: FaultKind = {
  name: "delay",
  says: "Lets everything arrive later, as a long line does.",
  parameters: { ms: { type: "number", required: true, says: "how much later" } },
  begin: ({ ms }) => ({
    push: (bytes, age) => [wait(Math.max(0, (ms as number) - age)), pass(bytes)],
  }),
};

const CORRUPT: FaultKind = {
  name: "corrupt",
  says: "Changes one byte of the stream.",
  parameters: { at: AT, xor: XOR, value: VALUE },
  begin(parameters) {
    let seen = 0;
    return {
      *push(bytes) {
        const at = (parameters.at as number) - seen;
        seen += bytes.length;
        if (at < 0 || at >= bytes.length) return yield pass(bytes);
        const changed = corrupted(bytes, at, parameters);
        yield note(
          `byte ${parameters.at}: ${hex(bytes.subarray(at, at + 1))} became ${
            hex(changed.subarray(at, at + 1))
          }`,
        );
        yield pass(changed);
      },
    };
  },
};

const REFUSE: FaultKind = {
  name: "refuse",
  says: "Resets each connection as soon as it is accepted.",
  parameters: {},
  refuses: true,
  begin: () => ({ push: (bytes) => [pass(bytes)] }),
};

/** The kinds of rules that work on bytes. */
export const BYTE_KINDS: readonly FaultKind[] = [
  SPLIT_AT,
  SPLIT_INTO,
  COALESCE,
  DELAY,
  STALL,
  CORRUPT,
  CLOSE_AT,
  RESET_AT,
  REFUSE,
];

/**
 * Splits the stream at byte `at`: what follows goes out in a write of its own.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function splitAt(at: number, options: FaultScope & FaultGap = {}): FaultRule {
  return ruleOf(SPLIT_AT, { at, ...options });
}

/**
 * Cuts everything into pieces of `size` bytes; with a gap this is a slow line.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function splitInto(size: number, options: FaultScope & FaultGap = {}): FaultRule {
  return ruleOf(SPLIT_INTO, { size, ...options });
}

/**
 * Holds bytes back until there are `bytes` of them, or for `ms`, and passes them on as one.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function coalesce(bytes: number, ms: number, options: FaultScope = {}): FaultRule {
  return ruleOf(COALESCE, { bytes, ms, ...options });
}

/**
 * Lets everything arrive `ms` later.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function delay(ms: number, options: FaultScope = {}): FaultRule {
  return ruleOf(DELAY, { ms, ...options });
}

/**
 * Stops at byte `at` of the stream, for `ms` or for ever. Once `maxHeldBytes` bytes wait, nothing more is read from the
 * sender.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function stall(at: number, options: FaultScope & { ms?: number } = {}): FaultRule {
  return ruleOf(STALL, { at, ...options });
}

/**
 * Changes byte `at` of the stream.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function corrupt(at: number, options: FaultScope & FaultCorruption = {}): FaultRule {
  return ruleOf(CORRUPT, { at, ...options });
}

/**
 * Ends the connection with FIN to both sides at byte `at` of the stream, `gap` ms after the byte before.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function closeAt(at: number, options: FaultScope & FaultGap = {}): FaultRule {
  return ruleOf(CLOSE_AT, { at, ...options });
}

/**
 * Resets the connection with RST to both sides at byte `at` of the stream, `gap` ms after the byte before. A reset
 * overtakes bytes on their way: without a gap they may be lost.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function resetAt(at: number, options: FaultScope & FaultGap = {}): FaultRule {
  return ruleOf(RESET_AT, { at, ...options });
}

/**
 * Resets connections as soon as they are accepted: all of them, or only the one with the number `connection`.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function refuse(options: Pick<FaultScope, "connection"> = {}): FaultRule {
  return ruleOf(REFUSE, options);
}

/** A copy of `bytes` in which one byte is another. */
export function corrupted(bytes: Uint8Array, at: number, { xor = 0xff, value }: FaultParameters): Uint8Array {
  const changed = bytes.slice();
  changed[at] = value === undefined ? changed[at]! ^ (xor as number) : value as number;
  return changed;
}

/**
 * Passes everything, and acts once: after the byte before `at`, as soon as that byte has come. At 0 it waits for the first
 * byte of the stream.
 */
function atByte(at: number, act: () => Iterable<FaultAction>): FaultStage {
  let left = at;
  let done = false;
  return {
    *push(bytes) {
      if (done) return yield pass(bytes);
      const before = bytes.subarray(0, left);
      left -= before.length;
      if (before.length > 0) yield pass(before);
      if (left > 0) return;
      done = true;
      yield* act();
      if (before.length < bytes.length) yield pass(bytes.subarray(before.length));
    },
  };
}

class Coalescing implements FaultStage {
  readonly #enough: number;
  readonly #ms: number;
  #held: Uint8Array[] = [];
  #length = 0;

  constructor(enough: number, ms: number) {
    this.#enough = enough;
    this.#ms = ms;
  }

  *push(bytes: Uint8Array): Iterable<FaultAction> {
    if (this.#length === 0) yield { do: "wake", ms: this.#ms };
    this.#held.push(bytes);
    this.#length += bytes.length;
    if (this.#length >= this.#enough) yield* this.flush();
  }

  *flush(): Iterable<FaultAction> {
    if (this.#length === 0) return;
    const held = this.#held;
    this.#held = [];
    this.#length = 0;
    if (held.length > 1) yield note(`joined ${held.length} pieces`);
    yield pass(concat(held));
  }
}
