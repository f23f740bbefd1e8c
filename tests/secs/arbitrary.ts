import fc from "fast-check";
import { B, C2, I1, I2, I4, I8, type Item, J, L, type SecsShape, U1, U2, U4, U8 } from "@secs/hsms";
import type { MessageBody, MessageDefinition } from "@secs/hsms";
import * as messages from "../../src/secs/messages/mod.ts";
import { anyItem } from "../secs2/arbitrary.ts";

/** A body that has a shape, with it. */
export interface ShapedBody {
  readonly body: MessageBody<unknown>;
  readonly shape: SecsShape;
  /** `S1F13 to the host`. */
  readonly title: string;
}

/** Every body of every standard message, with its direction. */
const ALL = Object.values(messages).flatMap((message) => {
  const { toHost, toEquipment } = message as MessageDefinition<unknown, unknown>;
  return [[toHost, "to the host"], [toEquipment, "to the equipment"]] as const;
});

/** Those that have a shape. */
export const BODIES: readonly ShapedBody[] = ALL.flatMap(([body, where]) =>
  body.shape === undefined ? [] : [{ body, shape: body.shape, title: `${body.name} ${where}` }]
);

/** Those that are sent as a header alone. */
export const HEADERS: readonly MessageBody<unknown>[] = ALL.map(([body]) => body)
  .filter(({ isSent, shape }) => isSent && shape === undefined);

const latin1 = fc.uint8Array({ maxLength: 30 }).map((bytes) => String.fromCharCode(...bytes));
const smallOrLarge = fc.oneof(
  fc.nat(255),
  fc.nat(0xffff),
  fc.maxSafeNat(),
  fc.bigInt(2n ** 53n, 2n ** 64n - 1n),
);
const negative = fc.oneof(fc.integer({ min: -200, max: -1 }), fc.bigInt(-(2n ** 63n), -(2n ** 53n)));
const number = fc.oneof({ arbitrary: smallOrLarge, weight: 3 }, negative);
/** Integers of I8 alone. */
const signed = fc.oneof(
  fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
  fc.maxSafeInteger(),
  fc.bigInt(-(2n ** 63n), -(2n ** 53n)),
);
/** Text that is not empty: an empty one says something else in some places. */
const name = latin1.filter((text) => text !== "");

/** The values that the parts of a body may have. */
export interface Parts {
  readonly unsigned: fc.Arbitrary<number | bigint>;
  readonly signed: fc.Arbitrary<number | bigint>;
  readonly id: fc.Arbitrary<number | bigint | string>;
  readonly byteId: fc.Arbitrary<number | bigint | string | Uint8Array>;
  readonly text: fc.Arbitrary<string>;
  readonly bytes: fc.Arbitrary<Uint8Array>;
  readonly decimal: fc.Arbitrary<number>;
  readonly any: fc.Arbitrary<Item>;
  /** A value, or a list in its place. */
  readonly orList: (value: fc.Arbitrary<unknown>) => fc.Arbitrary<unknown>;
  /** Number of elements of an array. */
  readonly elements: { readonly minLength: number; readonly maxLength: number };
  /** A value, or the one that says that there is none. */
  readonly maybe: (value: fc.Arbitrary<unknown>, none: unknown) => fc.Arbitrary<unknown>;
}

/** All that our schemas build. */
const ALL_PARTS: Parts = {
  unsigned: smallOrLarge,
  signed: number,
  id: fc.oneof(number, name),
  byteId: fc.oneof(number, name, fc.uint8Array({ minLength: 1, maxLength: 9 })),
  text: latin1,
  bytes: fc.uint8Array({ maxLength: 20 }),
  decimal: fc.oneof(fc.nat(0xffff_ffff), fc.double()),
  any: anyItem,
  orList: (value) => fc.oneof(value, anyItem.filter(({ format }) => format === "L")),
  elements: { minLength: 0, maxLength: 4 },
  maybe: (value, none) => fc.oneof(fc.constant(none), { arbitrary: value, weight: 3 }),
};

/** Values that a schema of this shape builds from and reads as. */
export function valuesOf(shape: SecsShape, parts: Parts = ALL_PARTS): fc.Arbitrary<unknown> {
  switch (shape.type) {
    case "record":
      return fc.record(
        Object.fromEntries(shape.fields.map(({ name, shape }) => [name, valuesOf(shape, parts)])),
        { noNullPrototype: true },
      );
    case "array":
      return fc.array(valuesOf(shape.element, parts), parts.elements);
    case "vector":
      return fc.array(parts.unsigned, parts.elements);
    case "emptyList":
      return fc.constant(undefined);
    case "orEmptyList":
      return parts.maybe(valuesOf(shape.shape, parts), undefined);
    case "orEmptyItem":
      return parts.maybe(valuesOf(shape.shape, parts), shape.empty);
    case "orList":
      return parts.orList(valuesOf(shape.shape, parts));
    case "orRecord":
      return fc.oneof(valuesOf(shape.shape, parts), valuesOf(shape.record, parts));
    case "text":
      return parts.text.map((text) => text.slice(0, shape.max));
    case "bytes":
      return parts.bytes;
    case "boolean":
      return fc.boolean();
    case "byte":
      return fc.nat(255);
    case "word":
      return fc.nat(0xffff);
    case "decimal":
      return parts.decimal;
    case "integers":
      return fc.array(signed, { minLength: shape.length, maxLength: shape.length });
    case "bytesOrText":
      return fc.oneof(parts.bytes, parts.text);
    case "unsigned":
      return parts.unsigned;
    case "signed":
      return parts.signed;
    case "id":
      return parts.id;
    case "byteId":
      return parts.byteId;
    case "any":
      return parts.any;
  }
}

