/**
 * What JSON data may look like. The checks, with their paths, and the JSON Schema (`json_schema.ts`) are both made from
 * shapes, so that they say the same.
 */

import { didYouMean } from "../did_you_mean.ts";
import { pathTo, Problems, shown } from "./problems.ts";

/** The shape of a value. */
export type Shape =
  | {
    readonly type: "text";
    readonly min: number;
    readonly max: number;
    /** Only printable characters of ASCII. */
    readonly isPrintable: boolean;
    /** What it looks like; without it, anything. */
    readonly form?: Keys;
  }
  | { readonly type: "number" }
  | { readonly type: "whole"; readonly min: number; readonly max: number }
  | { readonly type: "boolean" }
  | { readonly type: "choice"; readonly of: readonly string[] }
  /** One of several shapes; `what` says them in words. */
  | { readonly type: "either"; readonly of: readonly Shape[]; readonly what: string }
  | { readonly type: "list"; readonly of: Shape; readonly min: number }
  /** Names, mostly of 1 to 40 printable characters, and what each has; those in `named` have a shape of their own. */
  | {
    readonly type: "map";
    readonly of: Shape;
    readonly named?: Readonly<Record<string, Shape>>;
    readonly keys?: Keys;
  }
  | { readonly type: "record"; readonly fields: Readonly<Record<string, Field>> }
  /** A record that is known by one of its fields, its word; `of` has the record of each word, which may have such records within. */
  | { readonly type: "word"; readonly of: () => Readonly<Record<string, Shape>>; readonly what: string };

/** What the names of a map, or texts, look like. */
export interface Keys {
  readonly pattern: RegExp;
  /** The same in words. */
  readonly what: string;
  /** Maximum number of characters of a name, if it may have others than those of a model. */
  readonly max?: number;
}

/** A field of a record. */
export interface Field {
  readonly shape: Shape;
  readonly isOptional: boolean;
  /** What it is, for the schema. */
  readonly about: string;
}

/** The greatest length of a name. */
export const MAX_NAME = 40;

/** Printable characters of ASCII. */
export const PRINTABLE = /^[ -~]*$/;

/** Adds what is wrong with a value. */
export function checkShape(shape: Shape, value: unknown, path: string, problems: Problems): void {
  switch (shape.type) {
    case "list":
      return checkList(shape, value, path, problems);
    case "map":
      return checkMap(shape, value, path, problems);
    case "record":
      return checkRecord(shape, value, path, problems);
    case "either":
      return checkEither(shape, value, path, problems);
    case "word":
      return checkWord(shape, value, path, problems);
    default: {
      const wrong = misfit(shape, value);
      if (wrong !== undefined) problems.add(path, wrong);
    }
  }
}

type Leaf = Extract<Shape, { readonly type: "text" | "number" | "whole" | "boolean" | "choice" }>;
type Of<Type extends Shape["type"]> = Extract<Shape, { readonly type: Type }>;

/** What is wrong with a value that has no parts. */
function misfit(shape: Leaf, value: unknown): string | undefined {
  switch (shape.type) {
    case "text": {
      if (typeof value !== "string") return `expected ${shape.form?.what ?? "text"}, got ${shown(value)}`;
      const { min, max, isPrintable } = shape;
      // A character above U+FFFF has a length of two.
      const length = value.length > max ? [...value].length : value.length;
      if (length < min || length > max) return `expected ${min} to ${max} characters, got ${length}`;
      if (isPrintable && !PRINTABLE.test(value)) {
        return `expected printable characters of ASCII, got ${shown(value)}`;
      }
      if (shape.form?.pattern.test(value) === false) {
        return `expected ${shape.form.what}, got ${shown(value)}`;
      }
      return undefined;
    }
    case "number":
      return Number.isFinite(value) ? undefined : `expected a number, got ${shown(value)}`;
    case "whole": {
      const { min, max } = shape;
      if (Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max) {
        return undefined;
      }
      return `expected a whole number from ${min} to ${max}, got ${shown(value)}`;
    }
    case "boolean":
      return typeof value === "boolean" ? undefined : `expected true or false, got ${shown(value)}`;
    case "choice": {
      if (typeof value === "string" && shape.of.includes(value)) return undefined;
      const meant = typeof value === "string" ? didYouMean(value, shape.of) : "";
      return `expected ${shape.of.join(", ")}, got ${shown(value)}${meant}`;
    }
  }
}

