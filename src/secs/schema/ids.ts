import { A, B, type Item, L } from "../../secs2/mod.ts";
import type { SecsForms } from "./dialect.ts";
import {
  fits,
  indexOfKind,
  isInteger,
  mayBeBytes,
  type SecsByteKind,
  type SecsKind,
  vectorItem,
  widestFormat,
} from "./kinds.ts";
import { arrayOf } from "./lists.ts";
import { integerIn, integerOf, integersOf, numberItem, requireWhole, unsigned } from "./numbers.ts";
import type { SecsBuilding } from "./place.ts";
import { nameOf, shown } from "./error.ts";
import type { SecsSchema } from "./schema.ts";
import { otherText, textItem } from "./text.ts";

/** A data identifier of E5 (CEID, RPTID, SVID, ALID and others): a whole number, or text. */
export type SecsId = number | bigint | string;

/** A data identifier that E5 allows to be bytes as well: EDID, MID, PPID. */
export type SecsByteId = SecsId | Uint8Array;

/**
 * A data identifier: a whole number or text (A). A number is built in the format that the kind has with this peer (see
 * {@linkcode SecsDialectOptions.formats}). EDID, MID and PPID may be bytes (B).
 *
 * @example
 * ```ts
 * import { schema, SecsBuilding, SecsDialect, SecsReading, U4 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const SVID = schema.id("SVID");
 * assertEquals(SVID.read(U4(13), new SecsReading()), 13);
 * const dialect = new SecsDialect({ formats: { SVID: "U2" } });
 * assertEquals([SVID.build(13, new SecsBuilding()).format, SVID.build(13, new SecsBuilding(dialect)).format], ["U4", "U2"]);
 * ```
 */
export function id(kind: SecsByteKind): SecsSchema<SecsByteId>;
/** A data identifier: a whole number or text (A). */
export function id(kind?: Exclude<SecsKind, SecsByteKind>): SecsSchema<SecsId>;
export function id(kind?: SecsKind): SecsSchema<SecsByteId> {
  const index = indexOfKind(kind);
  const hasBytes = mayBeBytes(kind);
  return {
    shape: { type: hasBytes ? "byteId" : "id", name: kind },
    build(value, at) {
      if (typeof value === "string") return textId(value, index, at);
      if (hasBytes && value instanceof Uint8Array) return B(value);
      requireWhole(value, at);
      return numberItem(value, index, at);
    },
    read(item, at) {
      const { format } = item;
      if (isInteger(format)) {
        const number = integerOf(item);
        if (number === undefined) throw at.fail(`expected one integer or text, got ${nameOf(item)}`);
        at.came(index, format);
        return number;
      }
      if (format === "A") {
        const text = at.textOf(item);
        // Names are text in any dialect: only a number says that numbers are written as text.
        if (hasBytes || integerIn(text) !== undefined) at.came(index, "A");
        return text;
      }
      if (hasBytes && format === "B") {
        at.came(index, "B");
        return item.bytes;
      }
      if (format === "J" || format === "C2") return otherText(item, at);
      throw at.fail(`expected one integer or text, got ${nameOf(item)}`);
    },
  };
}

/**
 * A data identifier, or an item of length 0 in its format, which reads as `empty`. With `form` "list" in the dialect the
 * empty one is built as an empty list; both are read.
 *
 * @example
 * ```ts
 * import { encodeItem, schema, SecsBuilding, U2, SecsReading } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const ALID = schema.idOr("ALID", "all of them" as const);
 * assertEquals(encodeItem(ALID.build("all of them", new SecsBuilding())), Uint8Array.of(0xb1, 0));
 * assertEquals(ALID.read(U2(), new SecsReading()), "all of them");
 * ```
 */
export function idOr<E>(
  kind: Exclude<SecsKind, SecsByteKind>,
  empty: E,
  form?: keyof SecsForms,
): SecsSchema<SecsId | E> {
  const index = indexOfKind(kind);
  const one = id(kind);
  return {
    shape: { type: "orEmptyItem", shape: one.shape, empty },
    build(value, at) {
      if (value !== empty) return one.build(value as SecsId, at);
      return form !== undefined && at.dialect.forms[form] === "list" ? L() : emptyId(index, at);
    },
    read(item, at) {
      if (item.length > 0) return one.read(item, at);
      if (isInteger(item.format)) at.came(index, item.format);
      else if (item.format !== "A") at.tolerate("empty", "an integer or A of length 0", item);
      return empty;
    },
  };
}

