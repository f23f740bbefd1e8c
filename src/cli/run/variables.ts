// Variables of a scenario: $NAME in a text stands for its value.

import { didYouMean } from "../../gem/mod.ts";
import type { Value } from "./scenario.ts";

/** `$$`, `$name` and `${name}`. */
const REFERENCE = /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})/g;
/** A text that is one variable and nothing else has its value as it is. */
const ALONE = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})$/;

/** The variables that a text names. */
export function namesIn(text: string): string[] {
  return [...text.matchAll(REFERENCE)].flatMap(([, , bare, braced]) => bare ?? braced ?? []);
}

/** Variables and their values. A part of a scenario that runs beside others sees those of the whole. */
export class Variables {
  readonly #values: Map<string, Value>;

  constructor(...layers: readonly (Readonly<Record<string, Value>> | undefined)[]) {
    this.#values = new Map(layers.flatMap((layer) => Object.entries(layer ?? {})));
  }

  /** The names. */
  get names(): readonly string[] {
    return [...this.#values.keys()];
  }

  /** All of them. */
  get all(): Readonly<Record<string, Value>> {
    return Object.fromEntries(this.#values);
  }

  /** Sets one. */
  set(name: string, value: Value): void {
    this.#values.set(name, value);
  }

  /**
   * The value of one.
   *
   * @throws {RangeError} when there is none of that name.
   */
  get(name: string): Value {
    const value = this.#values.get(name);
    if (value !== undefined) return value;
    throw new RangeError(
      `there is no variable $${name}${didYouMean(name, this.names)}. Write $$ for a dollar sign`,
    );
  }

  /**
   * A value of a file with values in place of the variables, in all of its texts; not in names.
   *
   * @throws {RangeError} when a variable is not there.
   */
  into<T>(value: T): T {
    if (typeof value === "string") return this.#text(value) as T;
    if (Array.isArray(value)) return value.map((one) => this.into(one)) as T;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.into(one)])) as T;
  }

  #text(text: string): Value {
    const alone = ALONE.exec(text);
    if (alone !== null) return this.get((alone[1] ?? alone[2])!);
    return text.replace(REFERENCE, (_, dollar, bare, braced) => dollar ?? `${this.get(bare ?? braced)}`);
  }
}
