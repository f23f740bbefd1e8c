/** The method that `console.log` of Deno, Bun and Node calls, and that `util.inspect` of Node calls. */
const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/** Gives `console.log` the text of the objects of a class; it is not a property of their own. */
export function inspectAs<T extends object>(prototype: T, textOf: (object: T) => string): void {
  Object.defineProperty(prototype, INSPECT, {
    value(this: T): string {
      return textOf(this);
    },
  });
}

/** The text that `console.log` shows of an object of a class for which {@linkcode inspectAs} was called. */
export function inspected(object: object): string {
  return (object as Record<symbol, () => string>)[INSPECT]!();
}
