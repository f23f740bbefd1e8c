import { concat } from "@std/bytes";
import { takeUint32 } from "../../core/base/mod.ts";
import { HsmsHeader } from "../../core/mod.ts";
import type { FaultAction, FaultParameter, FaultParameters, FaultStage } from "./rule.ts";
import { note, pass } from "./rule.ts";

const PREFIX = 4;
const HEAD = 14;
/** A larger length field is not the length of a frame. */
const MAX_LENGTH = 256 * 1024 * 1024;

/** A frame that passes by. */
export interface PassingFrame {
  readonly header: HsmsHeader;
  /** Bytes, the length field included. */
  readonly length: number;
}

/** A part of a frame; the first part has the length field and the whole header. */
export interface FramePart {
  readonly frame: PassingFrame;
  readonly bytes: Uint8Array;
  /** Where in the frame it begins. */
  readonly offset: number;
  /** It ends the frame. */
  readonly last: boolean;
}

/** What a rule does to the parts of a frame that it picked. */
export type FrameFault = (part: FramePart) => Iterable<FaultAction>;

/**
 * A stage that finds the frames in a stream, picks some of them by `frames`, `skip` and `times`, and gives their parts to a
 * fault; everything else passes. After an invalid length field it is unknown where frames begin: from there on everything
 * passes.
 */
export class FramePicker implements FaultStage {
  readonly #matches: (header: HsmsHeader) => boolean;
  readonly #first: number;
  readonly #end: number;
  readonly #fault: FrameFault;
  #matched = 0;
  /** The beginning of a frame, until its header is complete. */
  #head: Uint8Array = new Uint8Array(0);
  #frame: PassingFrame | undefined;
  /** Whether the fault gets this frame. */
  #picked = false;
  /** Bytes of the frame that have passed. */
  #seen = 0;
  #lost = false;

  constructor({ frames = "*", skip = 0, times = Infinity }: FaultParameters, fault: FrameFault) {
    this.#matches = matcherOf(frames);
    this.#first = skip as number;
    this.#end = this.#first + (times as number);
    this.#fault = fault;
  }

  push(bytes: Uint8Array): Iterable<FaultAction> {
    return joined(this.#parts(bytes));
  }

  /** Bytes of a header that is not complete. */
  *flush(): Iterable<FaultAction> {
    if (this.#head.length > 0) yield pass(this.#head);
    this.#head = new Uint8Array(0);
  }

  *#parts(bytes: Uint8Array): Iterable<FaultAction> {
    let rest = this.#head.length === 0 ? bytes : concat([this.#head, bytes]);
    this.#head = new Uint8Array(0);
    while (rest.length > 0) {
      if (this.#frame === undefined && !this.#lost) {
        this.#begin(rest);
        if (this.#lost) yield note("no frames from here on: an invalid length field");
        else if (this.#frame === undefined) {
          this.#head = rest;
          return;
        }
      }
      const frame: PassingFrame | undefined = this.#frame;
      if (frame === undefined) return yield pass(rest);
      const part = rest.subarray(0, frame.length - this.#seen);
      rest = rest.subarray(part.length);
      yield* this.#act(frame, part);
    }
  }

  /** Begins a frame once its header is there. */
  #begin(bytes: Uint8Array): void {
    if (bytes.length < PREFIX) return;
    const announced = takeUint32(bytes, 0);
    if (announced < HEAD - PREFIX || announced > MAX_LENGTH) this.#lost = true;
    else if (bytes.length >= HEAD) {
      const header = HsmsHeader.decode(bytes, PREFIX);
      this.#frame = { header, length: PREFIX + announced };
      this.#seen = 0;
      this.#picked = this.#matches(header) && this.#matched++ >= this.#first && this.#matched <= this.#end;
    }
  }

  #act(frame: PassingFrame, bytes: Uint8Array): Iterable<FaultAction> {
    const offset = this.#seen;
    this.#seen += bytes.length;
    const last = this.#seen === frame.length;
    if (last) this.#frame = undefined;
    return this.#picked ? this.#fault({ frame, bytes, offset, last }) : [pass(bytes)];
  }
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

/** Makes one pass of several in a row: bytes that no fault touches stay in one write. */
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
