import { type Item, L, ListItem } from "../../secs2/mod.ts";
import { splitIntegers } from "./numbers.ts";
import type { SecsReading } from "./place.ts";
import { nameOf, shown } from "./error.ts";
import type { Infer, SecsSchema } from "./schema.ts";

/** Maximum number of elements of a list: the most that three length bytes can hold. */
const MAX_LENGTH = 0xffffff;

/** The fields of a record, in the order of the list. */
export type Fields = Readonly<Record<string, SecsSchema<unknown>>>;

/** The values of the fields of a record. */
export type Values<F extends Fields> = { readonly [Name in keyof F]: Infer<F[Name]> };

/**
 * A list of a fixed length whose elements have names. Surplus elements are noted and left out of the value; elements
 * that are `optional` may be missing at the end.
 *
 * @example
 * ```ts
 * import { A, L, schema, SecsReading, U4 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const point = schema.record({ NAME: schema.ascii(), VALUE: schema.unsigned() });
 * assertEquals(point.read(L(A("x"), U4(7)), new SecsReading()), { NAME: "x", VALUE: 7 });
 * ```
 */
export function record<F extends Fields>(fields: F): SecsSchema<Values<F>> {
  const names = Object.keys(fields);
  const schemas = Object.values(fields);
  const { length } = names;
  const required = schemas.findLastIndex(({ missing }) => missing === undefined) + 1;
  const expected = `L[${length}] (${names.join(", ")})`;
  /** A copy of it has all names in their order before a value is set, which engines do best. */
  const template: Record<string, unknown> = Object.fromEntries(names.map((name) => [name, undefined]));

  const readShort = (items: readonly Item[], value: Record<string, unknown>, item: Item, at: SecsReading) => {
    if (items.length < required) throw at.fail(`expected ${expected}, got ${nameOf(item)}`);
    at.tolerate("missing", expected, item, []);
    for (let i = items.length; i < length; i++) value[names[i]!] = schemas[i]!.missing!.value;
  };
  return {
    shape: {
      type: "record",
      fields: schemas.map(({ shape, missing }, i) => ({
        name: names[i]!,
        shape,
        isOptional: missing !== undefined,
      })),
    },
    build(value, at) {
      if (typeof value !== "object" || value === null) {
        throw at.fail(`expected an object with ${names.join(", ")}, got ${shown(value)}`);
      }
      const values = value as Record<string, unknown>;
      const items: Item[] = [];
      at.enter();
      for (let i = 0; i < length; i++) {
        const name = names[i]!;
        at.step(name);
        items.push(schemas[i]!.build(values[name], at));
      }
      at.leave();
      return new ListItem(items);
    },
    read(item, at) {
      if (item.format !== "L") throw at.fail(`expected ${expected}, got ${nameOf(item)}`);
      const { items } = item;
      const value = { ...template };
      if (items.length > length) at.tolerate("surplus", expected, item, items.slice(length));
      else if (items.length < length) readShort(items, value, item, at);
      const count = Math.min(items.length, length);
      at.enter();
      for (let i = 0; i < count; i++) {
        const name = names[i]!;
        at.step(name);
        value[name] = schemas[i]!.read(items[i]!, at);
      }
      at.leave();
      return value as Values<F>;
    },
  };
}

/** What is special about a list of any length. */
export interface ArrayOptions {
  /** An empty list has to be there, and is read from nothing else. @default {false} */
  readonly explicit?: boolean;
  /** One item with many integers is as good as a list of them. @default {false} */
  readonly mayBePacked?: boolean;
}

/**
 * A list of any length whose elements have the same shape. An item of length 0 is read as an empty list, and one item
 * with many integers as a list of identifiers or numbers; with `mayBePacked` E5 allows that item as well. With `explicit`
 * an empty list has to be there: where it says something that must not be guessed, as "all of them, to be deleted" in S7F17.
 *
 * @example
 * ```ts
 * import { schema, SecsReading, U4 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.arrayOf(schema.id("SVID")).read(U4(1, 2), new SecsReading()), [1, 2]);
 * ```
 */
export function arrayOf<T>(
  element: SecsSchema<T>,
  { explicit = false, mayBePacked = false }: ArrayOptions = {},
): SecsSchema<readonly T[]> {
  const { type } = element.shape;
  const isPackable = mayBePacked || type === "id" || type === "unsigned" || type === "signed";
  const elements = (item: Item, at: SecsReading): readonly Item[] => {
    if (item.format === "L") return item.items;
    if (item.length === 0 && !explicit) {
      at.tolerate("empty", "a list", item);
      return [];
    }
    const split = isPackable && item.length > 0 ? splitIntegers(item) : undefined;
    if (split === undefined) throw at.fail(`expected a list, got ${nameOf(item)}`);
    if (!mayBePacked) at.tolerate("packed", "a list", item);
    return split;
  };
  return {
    shape: { type: "array", element: element.shape, isExplicit: explicit },
    build(value, at) {
      if (!Array.isArray(value)) throw at.fail(`expected an array, got ${shown(value)}`);
      if (value.length > MAX_LENGTH) {
        throw at.fail(`expected at most ${MAX_LENGTH} elements, got ${value.length}`);
      }
      const items: Item[] = [];
      at.enter();
      for (let i = 0; i < value.length; i++) {
        at.step(i + 1);
        items.push(element.build(value[i]!, at));
      }
      at.leave();
      return new ListItem(items);
    },
    read(item, at) {
      const items = elements(item, at);
      if (type === "any") return items.slice() as readonly unknown[] as readonly T[]; // it reads each as it is
      const values: T[] = [];
      at.enter();
      for (let i = 0; i < items.length; i++) {
        at.step(i + 1);
        values.push(element.read(items[i]!, at));
      }
      at.leave();
      return values;
    },
  };
}

/**
 * The empty list; its value is `undefined`. A list with elements is read too, and noted.
 *
 * @example
 * ```ts
 * import { L, schema, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.emptyList().read(L(), new SecsReading()), undefined);
 * ```
 */
export function emptyList(): SecsSchema<undefined> {
  return {
    shape: { type: "emptyList" },
    build: () => L(),
    read(item, at) {
      if (item.format === "L") {
        if (item.length > 0) at.tolerate("surplus", "an empty list", item, item.items);
      } else if (item.length === 0) {
        at.tolerate("empty", "an empty list", item);
      } else {
        throw at.fail(`expected an empty list, got ${nameOf(item)}`);
      }
    },
  };
}