function checkEither(shape: Of<"either">, value: unknown, path: string, problems: Problems): void {
  const fits = shape.of.some((one) => {
    const own = new Problems();
    checkShape(one, value, "value", own);
    return !own.has("value");
  });
  if (fits) return;
  const choices = shape.of.flatMap((one) => one.type === "choice" ? one.of : []);
  const meant = typeof value === "string" ? didYouMean(value, choices) : "";
  problems.add(path, `expected ${shape.what}, got ${shown(value)}${meant}`);
}

function checkList(shape: Of<"list">, value: unknown, path: string, problems: Problems): void {
  if (!Array.isArray(value)) return problems.add(path, `expected an array, got ${shown(value)}`);
  if (value.length < shape.min) problems.add(path, "expected at least one");
  value.forEach((one, at) => checkShape(shape.of, one, pathTo(path, at), problems));
}

function checkMap(shape: Of<"map">, value: unknown, path: string, problems: Problems): void {
  if (!isObject(value)) return problems.add(path, `expected an object, got ${shown(value)}`);
  for (const [name, one] of Object.entries(value)) {
    const at = pathTo(path, name);
    const isFree = shape.keys?.max !== undefined;
    if (!isFree && (name.length < 1 || name.length > MAX_NAME || !PRINTABLE.test(name))) {
      problems.add(at, `a name has 1 to ${MAX_NAME} printable characters of ASCII`);
    } else if (shape.keys?.pattern.test(name) === false) problems.add(at, `expected ${shape.keys.what}`);
    const own = shape.named !== undefined && Object.hasOwn(shape.named, name) ? shape.named[name]! : shape.of;
    checkShape(own, one, at, problems);
  }
}

function checkRecord(shape: Of<"record">, value: unknown, path: string, problems: Problems): void {
  if (!isObject(value)) return problems.add(path, `expected an object, got ${shown(value)}`);
  const names = Object.keys(shape.fields);
  for (const [name, one] of Object.entries(value)) {
    if (Object.hasOwn(shape.fields, name)) {
      // Left out and undefined are the same in an object; JSON has no undefined.
      if (one !== undefined) checkShape(shape.fields[name]!.shape, one, pathTo(path, name), problems);
    } else problems.add(pathTo(path, name), `there is no such field here${didYouMean(name, names)}`);
  }
  for (const [name, { isOptional }] of Object.entries(shape.fields)) {
    if (!isOptional && value[name] === undefined) problems.add(pathTo(path, name), "it is missing");
  }
}

function checkWord({ of, what }: Of<"word">, value: unknown, path: string, problems: Problems): void {
  if (!isObject(value)) return problems.add(path, `expected ${what}, got ${shown(value)}`);
  const records = of();
  const [word, second] = Object.keys(value).filter((name) => Object.hasOwn(records, name));
  if (second !== undefined) {
    return problems.add(
      pathTo(path, second),
      `${word} and ${second} are two: each is ${what} of its own`,
    );
  }
  if (word !== undefined) return checkShape(records[word]!, value, path, problems);
  const [first] = Object.keys(value);
  if (first === undefined) return problems.add(path, `expected ${what}, got nothing`);
  problems.add(
    pathTo(path, first),
    `${first} begins no ${what.replace(/^an? /, "")}${didYouMean(first, Object.keys(records))}`,
  );
}

/** An object with fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
