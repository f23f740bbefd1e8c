// Values in which one place has another shape, for tests of schemas.

/** Every place in a value; of the elements of an array, that of the first. */
export function placesIn(
  value: unknown,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const keys = Array.isArray(value) ? [...value.keys()].slice(0, 1) : Object.keys(value);
  return [
    path,
    ...keys.flatMap((key) => placesIn((value as Record<string | number, unknown>)[key], [...path, key])),
  ];
}

/** A copy of a value that has `other` in one place; undefined takes the place away. */
export function changed(
  value: unknown,
  [key, ...rest]: readonly (string | number)[],
  other: unknown,
): unknown {
  if (key === undefined) return other;
  const copy: Record<string | number, unknown> = Array.isArray(value)
    ? [...value] as never
    : { ...value as object };
  const inner = changed(copy[key], rest, other);
  if (inner === undefined && !Array.isArray(copy)) delete copy[key];
  else copy[key] = inner;
  return copy;
}

/** What no place takes, or only a few. */
export const OTHERS = [
  undefined,
  null,
  -1,
  1.5,
  128,
  256,
  true,
  "",
  "x",
  "U1",
  "é",
  "x".repeat(41),
  [],
  [[]],
  {},
  {
    y: 1,
  },
];
