import type { HsmsHeader } from "../../core/mod.ts";

/** Where bytes go: to the endpoint that the proxy dials, or to the client that dialled the proxy. */
export type FaultDirection = "target" | "client";

/**
 * What a rule does, one step after the other:
 * - `pass`: these bytes go on, in a write of their own
 * - `wait`: what follows waits for `ms`; Infinity is for ever
 * - `wake`: calls `flush` of the stage after `ms`; another `wake` before that replaces it
 * - `close`, `reset`: ends the connection on both sides, with FIN or with RST
 * - `note`: goes to the log
 */
export type FaultAction =
  | { readonly do: "pass"; readonly bytes: Uint8Array }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "wake"; readonly ms: number }
  | { readonly do: "close" }
  | { readonly do: "reset" }
  | { readonly do: "note"; readonly text: string };

/**
 * A rule on one direction of one connection: bytes in, actions out; often a generator. It may keep the bytes, but must not
 * change them.
 */
export interface FaultStage {
  /** The next bytes of the stream; they have waited `age` ms for those before them. */
  push(bytes: Uint8Array, age: number): Iterable<FaultAction>;
  /** Passes on what is held: at the end of the stream, and when a `wake` is due. */
  flush?(): Iterable<FaultAction>;
}

/** One direction of one connection. */
export interface FaultStream {
  /** The number of the connection, from 1. */
  readonly connection: number;
  /** Where the bytes go. */
  readonly to: FaultDirection;
}

/** A parameter of a rule: a number, a word, or a function that picks frames. */
export type FaultParameter = number | string | ((header: HsmsHeader) => boolean);

/**
 * A fault as a value: its name and parameters describe it, `begin` makes a stage that does it.
 *
 * @example A rule of your own: everything twice
 * ```ts
 * import type { FaultRule } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const twice: FaultRule = {
 *   name: "twice",
 *   parameters: {},
 *   begin: () => ({
 *     *push(bytes) {
 *       yield { do: "pass", bytes };
 *       yield { do: "pass", bytes };
 *     },
 *   }),
 * };
 * const stage = twice.begin({ connection: 1, to: "target" })!;
 * assertEquals([...stage.push(Uint8Array.of(7), 0)].length, 2);
 * ```
 */
export interface FaultRule {
  /** The kind of rule, as in text. */
  readonly name: string;
  /** Its parameters, as in text. */
  readonly parameters: Readonly<Record<string, FaultParameter>>;
  /** Whether a connection is refused: reset as soon as it is accepted, without a dial to the target. */
  refuses?(connection: number): boolean;
  /** A stage for this stream, with its own state; undefined if the rule does nothing to the stream. */
  begin(stream: FaultStream): FaultStage | undefined;
}

/** Options of every rule: which streams it works on. */
export interface FaultScope {
  /** Only bytes in this direction. @default {"both"} */
  to?: FaultDirection | "both";
  /** Only the connection with this number, counted from 1. */
  connection?: number;
}

/** What a parameter of a rule may be. */
export interface FaultParameterKind {
  /** A whole number from `min` to `max`, one of `words`, several of them separated by commas, or a name of frames. */
  readonly type: "number" | "word" | "words" | "frames";
  /** What it means. */
  readonly says: string;
  /** Whether it must be given. */
  readonly required?: boolean;
  /** The least number. @default {0} */
  readonly min?: number;
  /** The greatest number. @default {9007199254740991} */
  readonly max?: number;
  /** The words. */
  readonly words?: readonly string[];
}

/** A kind of rule: its name, its description, and its parameters. */
export interface FaultKind {
  /** As in text: `split-at`. */
  readonly name: string;
  /** One sentence. */
  readonly says: string;
  /** By name, without `to` and `connection`, which all kinds have. */
  readonly parameters: Readonly<Record<string, FaultParameterKind>>;
  /** Its connections are reset as soon as they are accepted. */
  readonly refuses?: boolean;
  /** Makes a stage; the parameters have been checked. */
  begin(parameters: FaultParameters, stream: FaultStream): FaultStage;
}

/** Parameters as a kind reads them. */
export type FaultParameters = Readonly<Record<string, FaultParameter | undefined>>;

/** The parameters that all kinds have. */
export const SCOPE: Readonly<Record<string, FaultParameterKind>> = {
  to: { type: "word", words: ["target", "client", "both"], says: "only bytes in this direction" },
  connection: { type: "number", min: 1, says: "only the connection with this number" },
};

/**
 * Makes a rule of a kind.
 *
 * @throws {TypeError} When a parameter is unknown or missing; the message names it.
 * @throws {RangeError} When a parameter is out of range; the message names it.
 */
export function ruleOf(kind: FaultKind, given: object): FaultRule {
  const parameters = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Record<string, FaultParameter>;
  const known: FaultKind["parameters"] = { ...kind.parameters, ...SCOPE };
  for (const [name, value] of Object.entries(parameters)) {
    const parameter = known[name];
    if (parameter === undefined) throw new TypeError(`${kind.name} has no parameter ${name}`);
    requireParameter(`${kind.name}: ${name}`, value, parameter);
  }
  for (const [name, { required }] of Object.entries(known)) {
    if (required && parameters[name] === undefined) throw new TypeError(`${kind.name} needs ${name}`);
  }
  const { to = "both", connection: only } = parameters;
  const isMine = (connection: number): boolean => only === undefined || only === connection;
  return {
    name: kind.name,
    parameters,
    refuses: (connection) => kind.refuses === true && isMine(connection),
    begin(stream) {
      const isThere = to === "both" || to === stream.to;
      return isThere && isMine(stream.connection) ? kind.begin(parameters, stream) : undefined;
    },
  };
}

function requireParameter(name: string, value: FaultParameter, kind: FaultParameterKind): void {
  const { type, words, min = 0, max = Number.MAX_SAFE_INTEGER } = kind;
  if (type === "number") {
    if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return;
    throw new RangeError(`${name} must be a whole number from ${min} to ${max}, got ${String(value)}`);
  }
  const texts = type === "words" ? String(value).split(",") : [String(value)];
  if (type !== "frames" && !texts.every((text) => words!.includes(text))) {
    const several = type === "words" ? "some of" : "one of";
    throw new RangeError(`${name} must be ${several} ${words!.join(", ")}, got ${String(value)}`);
  }
  if (type === "frames" && typeof value !== "function" && !/^[\w.*]+$/.test(String(value))) {
    throw new RangeError(`${name} must be a name of frames, as in S6F11 or Linktest.*, got ${String(value)}`);
  }
}

/** `pass`, as a value. */
export function pass(bytes: Uint8Array): FaultAction {
  return { do: "pass", bytes };
}

/** `wait`, as a value. */
export function wait(ms: number): FaultAction {
  return { do: "wait", ms };
}

/** `note`, as a value. */
export function note(text: string): FaultAction {
  return { do: "note", text };
}
