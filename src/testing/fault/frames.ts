import { concat } from "@std/bytes";
import { HsmsHeader } from "../../core/mod.ts";
import type { FaultAction, FaultParameter, FaultParameters, FaultStage } from "./rule.ts";
import { note, pass } from "./rule.ts";

const PREFIX = 4;
const HEAD = 14;
/** A length field that announces more is garbage. */
const LONGEST = 256 * 1024 * 1024;

/** A frame that passes by. */
export interface PassingFrame {
  readonly header: HsmsHeader;
  /** Bytes, the length field included. */
  readonly length: number;
}

/** A part of a frame; the first one has the whole head. */
export interface FramePart {
  readonly frame: PassingFrame;
  readonly bytes: Uint8Array;
  /** Where in the frame it begins. */
  readonly offset: number;
  /** It ends the frame. */
  readonly last: boolean;
}

/**
 * Cuts a stream into parts of frames. From a length on that cannot be, nobody knows where frames begin: everything passes
 * as it is.
 */
class FrameCutter {
  #head: Uint8Array = new Uint8Array(0);
  #frame: PassingFrame | undefined;
  #seen = 0;
  #garbage = false;

  /** Calls for each part of a frame; bytes that belong to none pass. */
  *push(bytes: Uint8Array, act: (part: FramePart) => Iterable<FaultAction>): Iterable<FaultAction> {
    let rest = this.#head.length === 0 ? bytes : concat([this.#head, bytes]);
    this.#head = new Uint8Array(0);
    while (rest.length > 0) {
      if (this.#frame === undefined && !this.#garbage) {
        this.#begin(rest);
        if (this.#frame === undefined && !this.#garbage) {
          this.#head = rest;
          return;
        }
        if (this.#garbage) yield note("no frames from here on: a length that cannot be");
      }
      const frame: PassingFrame | undefined = this.#frame;
      if (frame === undefined) return yield pass(rest);
      const part = rest.subarray(0, frame.length - this.#seen);
      rest = rest.subarray(part.length);
      const offset = this.#seen;
      this.#seen += part.length;
      const last = this.#seen === frame.length;
      if (last) this.#frame = undefined;
      yield* act({ frame, bytes: part, offset, last });
    }
  }

  /** Bytes of a head that is not complete. */
  *flush(): Iterable<FaultAction> {
    if (this.#head.length > 0) yield pass(this.#head);
    this.#head = new Uint8Array(0);
  }

  #begin(bytes: Uint8Array): void {
    if (bytes.length < PREFIX) return;
    const announced = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    if (announced < HEAD - PREFIX || announced > LONGEST) this.#garbage = true;
    else if (bytes.length >= HEAD) {
      this.#frame = { header: HsmsHeader.decode(bytes, PREFIX), length: PREFIX + announced };
      this.#seen = 0;
    }
  }
}

/** What a rule does to the parts of a frame that it picked. */
export type FrameFault = (part: FramePart) => Iterable<FaultAction>;

/** A stage that picks frames by `frames`, `skip` and `times`; the others pass. Where nothing acts, writes stay joined. */
export function frameStage(
  { frames = "*", skip = 0, times = Infinity }: FaultParameters,
  fault: FrameFault,
): FaultStage {
  const cutter = new FrameCutter();
  const matches = matcherOf(frames);
  let matched = 0;
  let picked = false;
  const act: FrameFault = (part) => {
    if (part.offset === 0) {
      picked = matches(part.frame.header) && matched++ >= (skip as number) &&
        matched <= (skip as number) + (times as number);
    }
    return picked ? fault(part) : [pass(part.bytes)];
  };
  return {
    push: (bytes) => joined(cutter.push(bytes, act)),
    flush: () => cutter.flush(),
  };
}

/** A frame's name and system bytes, for the log. */
export function nameOf({ header, length }: PassingFrame): string {
  return `${header.name} ${header.system.toString(16).padStart(8, "0")} (${length} bytes)`;
}

/** `S1F1` and `Linktest.req` by name, `S6F*` with a star, `data`, `control`, `primary` and `reply`. */
function matcherOf(frames: FaultParameter): (header: HsmsHeader) => boolean {
  if (typeof frames === "function") return frames;
  switch (frames) {
    case "data":
      return (header) => !header.isControl;
    case "control":
      return (header) => header.isControl;
    case "primary":
      return (header) => !header.isControl && header.function % 2 === 1;
    case "reply":
      return (header) => !header.isControl && header.function % 2 === 0;
  }
  const escaped = String(frames).replaceAll(".", "\\.").replaceAll("*", ".*");
  const pattern = new RegExp(`^${escaped}$`, "i");
  return (header) => pattern.test(header.name.replace(/ W$/, "").replace(" ", ""));
}

/** One pass of several that follow each other. */
function* joined(actions: Iterable<FaultAction>): Iterable<FaultAction> {
  let passed: Uint8Array[] = [];
  for (const action of actions) {
    if (action.do === "pass") passed.push(action.bytes);
    else {
      if (passed.length > 0) yield pass(together(passed));
      passed = [];
      yield action;
    }
  }
  if (passed.length > 0) yield pass(together(passed));
}

function together(pieces: readonly Uint8Array[]): Uint8Array {
  return pieces.length === 1 ? pieces[0]! : concat(pieces);
}
