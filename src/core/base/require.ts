/** Returns `value` if it is a whole number from `min` to `max`; throws a RangeError that names it otherwise. */
export function requireInteger(name: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new RangeError(`${name} must be a whole number from ${min} to ${max}, got ${value}`);
}
