import { A, B, BOOLEAN, type Item, type NumberItem, U1 } from "../../secs2/mod.ts";
import {
  indexOfKind,
  type IntegerFormat,
  integerItem,
  isInteger,
  type SecsKind,
  type SecsKindFormat,
  widestFormat,
} from "./kinds.ts";
import type { SecsBuilding, SecsReading } from "./place.ts";
import { nameOf, shown } from "./error.ts";
import type { SecsSchema } from "./schema.ts";

/** Text that is a whole number: at most the twenty digits of U8, with blanks around it. */
const WHOLE = /^ *[+-]?\d{1,20} *$/;

const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * One byte (B[1]), as in the acknowledge codes of E5 (COMMACK, HCACK and others). Any integer format is read too; I1 as
 * the same byte.
 *
 * @example
 * ```ts
 * import { schema, SecsReading, U1 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.acknowledge("COMMACK").read(U1(1), new SecsReading()), 1);
 * ```
 */
export function acknowledge(name?: string): SecsSchema<number> {
  return {
    shape: { type: "byte", name, format: "B" },
    build: (value, at) => B(requireByte(value, at)),
    read: (item, at) => item.format === "B" && item.length === 1 ? item.value : byteOf(item, at, "B[1]"),
  };
}

/**
 * One whole number from 0 to 255 (U1). Any integer format and B are read too; with `hasBinary` E5 allows B as well.
 *
 * @example
 * ```ts
 * import { schema, SecsReading, U1 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.byte("CMDA").read(U1(7), new SecsReading()), 7);
 * ```
 */
export function byte(
  name?: string,
  { hasBinary = false }: { readonly hasBinary?: boolean } = {},
): SecsSchema<number> {
  const kind = name === "RSDC" ? indexOfKind(name) : -1;
  return {
    shape: { type: "byte", name, format: "U1" },
    build(value, at) {
      const code = requireByte(value, at);
      const format = kind < 0 ? "U1" : at.formats[kind];
      return format === "U1" ? U1(code) : format === "B" ? B(code) : numberItem(code, kind, at);
    },
    read(item, at) {
      const isRight = item.format === "U1" || hasBinary && item.format === "B";
      return isRight && item.length === 1 ? item.value : byteOf(item, at, "U1[1]");
    },
  };
}

/**
 * One truth value (BOOLEAN). One byte (B) or integer is read too: 0 is false.
 *
 * @example
 * ```ts
 * import { BOOLEAN, schema, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.truth().read(BOOLEAN(true), new SecsReading()), true);
 * ```
 */
export function truth(name?: string): SecsSchema<boolean> {
  return {
    shape: { type: "boolean", name },
    build(value, at) {
      if (typeof value === "boolean") return BOOLEAN(value);
      throw at.fail(`expected a boolean, got ${shown(value)}`);
    },
    read(item, at) {
      if (item.format === "BOOLEAN" && item.length === 1) return item.value;
      const number = item.format === "B" && item.length === 1 ? item.value : integerOf(item);
      if (number === undefined) throw at.fail(`expected BOOLEAN[1], got ${nameOf(item)}`);
      at.tolerate("format", "BOOLEAN[1]", item);
      return Number(number) !== 0;
    },
  };
}

/**
 * One whole number that is not negative. U1 to U8 and I1 to I8 are read, and A that is a number. U4 is built, or U8 if
 * U4 is too small; with a kind, what the peer uses.
 *
 * @example
 * ```ts
 * import { I2, schema, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.unsigned("DATALENGTH").read(I2(7), new SecsReading()), 7);
 * ```
 */
export function unsigned(kind?: SecsKind): SecsSchema<number | bigint> {
  return whole("unsigned", kind, kind === "TOTSMP" || kind === "REPGSZ");
}

/**
 * One whole number of either sign. All I and U formats are read, and A that is a number. U4 or U8 is built; I4 or I8 for
 * a negative one; with a kind, what the peer uses.
 *
 * @example
 * ```ts
 * import { I2, schema, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.signed().read(I2(-7), new SecsReading()), -7);
 * ```
 */
export function signed(kind?: SecsKind): SecsSchema<number | bigint> {
  return whole("signed", kind, false);
}

