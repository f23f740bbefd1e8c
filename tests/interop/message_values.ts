import fc from "fast-check";
import { A, B, BOOLEAN, F8, L, type SecsShape, U1, U4, U8 } from "@secs/hsms";
import { type Parts, valuesOf } from "../secs/arbitrary.ts";

/** Number of values of each kind. */
const RUNS = { numRuns: 3, seed: 1 };

const small = fc.integer({ min: 1, max: 127 });
const large = fc.oneof(fc.integer({ min: 2 ** 31, max: 2 ** 32 - 1 }), fc.bigInt(2n ** 53n, 2n ** 63n - 1n));
/** Letters, so that no text is a number. */
const word = fc.string({ unit: fc.constantFrom(..."ABCDEFGHXYZabc"), minLength: 1, maxLength: 9 });
/** As many as the header that stream 9 reports. */
const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const truth = fc.boolean().map((value) => BOOLEAN(value));
/** Those that F4 has as they are. */
const decimal = fc.integer({ min: -8000, max: 8000 }).map((value) => value / 8);
const float = decimal.map((value) => F8(value));
const codes = fc.array(fc.nat(255), { minLength: 2, maxLength: 2 }).map((values) =>
  L(values.map((value) => U1(value)))
);

const numbers: Parts = {
  unsigned: small,
  signed: fc.integer({ min: -128, max: 127 }),
  id: small,
  byteId: word,
  text: word,
  bytes,
  decimal,
  any: small.map((value) => U4(value)),
  orList: (value) => value,
  elements: { minLength: 1, maxLength: 3 },
  maybe: (value) => value,
};

/** The kinds of values that a message is tested with. */
export const VALUES = {
  /** Ids are numbers of at most 127, and so is what may have any format. */
  numbers,
  /** Numbers of more than 31 bits. */
  "large numbers": {
    ...numbers,
    unsigned: large,
    signed: large,
    id: large,
    byteId: word,
    any: large.map((value) => U8(value)),
  },
  /** Ids, and what may have any format, are text. */
  text: { ...numbers, id: word, any: word.map((text) => A(text)) },
  /** PPID and its like, and what may have any format, are bytes. */
  bytes: { ...numbers, byteId: bytes, any: bytes.map((array) => B(array)) },
  /** PPID and its like are numbers. */
  "numbered programs": { ...numbers, byteId: small },
  /** What may have any format is a truth value. */
  "truth values": { ...numbers, any: truth },
  /** What may have any format is a float. */
  floats: { ...numbers, any: float },
  /** What may have any format is a list. */
  lists: { ...numbers, any: codes, orList: () => codes },
  /** Arrays and texts are empty, and nothing is said where that is possible. */
  nothing: {
    ...numbers,
    text: fc.constant(""),
    elements: { minLength: 0, maxLength: 0 },
    maybe: (_value, none) => fc.constant(none),
  },
  /** Nothing is said, in an array that has elements. */
  "no elements": { ...numbers, maybe: (_value, none) => fc.constant(none) },
} satisfies Record<string, Parts>;

/** The name of a kind of values. */
export type ValueKind = keyof typeof VALUES;

/** All of them. */
export const KINDS = Object.keys(VALUES) as readonly ValueKind[];

/** The same values each time. */
export function samplesOf(shape: SecsShape | undefined, kind: ValueKind): unknown[] {
  return shape === undefined ? [undefined] : fc.sample(valuesOf(shape, VALUES[kind]), RUNS);
}

/** A value as text. Of the formats of its items only the kind is kept: secsgem chooses U1 or F4 by itself. */
export function withoutFormats(value: unknown): string {
  return JSON.stringify(value, (_, part) => {
    if (typeof part === "bigint") return `${part}`;
    if (part instanceof Uint8Array) return Array.from(part);
    // What an item says of itself.
    if (part?.format === undefined || part.format === "L") return part?.value ?? part;
    return `${part.format.replace(/^[UI]\d/, "integer").replace(/^F\d/, "float")} ${part.value}`;
  });
}
