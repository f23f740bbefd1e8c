/**
 * Which primaries are spooled (S2F43). A setting is plain data: streams, each with the functions that are spooled, or
 * with none for all of its primaries. A stream that is not named is not spooled.
 */

import type { Spoolable } from "./spool_queue.ts";

/** A stream of S2F43, with its functions; none means all primaries of the stream. */
export interface SpoolStream {
  /** Its number. */
  readonly stream: number;
  /** The functions that are spooled; none: all primaries. */
  readonly functions: readonly number[];
}

/** The primaries that are spooled. */
export type SpoolSetting = readonly SpoolStream[];

/** Why a stream was refused (STRACK). */
export const STRACK = { never: 1, unknownStream: 2, unknownFunction: 3, secondary: 4 } as const;

/** An entry of S2F44: what of a stream was refused, and why. */
export interface RefusedStream {
  /** Its number. */
  readonly stream: number;
  /** STRACK. */
  readonly strack: typeof STRACK[keyof typeof STRACK];
  /** The functions that were refused; none: the whole stream. */
  readonly functions: readonly number[];
}

/** The answer to S2F43. `setting` is the one that holds from now on: the one before if anything was refused. */
export interface SpoolSettingAnswer {
  /** RSPACK: 1 if anything was refused. */
  readonly rspack: 0 | 1;
  /** What was refused. */
  readonly refused: readonly RefusedStream[];
  /** The setting that holds from now on. */
  readonly setting: SpoolSetting;
}

/** What S2F43 is checked with. */
export interface SpoolSettingOptions {
  /** The primaries that the equipment sends. */
  readonly primaries: SpoolSetting;
  /** What a request replaces: the whole setting, or only the streams that it names. */
  readonly replaces: "setting" | "streams";
}

/** Whether a message is spooled while the spool is active. */
export function isSpooled(setting: SpoolSetting, message: Spoolable): boolean {
  if (!isSpoolable(message)) return false;
  return setting.some(({ stream, functions }) =>
    stream === message.stream && (functions.length === 0 || functions.includes(message.function))
  );
}

/** Whether a message may be spooled at all: no secondary, nothing of stream 1 or 9, and no S6F5 or S2F39. */
export function isSpoolable({ stream, function: func }: Spoolable): boolean {
  if (func % 2 === 0 || stream === 1 || stream === 9) return false;
  return !(stream === 6 && func === 5) && !(stream === 2 && func === 39);
}

/** Checks S2F43: all of it is taken, or nothing. */
export function changeSpoolSetting(
  setting: SpoolSetting,
  request: SpoolSetting,
  { primaries, replaces }: SpoolSettingOptions,
): SpoolSettingAnswer {
  const refused = request.flatMap((entry) => refusalsOf(entry, primaries));
  if (refused.length > 0) return { rspack: 1, refused, setting };
  const taken = merged(request);
  if (replaces === "setting") return { rspack: 0, refused, setting: taken };
  const kept = setting.filter(({ stream }) => !taken.some((entry) => entry.stream === stream));
  return { rspack: 0, refused, setting: [...kept, ...taken] };
}

/** Each stream once, with each of its functions once: a setting is as long as there are streams, and no longer. */
function merged(request: SpoolSetting): SpoolSetting {
  const streams = new Map<number, Set<number>>();
  const whole = new Set<number>();
  for (const { stream, functions } of request) {
    if (functions.length === 0) whole.add(stream);
    let known = streams.get(stream);
    if (known === undefined) streams.set(stream, known = new Set());
    for (const func of functions) known.add(func);
  }
  return Array.from(streams, ([stream, functions]) => ({
    stream,
    functions: whole.has(stream) ? [] : [...functions],
  }));
}

function refusalsOf({ stream, functions }: SpoolStream, primaries: SpoolSetting): RefusedStream[] {
  if (stream === 1) return [{ stream, strack: STRACK.never, functions: [] }];
  const known = primaries.filter((entry) => entry.stream === stream);
  if (known.length === 0) return [{ stream, strack: STRACK.unknownStream, functions: [] }];
  const secondaries = functions.filter((func) => func % 2 === 0);
  const unknown = functions.filter((func) =>
    func % 2 === 1 && !known.some((entry) => entry.functions.length === 0 || entry.functions.includes(func))
  );
  return [
    ...refusal(stream, STRACK.unknownFunction, unknown),
    ...refusal(stream, STRACK.secondary, secondaries),
  ];
}

function refusal(
  stream: number,
  strack: RefusedStream["strack"],
  functions: readonly number[],
): RefusedStream[] {
  return functions.length === 0 ? [] : [{ stream, strack, functions }];
}
