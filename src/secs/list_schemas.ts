import { type Item, L } from "../secs2/mod.ts";
import { type Infer, nameOf, type Schema, SecsSchemaError } from "./schema.ts";

/** Fields of a record, in the order of the list. */
export type Fields = Readonly<Record<string, Schema<unknown>>>;

/** What the fields of a record read as. */
export type Values<F extends Fields> = { readonly [Name in keyof F]: Infer<F[Name]> };

/**
 * A list of a fixed length whose elements have names (E5: the structure of a message).
 *
 * @example
 * ```ts
 * import { A, ascii, L, record, U4, unsigned } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const point = record({ NAME: ascii(), VALUE: unsigned() });
 * assertEquals(point.read(L(A("x"), U4(7)), "POINT"), { NAME: "x", VALUE: 7 });
 * ```
 */
export function record<F extends Fields>(fields: F): Schema<Values<F>> {
  const entries = Object.entries(fields);
  return {
    build(value, path) {
      if (typeof value !== "object" || value === null) {
        throw new SecsSchemaError(
          path,
          `expected an object with ${Object.keys(fields).join(", ")}, got ${value}`,
        );
      }
      const values = value as Record<string, unknown>;
      return L(...entries.map(([name, schema]) => schema.build(values[name], `${path}.${name}`)));
    },
    read(item, path) {
      const items = elements(item, path);
      if (items.length !== entries.length) {
        const names = entries.map(([name]) => name).join(", ");
        throw new SecsSchemaError(path, `expected L[${entries.length}] (${names}), got ${nameOf(item)}`);
      }
      const read = entries.map(([name, schema], i) =>
        [name, schema.read(items[i]!, `${path}.${name}`)] as const
      );
      return Object.fromEntries(read) as Values<F>;
    },
  };
}

/**
 * A list of any number of equal elements.
 *
 * @example
 * ```ts
 * import { arrayOf, ascii } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(arrayOf(ascii()).build(["a", "b"], "NAMES").length, 2);
 * ```
 */
export function arrayOf<T>(element: Schema<T>): Schema<readonly T[]> {
  return {
    build(value, path) {
      if (!Array.isArray(value)) throw new SecsSchemaError(path, `expected an array, got ${value}`);
      return L(...value.map((each, i) => element.build(each, `${path}[${i + 1}]`)));
    },
    read: (item, path) => elements(item, path).map((each, i) => element.read(each, `${path}[${i + 1}]`)),
  };
}

/**
 * A list that is empty, or what `schema` says: `undefined` stands for the empty one.
 *
 * @example
 * ```ts
 * import { ascii, L, orEmptyList, record } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const maybe = orEmptyList(record({ MDLN: ascii(), SOFTREV: ascii() }));
 * assertEquals(maybe.read(L(), "S1F2"), undefined);
 * ```
 */
export function orEmptyList<T>(schema: Schema<T>): Schema<T | undefined> {
  return {
    build: (value, path) => value === undefined ? L() : schema.build(value, path),
    read: (item, path) => item.format === "L" && item.length === 0 ? undefined : schema.read(item, path),
  };
}

/**
 * The empty list.
 *
 * @example
 * ```ts
 * import { emptyList, L } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(emptyList().read(L(), "S1F13"), undefined);
 * ```
 */
export function emptyList(): Schema<undefined> {
  return {
    build: () => L(),
    read(item, path) {
      if (item.format === "L" && item.length === 0) return undefined;
      throw new SecsSchemaError(path, `expected an empty list, got ${nameOf(item)}`);
    },
  };
}

function elements(item: Item, path: string): readonly Item[] {
  if (item.format === "L") return item.items;
  throw new SecsSchemaError(path, `expected a list, got ${nameOf(item)}`);
}
