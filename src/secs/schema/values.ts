import { A, B, BOOLEAN, I4, I8, type Item, U1, U4, U8 } from "../../secs2/mod.ts";
import { isItem, nameOf, type SecsSchema, SecsSchemaError } from "./schema.ts";

/** A data identifier of E5 (CEID, RPTID, SVID, ALID and others): a whole number, or text. */
export type SecsId = number | bigint | string;

/**
 * Text of at most `max` characters (A).
 *
 * @example
 * ```ts
 * import { schema } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.ascii(20).build("MDLN", "MDLN").length, 4);
 * ```
 */
export function ascii(max: number = Infinity): SecsSchema<string> {
  const check = (text: string, path: string): string => {
    if (text.length <= max) return text;
    throw new SecsSchemaError(path, `expected at most ${max} characters, got ${text.length}`);
  };
  return {
    build(value, path) {
      if (typeof value !== "string") throw new SecsSchemaError(path, `expected text, got ${String(value)}`);
      return A(check(value, path));
    },
    read(item, path) {
      if (item.format === "A") return check(item.text, path);
      throw new SecsSchemaError(path, `expected A, got ${nameOf(item)}`);
    },
  };
}

/**
 * Bytes (B).
 *
 * @example
 * ```ts
 * import { B, schema } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.binary().read(B(1, 2), "MHEAD"), Uint8Array.of(1, 2));
 * ```
 */
export function binary(): SecsSchema<Uint8Array> {
  return {
    build(value, path) {
      if (!(value instanceof Uint8Array)) {
        throw new SecsSchemaError(path, `expected bytes, got ${String(value)}`);
      }
      return B(value);
    },
    read(item, path) {
      if (item.format === "B") return item.bytes;
      throw new SecsSchemaError(path, `expected B, got ${nameOf(item)}`);
    },
  };
}

/**
 * One byte (B[1]), as in the acknowledge codes of E5 (COMMACK, HCACK and others). U1 is read too, as many peers send it.
 *
 * @example
 * ```ts
 * import { B, schema } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.acknowledge().read(B(1), "COMMACK"), 1);
 * ```
 */
export function acknowledge(): SecsSchema<number> {
  return {
    build(value, path) {
      if (!Number.isInteger(value) || value < 0 || value > 255) {
        throw new SecsSchemaError(path, `expected a byte, got ${String(value)}`);
      }
      return B(value);
    },
    read(item, path) {
      if (item.format === "B" && item.length === 1) return item.bytes[0]!;
      if (item.format === "U1" && item.length === 1) return Number(item.value);
      throw new SecsSchemaError(path, `expected B[1], got ${nameOf(item)}`);
    },
  };
}

/**
 * One truth value (BOOLEAN).
 *
 * @example
 * ```ts
 * import { BOOLEAN, schema } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.truth().read(BOOLEAN(true), "CEED"), true);
 * ```
 */
export function truth(): SecsSchema<boolean> {
  return {
    build(value, path) {
      if (typeof value !== "boolean") {
        throw new SecsSchemaError(path, `expected a boolean, got ${String(value)}`);
      }
      return BOOLEAN(value);
    },
    read(item, path) {
      if (item.format === "BOOLEAN" && item.length === 1) return item.values[0]!;
      throw new SecsSchemaError(path, `expected BOOLEAN[1], got ${nameOf(item)}`);
    },
  };
}

/**
 * One whole number that is not negative. U1, U2, U4 and U8 are read; U4 is built, or U8 if U4 is too small.
 *
 * @example
 * ```ts
 * import { schema, U2 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.unsigned().read(U2(7), "DATALENGTH"), 7);
 * ```
 */
export function unsigned(): SecsSchema<number | bigint> {
  return whole(
    ["U1", "U2", "U4", "U8"],
    (value) => value <= 0xffff_ffff ? U4(Number(value)) : U8(BigInt(value)),
    0,
  );
}

/**
 * One whole number from 0 to 255 (U1).
 *
 * @example
 * ```ts
 * import { schema, U1 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.byte().read(U1(7), "GRANT"), 7);
 * ```
 */
export function byte(): SecsSchema<number> {
  const any = whole(["U1"], (value) => U1(Number(value)), 0, 255);
  return { build: any.build, read: (item, path) => Number(any.read(item, path)) };
}

/**
 * One whole number of either sign. All I and U formats are read; I4 is built, or I8 if I4 is too small.
 *
 * @example
 * ```ts
 * import { I2, schema } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.signed().read(I2(-7), "OFFSET"), -7);
 * ```
 */
export function signed(): SecsSchema<number | bigint> {
  const build = (value: number | bigint): Item =>
    value >= -0x8000_0000 && value <= 0x7fff_ffff ? I4(Number(value)) : I8(BigInt(value));
  return whole(["I1", "I2", "I4", "I8", "U1", "U2", "U4", "U8"], build);
}

/**
 * A data identifier: a whole number (built as U4 or U8, a negative one as I4 or I8) or text (A).
 *
 * @example
 * ```ts
 * import { schema, U4 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals([schema.id().read(U4(13), "SVID"), schema.id().build("temperature", "SVID").format], [13, "A"]);
 * ```
 */
export function id(): SecsSchema<SecsId> {
  const text = ascii();
  const number = signed();
  return {
    build(value, path) {
      if (typeof value === "string") return text.build(value, path);
      return value >= 0 ? unsigned().build(value, path) : number.build(value, path);
    },
    read: (item, path) => item.format === "A" ? item.text : number.read(item, path),
  };
}

/**
 * An item of any format, as it is (SV, ECV, V, CPVAL and others of E5).
 *
 * @example
 * ```ts
 * import { F8, schema } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.anyItem().read(F8(1.5), "SV").format, "F8");
 * ```
 */
export function anyItem(): SecsSchema<Item> {
  return {
    build(value, path) {
      if (isItem(value)) return value;
      throw new SecsSchemaError(path, `expected an item, got ${String(value)}`);
    },
    read: (item) => item,
  };
}

function whole(
  formats: readonly string[],
  build: (value: number | bigint) => Item,
  min: number = -Infinity,
  max: number = Infinity,
): SecsSchema<number | bigint> {
  return {
    build(value, path) {
      const isWhole = typeof value === "bigint" || Number.isSafeInteger(value);
      if (isWhole && value >= min && value <= max) return build(value);
      throw new SecsSchemaError(path, `expected a whole number, got ${String(value)}`);
    },
    read(item, path) {
      if (formats.includes(item.format) && item.length === 1 && "value" in item) {
        const value = item.value as number | bigint;
        return typeof value === "bigint" && value >= -9007199254740991n && value <= 9007199254740991n
          ? Number(value)
          : value;
      }
      throw new SecsSchemaError(
        path,
        `expected one of ${formats.join(", ")} with one element, got ${nameOf(item)}`,
      );
    },
  };
}
