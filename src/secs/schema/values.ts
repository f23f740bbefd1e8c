import { B, F8, type NumberItem, U1, U2, U4 } from "../../secs2/mod.ts";
import { nameOf, shown } from "./error.ts";
import { isInteger, vectorItem, widestFormat } from "./kinds.ts";
import { integerOf, integersOf, requireWhole } from "./numbers.ts";
import type { SecsSchema } from "./schema.ts";
import { otherText, textItem } from "./text.ts";

/**
 * One whole number from 0 to 65535 (U2). Any integer format is read too.
 *
 * @example
 * ```ts
 * import { schema, SecsReading, U2 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.word("FNLOC").read(U2(270), new SecsReading()), 270);
 * ```
 */
export function word(name?: string): SecsSchema<number> {
  return {
    shape: { type: "word", name },
    build(value, at) {
      if (Number.isInteger(value) && value >= 0 && value <= 0xffff) return U2(value);
      throw at.fail(`expected a whole number from 0 to 65535, got ${shown(value)}`);
    },
    read(item, at) {
      const value = Number(integerOf(item) ?? NaN);
      if (!(value >= 0 && value <= 0xffff)) throw at.fail(`expected U2[1], got ${nameOf(item)}`);
      if (item.format !== "U2") at.tolerate("format", "U2[1]", item);
      return value;
    },
  };
}

/**
 * A number, whole or not. It is built in `format` if it fits: U4 is for whole numbers from 0, everything else is F8. All
 * number formats are read.
 *
 * @example
 * ```ts
 * import { F4, schema, SecsBuilding, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const XDIES = schema.decimal("U4");
 * assertEquals([6000, 0.5].map((size) => XDIES.build(size, new SecsBuilding()).format), ["U4", "F8"]);
 * assertEquals(XDIES.read(F4(0.5), new SecsReading()), 0.5);
 * ```
 */
export function decimal(format: "U4" | "F8", name?: string): SecsSchema<number> {
  return {
    shape: { type: "decimal", name },
    build(value, at) {
      if (typeof value !== "number") throw at.fail(`expected a number, got ${shown(value)}`);
      const isWhole = Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff && !Object.is(value, -0);
      return isWhole && format === "U4" ? U4(value) : F8(value);
    },
    read(item, at) {
      const isNumber = isInteger(item.format) || item.format === "F4" || item.format === "F8";
      if (isNumber && item.length === 1) return Number((item as NumberItem<"F8">).value);
      throw at.fail(`expected one number, got ${nameOf(item)}`);
    },
  };
}

/**
 * One item with `length` integers of either sign (positions of wafer maps). I4 is built, or I8 if I4 is too small. All
 * integer formats are read.
 *
 * @example
 * ```ts
 * import { I2, schema, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(schema.integers(2, "XYPOS").read(I2(-2, 1), new SecsReading()), [-2, 1]);
 * ```
 */
export function integers(length: number, name?: string): SecsSchema<readonly (number | bigint)[]> {
  return {
    shape: { type: "integers", name, length },
    build(value, at) {
      if (!Array.isArray(value) || value.length !== length) {
        throw at.fail(`expected an array of ${length} whole numbers, got ${countOf(value)}`);
      }
      value.forEach((number) => requireWhole(number, at));
      const format = widestFormat(value, ["I4", "I8"]);
      if (format !== undefined) return vectorItem(format, value);
      throw at.fail(`expected whole numbers that fit I8, got ${value.join(", ")}`);
    },
    read(item, at) {
      const values = integersOf(item);
      if (values?.length === length) return values;
      throw at.fail(`expected ${length} integers, got ${nameOf(item)}`);
    },
  };
}

/**
 * Bytes, or text (A). `format` is that of the bytes: B, or U1 for numbers (the bins of wafer maps); the other one of the
 * two is read too.
 *
 * @example
 * ```ts
 * import { A, schema, SecsReading, U1 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const BINLT = schema.bytesOrText("U1", "BINLT");
 * assertEquals([U1(1, 0, 2), A("AB")].map((item) => BINLT.read(item, new SecsReading())), [Uint8Array.of(1, 0, 2), "AB"]);
 * ```
 */
export function bytesOrText(format: "B" | "U1", name?: string): SecsSchema<Uint8Array | string> {
  return {
    shape: { type: "bytesOrText", name, format },
    build(value, at) {
      if (typeof value === "string") return textItem(value, at);
      if (!(value instanceof Uint8Array)) throw at.fail(`expected bytes or text, got ${shown(value)}`);
      return format === "B" ? B(value) : U1(value);
    },
    read(item, at) {
      if (item.format === "A") return at.textOf(item);
      if (item.format !== "B" && item.format !== "U1") return otherText(item, at);
      if (item.format !== format) at.tolerate("format", format, item);
      return item.format === "B" ? item.bytes : item.values;
    },
  };
}

function countOf(value: unknown): string {
  return Array.isArray(value) ? `${value.length}` : shown(value);
}
