/**
 * Returns `value` if it is a whole number from `min` to `max`.
 *
 * @throws {TypeError} when it is not a number; the message names it.
 * @throws {RangeError} when it is another number; the message names it and the range.
 */
export function requireInteger(name: string, value: number, min: number, max: number): number {
  requireType(name, value, "number");
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new RangeError(`${name} must be a whole number from ${min} to ${max}, got ${value}`);
}

/** The names of types that `typeof` tells. */
interface Types {
  boolean: boolean;
  function: (...args: never[]) => unknown;
  number: number;
  string: string;
}

/**
 * Returns `value` if it is of the type that is named, as a caller without TypeScript may pass anything.
 *
 * @throws {TypeError} when it is not; the message names it and shows what came instead.
 */
export function requireType<Name extends keyof Types>(
  name: string,
  value: Types[Name],
  type: Name,
): Types[Name] {
  const actual: string = typeof value;
  if (actual === type) return value;
  throw new TypeError(`${name} must be a ${type}, got ${shown(value)}`);
}

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "an array" : "an object";
  return typeof value === "function" ? "a function" : String(value);
}
