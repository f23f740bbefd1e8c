/** How names of a tool become names of a model: the same tool gives the same names. */

import type { SecsId } from "../../../secs/mod.ts";
import { MAX_NAME } from "../../definition/shape.ts";

/** Maximum length of an id in a name. */
const MAX_ID = 16;

/**
 * Text of at most `max` printable characters of ASCII: without the blanks and zeros at its ends, `_` in place of other
 * characters. What is that already stays as it is.
 */
export function tidy(text: string, max: number = MAX_NAME): string {
  const bare = text.replace(/^[\s\0]+|[\s\0]+$/g, "").replace(/[^ -~]/gu, "_");
  return bare.slice(0, max).trimEnd();
}

/** A name without its case, and without all that is no letter and no digit: "CONTROL_STATE" and "Control State" are the same. */
export function loose(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** The names that are taken. */
export class NamePool {
  readonly #taken: Set<string>;
  /** The number to try next, by a name with its id. */
  readonly #next = new Map<string, number>();

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken).add("__proto__");
  }

  /** Whether a name is taken. */
  has(name: string): boolean {
    return this.#taken.has(name);
  }

  /** Takes a name. */
  add(name: string): void {
    this.#taken.add(name);
  }

  /**
   * Takes the name, if it is free and no other part has it; otherwise the name with the id, "Temp (7)", and with a number after
   * that, "Temp (7) 2". It is shortened, if it gets too long.
   */
  take(wanted: string, id: SecsId, isShared: boolean): string {
    for (const name of this.candidates(wanted, id, isShared)) {
      if (this.has(name)) continue;
      this.add(name);
      return name;
    }
    throw new Error("unreachable");
  }

  /** What can be taken, best first; without an end. */
  *candidates(wanted: string, id: SecsId, isShared: boolean): Generator<string, never, unknown> {
    if (!isShared) yield wanted;
    const key = withId(wanted, id);
    yield key;
    for (;;) {
      const next = this.#next.get(key) ?? 2;
      this.#next.set(key, next + 1);
      yield withId(wanted, id, ` ${next}`);
    }
  }
}

/** A name with its id, "Temp (7)"; the name is shortened, if it gets too long. */
export function withId(name: string, id: SecsId, end: string = ""): string {
  const tail = ` (${tidy(String(id), MAX_ID)})${end}`;
  return name.slice(0, MAX_NAME - tail.length).trimEnd() + tail;
}

/** How many times each name is there. */
export function countNames(names: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/**
 * Which of the parts of a tool are the ones that GEM requires, by the names of these: the one with just that name, otherwise
 * the first whose name is the same but for case, blanks and signs.
 */
export function matchRequired<T extends { readonly name: string }>(
  parts: readonly T[],
  required: readonly string[],
): Map<T, string> {
  const matched = new Map<T, string>();
  const left = new Set(required);
  const byName = new Map(parts.map((part) => [part.name, part]).reverse() as [string, T][]);
  for (const name of required) {
    const part = byName.get(name);
    if (part === undefined) continue;
    matched.set(part, name);
    left.delete(name);
  }
  const byLoose = new Map([...left].map((name) => [loose(name), name]));
  for (const part of parts) {
    const key = loose(part.name);
    const name = byLoose.get(key);
    if (name === undefined || matched.has(part)) continue;
    matched.set(part, name);
    byLoose.delete(key);
  }
  return matched;
}
