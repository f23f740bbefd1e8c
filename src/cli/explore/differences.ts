/** A place at which two values differ. */
export interface Difference {
  /** `statusVariables.Pressure.units`. */
  readonly path: string;
  /** What each of them says; undefined: nothing. */
  readonly before: unknown;
  readonly after: unknown;
}

/** The places at which two models differ, in the order of the first one. A part that is there only once is one difference. */
export function* differencesOf(before: unknown, after: unknown, path = ""): Generator<Difference> {
  if (isTable(before) && isTable(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    for (const key of keys) {
      yield* differencesOf(own(before, key), own(after, key), join(path, key));
    }
  } else if (JSON.stringify(before) !== JSON.stringify(after)) yield { path, before, after };
}

/** A difference as a line. */
export function lineOf({ path, before, after }: Difference): string {
  const is = (value: unknown): string => value === undefined ? "not there" : shorten(JSON.stringify(value));
  return `${path}: ${is(before)} -> ${is(after)}`;
}

function isTable(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function join(path: string, key: string): string {
  if (!/^[A-Za-z_$][\w$]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