function whole(
  type: "unsigned" | "signed",
  kind: SecsKind | undefined,
  hasText: boolean,
): SecsSchema<number | bigint> {
  const index = indexOfKind(kind);
  const isSigned = type === "signed";
  const expected = isSigned ? "one integer" : "one integer from 0";
  return {
    shape: { type, name: kind, hasText },
    build(value, at) {
      requireWhole(value, at);
      if (!isSigned && value < 0) throw at.fail(`expected a whole number from 0, got ${value}`);
      return numberItem(value, index, at);
    },
    read(item, at) {
      let value = integerOf(item);
      if (value !== undefined) {
        at.came(index, item.format as IntegerFormat);
      } else if (item.format === "A" && (value = integerIn(item.text)) !== undefined) {
        if (hasText) at.came(index, "A");
        else at.tolerate("format", expected, item);
      }
      if (value !== undefined && (isSigned || value >= 0)) return value;
      throw at.fail(`expected ${expected}, got ${nameOf(item)}`);
    },
  };
}

/** The only integer of an item; undefined if it is something else. A bigint only if it is not a safe number. */
export function integerOf(item: Item): number | bigint | undefined {
  if (item.length !== 1 || !isInteger(item.format)) return undefined;
  const { value } = item as NumberItem<IntegerFormat>;
  return typeof value === "bigint" ? narrow(value) : value;
}

/** The whole number that a text is; undefined if it is none. */
export function integerIn(text: string): number | bigint | undefined {
  return WHOLE.test(text) ? narrow(BigInt(text.trim().replace(/^\+/, ""))) : undefined;
}

/** The integers of an item, each as an item of the same format; undefined if it has none. */
export function splitIntegers(item: Item): readonly Item[] | undefined {
  if (!isInteger(item.format)) return undefined;
  const { format } = item;
  return Array.from((item as NumberItem<"U4">).values, (value) => integerItem(format, value)!);
}

/** The integers of an item; undefined if it has none. */
export function integersOf(item: Item): readonly (number | bigint)[] | undefined {
  if (!isInteger(item.format)) return undefined;
  const values = Array.from((item as NumberItem<"U8">).values as Iterable<number | bigint>);
  return values.map((value) => typeof value === "bigint" ? narrow(value) : value);
}

/** A whole number in the format of its kind: set, asked for, or learned; in a longer one if it does not fit there. */
export function numberItem(value: number | bigint, kind: number, at: SecsBuilding): Item {
  const format: SecsKindFormat = at.formats[kind] ?? "U4";
  if (format === "A") return A(String(value));
  const asked = format === "B" ? undefined : integerItem(format, value);
  if (asked !== undefined) return asked;
  if (at.dialect.isSet(kind)) {
    throw at.fail(`expected a number that fits ${format}, as \`formats\` sets it, got ${value}`);
  }
  const longer = widestFormat([value]);
  if (longer !== undefined) return integerItem(longer, value)!;
  throw at.fail(`expected a whole number of at most 8 bytes, got ${value}`);
}

/**
 * Checks that a value is a whole number.
 *
 * @throws {SecsSchemaError} when it is not.
 */
export function requireWhole(value: unknown, at: SecsBuilding): asserts value is number | bigint {
  if (typeof value === "bigint" || Number.isSafeInteger(value)) return;
  throw at.fail(`expected a whole number, got ${shown(value)}`);
}

function requireByte(value: number, at: SecsBuilding): number {
  if (Number.isInteger(value) && value >= 0 && value <= 255) return value;
  throw at.fail(`expected a byte, got ${shown(value)}`);
}

/** A byte in another format than `expected`. */
function byteOf(item: Item, at: SecsReading, expected: string): number {
  const whole = item.format === "B" && item.length === 1 ? item.value : integerOf(item);
  const value = Number(item.format === "I1" ? Number(whole) & 0xff : whole);
  if (whole === undefined || !(value >= 0 && value <= 255)) {
    throw at.fail(`expected ${expected}, got ${nameOf(item)}`);
  }
  at.tolerate("format", expected, item);
  return value;
}

function narrow(value: bigint): number | bigint {
  return value >= -MAX_SAFE && value <= MAX_SAFE ? Number(value) : value;
}