const FORMATS = { I1, I2, I4, I8, U1, U2, U4, U8 } as const;

/** The items that have one integer, in every format that it fits. */
export function integersAs(value: number | bigint): Item[] {
  return Object.values(FORMATS).flatMap((make) => {
    try {
      return [make === I8 || make === U8 ? make(BigInt(value)) : (make as typeof U4)(Number(value))];
    } catch {
      return [];
    }
  });
}

/** What reads as nothing where a list, a text or an item may be empty. */
const NOTHING: readonly Item[] = [L(), U1(), B(), J("")];

/** Another item that reads as the same value as `item`, which was built. `pick` chooses a number below its argument. */
export function variantOf(shape: SecsShape, item: Item, pick: (below: number) => number): Item {
  const choose = (items: readonly Item[]): Item => items[pick(items.length)] ?? item;
  switch (shape.type) {
    case "record": {
      if (item.format !== "L") return item;
      const items = shape.fields.map(({ shape }, i) => variantOf(shape, item.at(i), pick));
      const last = shape.fields.length - 1;
      const isLeftOut = shape.fields[last]!.isOptional && item.at(last).length === 0 && pick(2) === 0;
      if (isLeftOut) return L(items.slice(0, last));
      return pick(4) === 0 ? L([...items, U4(1)]) : L(items);
    }
    case "array": {
      if (item.format !== "L") return item;
      if (item.length === 0) return shape.isExplicit ? item : choose(NOTHING);
      const numbers = isNumber(shape.element) && pick(2) === 0 ? packed(item.items) : undefined;
      if (numbers !== undefined) return numbers;
      return L(item.items.map((one) => variantOf(shape.element, one, pick)));
    }
    case "vector": {
      if (item.length === 0) return choose(NOTHING);
      const values = Array.from((item as { values: Iterable<number | bigint> }).values);
      return L(values.map((value) => choose(integersAs(value))));
    }
    case "emptyList":
      return choose([...NOTHING, L(U4(1), L())]);
    case "orEmptyList":
      return item.length === 0 ? choose(NOTHING) : variantOf(shape.shape, item, pick);
    case "orEmptyItem":
      return item.length === 0 ? choose(NOTHING) : variantOf(shape.shape, item, pick);
    case "orList":
      return item.format === "L" ? item : variantOf(shape.shape, item, pick);
    case "orRecord":
      return variantOf(item.format === "L" ? shape.record : shape.shape, item, pick);
    case "text": {
      if (item.format !== "A") return item;
      const wide = Array.from(item.bytes, (byte) => [0, byte]).flat();
      return choose([item, J(item.bytes), C2(1, wide), ...item.length === 0 ? NOTHING : []]);
    }
    case "bytes":
      return item.format === "B" ? choose([item, U1(item.bytes)]) : item;
    case "boolean":
      return item.format === "BOOLEAN" ? choose([item, B(+item.value), ...integersAs(+item.value)]) : item;
    case "byte": {
      const { value } = item as { value: number };
      return choose([B(value), I1(value << 24 >> 24), ...integersAs(value)]);
    }
    case "bytesOrText": {
      if (item.format === "A") return choose([item, J(item.bytes)]);
      const bytes = item.format === "B" ? item.bytes : (item as { values: Uint8Array }).values;
      return choose([B(bytes), U1(bytes)]);
    }
    case "integers":
    case "decimal":
      return item;
    case "word":
    case "unsigned":
    case "signed":
    case "id":
    case "byteId":
      return "value" in item && item.format !== "B" ? choose(integersAs(item.value as number)) : item;
    case "any":
      return item;
  }
}

function isNumber({ type }: SecsShape): boolean {
  return type === "id" || type === "unsigned" || type === "signed";
}

/** One item with the integers of all; undefined if they have no format in common. */
function packed(items: readonly Item[]): Item | undefined {
  const { format } = items[0]!;
  if (!(format in FORMATS) || items.some((item) => item.format !== format)) return undefined;
  return FORMATS[format as "U4"](items.map((item) => (item as { value: number }).value));
}

/** A place in an item that was built: its path in the names of E5, and the whole with another item there. */
export interface Node {
  readonly path: string;
  readonly shape: SecsShape;
  readonly item: Item;
  readonly replace: (item: Item) => Item;
}

/** Every place of an item of this shape, the whole first. */
export function nodesOf(
  shape: SecsShape,
  item: Item,
  path: string,
  replace: (item: Item) => Item = (whole) => whole,
): Node[] {
  const own: Node = { path, shape, item, replace };
  const inside = (one: SecsShape, i: number, step: string): Node[] => {
    if (item.format !== "L") return [];
    return nodesOf(one, item.at(i), path + step, (put) => replace(L(item.items.with(i, put))));
  };
  switch (shape.type) {
    case "record":
      return [own, ...shape.fields.flatMap(({ name, shape }, i) => inside(shape, i, `.${name}`))];
    case "array":
      return [
        own,
        ...Array.from({ length: item.length }, (_, i) => inside(shape.element, i, `[${i + 1}]`)).flat(),
      ];
    case "orEmptyList":
    case "orEmptyItem":
      return item.length === 0 ? [own] : nodesOf(shape.shape, item, path, replace);
    default:
      return [own];
  }
}

/** Whether two values of a body are the same; items by their content. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if ("equals" in a && typeof a.equals === "function") return a.equals(b);
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length &&
    keys.every((key) => key in b && isSame(a[key as never], b[key as never]));
}