/**
 * A whole number that is not negative, or an item of length 0 in its format, which reads as `empty`.
 *
 * @example
 * ```ts
 * import { schema, SecsReading, U8 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const OPID = schema.unsignedOr("OPID", undefined);
 * assertEquals([U8(), U8(7n)].map((item) => OPID.read(item, new SecsReading())), [undefined, 7]);
 * ```
 */
export function unsignedOr<E>(
  kind: Exclude<SecsKind, SecsByteKind>,
  empty: E,
): SecsSchema<number | bigint | E> {
  const index = indexOfKind(kind);
  const one = unsigned(kind);
  return {
    shape: { type: "orEmptyItem", shape: one.shape, empty },
    build: (value, at) => value === empty ? emptyId(index, at) : one.build(value as number | bigint, at),
    read(item, at) {
      if (item.length > 0) return one.read(item, at);
      if (isInteger(item.format)) at.came(index, item.format);
      else at.tolerate("empty", "an integer of length 0", item);
      return empty;
    },
  };
}

/**
 * Data identifiers as one item with many integers; none is an item of length 0. Identifiers that are text are built as
 * a list, as one item cannot have them. With `form` "list" in the dialect all are; both are read.
 *
 * @example
 * ```ts
 * import { encodeItem, L, schema, SecsBuilding, SecsReading, U4 } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const ALIDS = schema.idVector("ALID", "S5F5");
 * assertEquals(ALIDS.build([1, 2], new SecsBuilding()).equals(U4(1, 2)), true);
 * assertEquals(ALIDS.read(L(U4(1), U4(2)), new SecsReading()), [1, 2]);
 * ```
 */
export function idVector(
  kind: Exclude<SecsKind, SecsByteKind>,
  form?: keyof SecsForms,
): SecsSchema<readonly SecsId[]> {
  const index = indexOfKind(kind);
  const list = arrayOf(id(kind));
  return {
    shape: { type: "vector", element: id(kind).shape },
    build(value, at) {
      if (!Array.isArray(value)) throw at.fail(`expected an array, got ${shown(value)}`);
      const isList = form !== undefined && at.dialect.forms[form] === "list";
      return isList ? list.build(value, at) : vectorOf(list, value, index, at);
    },
    read(item, at) {
      const numbers = integersOf(item);
      if (numbers !== undefined && isInteger(item.format)) {
        at.came(index, item.format);
        return numbers;
      }
      if (item.format !== "L" && item.length > 0) {
        throw at.fail(`expected one item with integers, got ${nameOf(item)}`);
      }
      if (item.format !== "A") at.tolerate(item.format === "L" ? "list" : "empty", "one item", item);
      return item.format === "L" ? list.read(item, at) : [];
    },
  };
}

function vectorOf(
  list: SecsSchema<readonly SecsId[]>,
  ids: readonly SecsId[],
  index: number,
  at: SecsBuilding,
): Item {
  if (ids.length === 0) return emptyId(index, at);
  const format = at.formats[index];
  if (format === "A" || ids.some((id) => typeof id === "string")) return list.build(ids, at);
  ids.forEach((id) => requireWhole(id, at));
  const numbers = ids as readonly (number | bigint)[];
  const fitting = format !== undefined && format !== "B" && numbers.every((id) => fits(format, id));
  if (!fitting && at.dialect.isSet(index)) {
    throw at.fail(`expected numbers that fit ${format}, as \`formats\` sets it, got ${ids.join(", ")}`);
  }
  const vector = fitting ? format : widestFormat(numbers);
  if (vector !== undefined) return vectorItem(vector, numbers);
  throw at.fail(`no format has all of these numbers: ${ids.join(", ")}`);
}

/** An item of length 0 in the format of a kind. */
function emptyId(index: number, at: SecsBuilding): Item {
  const format = at.formats[index]!;
  return format === "A" ? A("") : format === "B" ? B() : vectorItem(format, []);
}

function textId(text: string, index: number, at: SecsBuilding): Item {
  const item = textItem(text, at);
  return at.formats[index] === "B" ? B(item.bytes) : item;
}
