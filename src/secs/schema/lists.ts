import { type Item, L } from "../../secs2/mod.ts";
import { type Infer, nameOf, type SecsSchema, SecsSchemaError } from "./schema.ts";

/** The fields of a record, in the order of the list. */
export type Fields = Readonly<Record<string, SecsSchema<unknown>>>;

/** The values of the fields of a record. */
export type Values<F extends Fields> = { readonly [Name in keyof F]: Infer<F[Name]> };

/**
 * A list of a fixed length whose elements have names.
 *
 * @example
 * ```ts
 * import { A, L, schema, U4 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const point = schema.record({ NAME: schema.ascii(), VALUE: schema.unsigned() });
 * assertEquals(point.read(L(A("x"), U4(7)), "POINT"), { NAME: "x", VALUE: 7 });
 * ```
 */
export function record<F extends Fields>(fields: F): SecsSchema<Values<F>> {
  const entries = Object.entries(fields);
  const names = entries.map(([name]) => name).join(", ");
  return {
    build(value, path) {
      if (typeof value !== "object" || value === null) {
        throw new SecsSchemaError(path, `expected an object with ${names}, got ${value}`);
      }
      const values = value as Record<string, unknown>;
      return L(...entries.map(([name, schema]) => schema.build(values[name], `${path}.${name}`)));
    },
    read(item, path) {
      const items = elements(item, path);
      if (items.length !== entries.length) {
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
 * A list of any length whose elements have the same shape.
 *
 * @example
 * ```ts
 * import { schema } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.arrayOf(schema.ascii()).build(["a", "b"], "NAMES").length, 2);
 * ```
 */
export function arrayOf<T>(element: SecsSchema<T>): SecsSchema<readonly T[]> {
  return {
    build(value, path) {
      if (!Array.isArray(value)) throw new SecsSchemaError(path, `expected an array, got ${value}`);
      return L(...value.map((each, i) => element.build(each, `${path}[${i + 1}]`)));
    },
    read: (item, path) => elements(item, path).map((each, i) => element.read(each, `${path}[${i + 1}]`)),
  };
}

/**
 * The empty list, which reads as `undefined`, or an item of another shape.
 *
 * @example
 * ```ts
 * import { L, schema } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const maybe = schema.orEmptyList(schema.record({ MDLN: schema.ascii(), SOFTREV: schema.ascii() }));
 * assertEquals(maybe.read(L(), "S1F2"), undefined);
 * ```
 */
export function orEmptyList<T>(schema: SecsSchema<T>): SecsSchema<T | undefined> {
  return {
    build: (value, path) => value === undefined ? L() : schema.build(value, path),
    read: (item, path) => item.format === "L" && item.length === 0 ? undefined : schema.read(item, path),
  };
}

/**
 * The empty list; its value is `undefined`.
 *
 * @example
 * ```ts
 * import { L, schema } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.emptyList().read(L(), "S1F13"), undefined);
 * ```
 */
export function emptyList(): SecsSchema<undefined> {
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
