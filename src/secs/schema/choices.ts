import { type Item, L } from "../../secs2/mod.ts";
import { isItem, nameOf } from "./error.ts";
import type { SecsSchema } from "./schema.ts";

/**
 * The empty list, which reads as `undefined`, or an item of another shape.
 *
 * @example
 * ```ts
 * import { L, schema, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const maybe = schema.orEmptyList(schema.record({ MDLN: schema.ascii(), SOFTREV: schema.ascii() }));
 * assertEquals(maybe.read(L(), new SecsReading()), undefined);
 * ```
 */
export function orEmptyList<T>(schema: SecsSchema<T>): SecsSchema<T | undefined> {
  return {
    shape: { type: "orEmptyList", shape: schema.shape },
    build: (value, at) => value === undefined ? L() : schema.build(value, at),
    read(item, at) {
      if (item.length > 0) return schema.read(item, at);
      if (item.format !== "L") at.tolerate("empty", "an empty list", item);
      return undefined;
    },
  };
}

/**
 * An item of length 0, which reads as `empty`, or an item of another shape. `zero` makes the item of length 0.
 *
 * @example An alarm that the equipment does not know has no ALCD
 * ```ts
 * import { B, schema, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const ALCD = schema.orEmptyItem(schema.acknowledge("ALCD"), undefined, B());
 * assertEquals([B(), B(4)].map((item) => ALCD.read(item, new SecsReading())), [undefined, 4]);
 * ```
 */
export function orEmptyItem<T, E>(schema: SecsSchema<T>, empty: E, zero: Item): SecsSchema<T | E> {
  return {
    shape: { type: "orEmptyItem", shape: schema.shape, empty },
    build: (value, at) => value === empty ? zero : schema.build(value as T, at),
    read(item, at) {
      if (item.length > 0) return schema.read(item, at);
      if (item.format !== zero.format) at.tolerate("empty", `${zero.format}[0]`, item);
      return empty;
    },
  };
}

/**
 * A list of any shape, which stays an item, or an item of another shape.
 *
 * @example The code of a parameter, or a list of codes shaped like the parameter
 * ```ts
 * import { L, schema, SecsReading, U1 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const CEPACK = schema.orList(schema.byte());
 * assertEquals(CEPACK.read(U1(3), new SecsReading()), 3);
 * const codes = L(U1(0), U1(3));
 * assertEquals(CEPACK.read(codes, new SecsReading()) === codes, true);
 * ```
 */
export function orList<T>(schema: SecsSchema<T>): SecsSchema<T | Item> {
  return {
    shape: { type: "orList", shape: schema.shape },
    build(value, at) {
      if (!isItem(value)) return schema.build(value, at);
      if (value.format === "L") return value;
      throw at.fail(`expected a value or a list, got ${nameOf(value)}`);
    },
    read: (item, at) => item.format === "L" ? item : schema.read(item, at),
  };
}

/**
 * An item that a peer may leave out: at the end of a list, or as the whole body. It reads as `value` then, and is
 * noted; it is always built.
 *
 * @example
 * ```ts
 * import { B, L, schema, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const reply = schema.record({ HCACK: schema.acknowledge(), NAMES: schema.optional(schema.arrayOf(schema.ascii()), []) });
 * assertEquals(reply.read(L(B(0)), new SecsReading()), { HCACK: 0, NAMES: [] });
 * ```
 */
export function optional<T>(schema: SecsSchema<T>, value: T): SecsSchema<T> {
  const { shape, build, read } = schema;
  return { shape, missing: { value }, build, read };
}

/**
 * A record, or an item of another shape, which is no list.
 *
 * @example Material of a process job: slots of a carrier, or a substrate by its id
 * ```ts
 * import { A, L, schema, SecsReading, U1 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const carrier = schema.record({ CARRIERID: schema.ascii(), SLOTID: schema.arrayOf(schema.byte()) });
 * const material = schema.orRecord(schema.ascii(), carrier);
 * assertEquals(material.read(A("W1"), new SecsReading()), "W1");
 * assertEquals(material.read(L(A("C1"), L(U1(3))), new SecsReading()), { CARRIERID: "C1", SLOTID: [3] });
 * ```
 */
export function orRecord<T, R extends object>(
  schema: SecsSchema<T>,
  record: SecsSchema<R>,
): SecsSchema<T | R> {
  return {
    shape: { type: "orRecord", shape: schema.shape, record: record.shape },
    build(value, at) {
      const isRecord = typeof value === "object" && value !== null && !(value instanceof Uint8Array);
      return isRecord ? record.build(value as R, at) : schema.build(value as T, at);
    },
    read: (item, at) => item.format === "L" ? record.read(item, at) : schema.read(item, at),
  };
}
