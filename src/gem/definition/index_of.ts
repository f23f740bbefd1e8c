import type { SecsId } from "../../secs/mod.ts";
import { didYouMean } from "../did_you_mean.ts";
import { type IdKey, idKey } from "../ids.ts";

/**
 * Parts of a model in their order, found by their names.
 *
 * @example
 * ```ts
 * import { NameIndex } from "@secs/hsms/gem";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const commands = new NameIndex("command", [{ name: "START" }, { name: "STOP" }]);
 * assertEquals(commands.named("STOP"), { name: "STOP" });
 * assertThrows(() => commands.require("STRAT"), RangeError, "There is no command STRAT; did you mean START?");
 * ```
 */
export class NameIndex<T extends { readonly name: string }> implements Iterable<T> {
  /** All of them, in order. */
  readonly all: readonly T[];
  readonly #what: string;
  readonly #byName: ReadonlyMap<string, T>;

  /** Makes an index; `what` is the word for one of them: "variable". */
  constructor(what: string, all: readonly T[]) {
    this.#what = what;
    this.all = Object.freeze([...all]);
    this.#byName = new Map(this.all.map((part) => [part.name, part]));
  }

  /** The one with a name, or undefined. */
  named(name: string): T | undefined {
    return this.#byName.get(name);
  }

  /**
   * The one with a name.
   *
   * @throws {RangeError} when there is none; the message says which name was meant.
   */
  require(name: string): T {
    const part = this.#byName.get(name);
    if (part !== undefined) return part;
    throw new RangeError(`There is no ${this.#what} ${name}${didYouMean(name, this.#byName.keys())}`);
  }

  /** All of them, in order. */
  [Symbol.iterator](): Iterator<T> {
    return this.all[Symbol.iterator]();
  }
}

/**
 * Parts of a model in their order, found by their names and by their ids.
 *
 * @example
 * ```ts
 * import { IdIndex } from "@secs/hsms/gem";
 * import { assertEquals } from "@std/assert";
 *
 * const events = new IdIndex("event", [{ name: "LotStarted", id: 4001 }]);
 * assertEquals([events.withId(4001)?.name, events.withId(4001n)?.name], ["LotStarted", "LotStarted"]);
 * ```
 */
export class IdIndex<T extends { readonly name: string; readonly id: SecsId }> extends NameIndex<T> {
  readonly #byId: ReadonlyMap<IdKey, T>;

  /** Makes an index; `what` is the word for one of them: "variable". */
  constructor(what: string, all: readonly T[]) {
    super(what, all);
    this.#byId = new Map(this.all.map((part) => [idKey(part.id), part]));
  }

  /** The one with an id, whatever the format that the id came in; or undefined. */
  withId(id: SecsId): T | undefined {
    return this.#byId.get(idKey(id));
  }
}
