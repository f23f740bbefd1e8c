import type { HsmsHeader } from "../../core/mod.ts";
import { corrupted, type FaultCorruption, MAX_HELD } from "./byte_rules.ts";
import { FramePicker, nameOf } from "./frames.ts";
import {
  type FaultKind,
  type FaultParameterKind,
  type FaultRule,
  type FaultScope,
  note,
  pass,
  ruleOf,
  wait,
} from "./rule.ts";

/**
 * Frames by name, as in `S6F11`, `S6F*`, `Linktest.req` or `SType200`, or all `data`, `control`, `primary` or `reply`
 * frames; `*` is all frames. In a program also a function of the header.
 */
export type FaultFrames = string | ((header: HsmsHeader) => boolean);

/** Which of the frames that match are picked. */
export interface FaultFrameScope extends FaultScope {
  /** Number of matching frames that pass first. @default {0} */
  skip?: number;
  /** Maximum number of frames that are picked. Default: no limit. */
  times?: number;
}

const PICK: Record<"frames" | "skip" | "times", FaultParameterKind> = {
  frames: {
    type: "frames",
    says: "S6F11, S6F*, Linktest.req, data, control, primary or reply; all if left out",
  },
  skip: { type: "number", says: "number of matching frames that pass first" },
  times: { type: "number", min: 1, says: "maximum number of frames that are picked" },
};

const OFFSET: FaultParameterKind = { type: "number", required: true, says: "bytes of the frame before it" };

const DROP_FRAMES: FaultKind = {
  name: "drop-frames",
  says: "Loses frames.",
  parameters: PICK,
  begin: (parameters) =>
    new FramePicker(
      parameters,
      ({ frame, offset }) => offset === 0 ? [note(`dropped ${nameOf(frame)}`)] : [],
    ),
};

const EAT_LINKTESTS: FaultKind = {
  name: "eat-linktests",
  says: "Loses Linktest.req, Linktest.rsp, or both.",
  parameters: {
    which: { type: "word", words: ["req", "rsp", "both"], says: "which; both if left out" },
  },
  begin({ which = "both" }, stream) {
    const frames = `Linktest.${which === "both" ? "*" : which}`;
    return DROP_FRAMES.begin({ frames }, stream);
  },
};

const DUPLICATE_FRAMES: FaultKind = {
  name: "duplicate-frames",
  says: "Sends frames twice.",
  parameters: PICK,
  begin(parameters) {
    let copies: Uint8Array[] = [];
    return new FramePicker(parameters, function* ({ frame, bytes, last }) {
      yield pass(bytes);
      if (frame.length > MAX_HELD) return;
      copies.push(bytes);
      if (!last) return;
      yield note(`duplicated ${nameOf(frame)}`);
      for (const copy of copies) yield pass(copy);
      copies = [];
    });
  },
};

const CORRUPT_FRAMES: FaultKind = {
  name: "corrupt-frames",
  says: "Changes a byte of frames: 0 to 3 are the length, 8 is PType, 9 SType, 10 to 13 the system bytes.",
  parameters: {
    offset: OFFSET,
    xor: { type: "number", min: 1, max: 255, says: "the bits that are inverted" },
    value: { type: "number", max: 255, says: "what the byte becomes" },
    ...PICK,
  },
  begin: (parameters) =>
    new FramePicker(parameters, function* ({ frame, bytes, offset }) {
      const at = (parameters.offset as number) - offset;
      if (at < 0 || at >= bytes.length) return yield pass(bytes);
      yield note(`corrupted byte ${parameters.offset} of ${nameOf(frame)}`);
      yield pass(corrupted(bytes, at, parameters));
    }),
};

const STALL_FRAMES: FaultKind = {
  name: "stall-frames",
  says: "Stops inside frames, for a while or for ever.",
  parameters: {
    offset: OFFSET,
    ms: { type: "number", says: "for how long; for ever if left out" },
    ...PICK,
  },
  begin: (parameters) =>
    new FramePicker(parameters, function* ({ frame, bytes, offset }) {
      const { ms = Infinity } = parameters;
      const at = (parameters.offset as number) - offset;
      if (at < 0 || at >= bytes.length) return yield pass(bytes);
      if (at > 0) yield pass(bytes.subarray(0, at));
      yield note(`stalled after ${parameters.offset} bytes of ${nameOf(frame)}`);
      yield wait(ms as number);
      yield pass(bytes.subarray(at));
    }),
};

/** The kinds of rules that work on frames. */
export const FRAME_KINDS: readonly FaultKind[] = [
  DROP_FRAMES,
  EAT_LINKTESTS,
  DUPLICATE_FRAMES,
  CORRUPT_FRAMES,
  STALL_FRAMES,
];

/**
 * Loses frames.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function dropFrames(frames: FaultFrames, options: FaultFrameScope = {}): FaultRule {
  return ruleOf(DROP_FRAMES, { frames, ...options });
}

/**
 * Loses Linktest.req, Linktest.rsp, or both: data passes, but the linktest fails.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function eatLinktests(options: FaultScope & { which?: "req" | "rsp" | "both" } = {}): FaultRule {
  return ruleOf(EAT_LINKTESTS, options);
}

/**
 * Sends frames twice; frames of more than 16 MiB pass once.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function duplicateFrames(frames: FaultFrames, options: FaultFrameScope = {}): FaultRule {
  return ruleOf(DUPLICATE_FRAMES, { frames, ...options });
}

/**
 * Changes the byte at `offset` of frames: 0 to 3 are the length field, 4 and 5 the session id, 6 and 7 stream and
 * function, 8 is PType, 9 SType, 10 to 13 are the system bytes, then comes the body.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function corruptFrames(
  frames: FaultFrames,
  offset: number,
  options: FaultFrameScope & FaultCorruption = {},
): FaultRule {
  return ruleOf(CORRUPT_FRAMES, { frames, offset, ...options });
}

/**
 * Stops after `offset` bytes of frames, for `ms` or for ever.
 *
 * @throws {RangeError} When a number is out of range.
 */
export function stallFrames(
  frames: FaultFrames,
  offset: number,
  options: FaultFrameScope & { ms?: number } = {},
): FaultRule {
  return ruleOf(STALL_FRAMES, { frames, offset, ...options });
}
