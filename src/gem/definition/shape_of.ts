/** Shapes that know the type of what they describe: a shape that differs from the type does not compile. */

import type { Field, Keys, Shape } from "./shape.ts";

declare const TYPE: unique symbol;

/** The shape of values of a type, neither more nor less. */
export type ShapeOf<T> = Shape & { readonly [TYPE]?: (value: T) => T };

type RecordShape<T> = Extract<Shape, { readonly type: "record" }> & { readonly [TYPE]?: (value: T) => T };

/** A field that is there. */
interface Needed<T> extends Field {
  readonly shape: ShapeOf<T>;
  readonly isOptional: false;
}

/** A field that may be left out. */
interface Optional<T> extends Field {
  readonly shape: ShapeOf<T>;
  readonly isOptional: true;
}

/** A field of `T` that may be left out is optional, another is needed. */
type FieldsOf<T> = {
  readonly [K in keyof T]-?: Partial<Pick<T, K>> extends Pick<T, K> ? Optional<Exclude<T[K], undefined>>
    : Needed<T[K]>;
};

/** An object with the fields of a type. */
export function record<T>(fields: FieldsOf<T>): RecordShape<T> {
  return { type: "record", fields: fields as Readonly<Record<string, Field>> };
}

/** Parts by their names; `keys` says what the names look like. */
export function map<T>(of: ShapeOf<T>, keys?: Keys): ShapeOf<Readonly<Record<string, T>>> {
  return { type: "map", of, ...keys && { keys } };
}

/** Parts by their names, some of which are there by themselves: `named` says what may be changed of them. */
export function mapWith<T>(
  of: ShapeOf<T>,
  named: Readonly<Record<string, Shape>>,
): ShapeOf<Readonly<Record<string, Partial<T>>>> {
  return { type: "map", of, named };
}

/** A list of values. */
export function list<T>(of: ShapeOf<T>, min = 0): ShapeOf<readonly T[]> {
  return { type: "list", of, min };
}

/** One of some texts. */
export function choice<const T extends string>(of: readonly T[]): ShapeOf<T> {
  return { type: "choice", of };
}

/** A value of one of several shapes; `what` says them in words. */
export function either<T>(what: string, ...of: readonly Shape[]): ShapeOf<T> {
  return { type: "either", of, what };
}

/** Text of a length, of printable characters of ASCII if nothing else is said. */
export function text(min: number, max: number, characters?: "any characters"): ShapeOf<string> {
  return { type: "text", min, max, isPrintable: characters === undefined };
}

/** A whole number. */
export function whole(min: number, max: number = Number.MAX_SAFE_INTEGER): ShapeOf<number> {
  return { type: "whole", min, max };
}

/** A field that is there. */
export function needed<T>(shape: ShapeOf<T>, about: string): Needed<T> {
  return { shape, about, isOptional: false };
}

/** A field that may be left out. */
export function optional<T>(shape: ShapeOf<T>, about: string): Optional<T> {
  return { shape, about, isOptional: true };
}
