/** A promise that is settled from outside, as `Promise.withResolvers` makes it: Node 20 does not have that. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T | PromiseLike<T>) => void;
}

/** Makes a promise that is settled from outside. */
export function deferred<T>(): Deferred<T> {
  let resolve!: Deferred<T>["resolve"];
  const promise = new Promise<T>((settle) => resolve = settle);
  return { promise, resolve };
}
