/** Listeners by the name of the event, each called with what the map says. One that throws, or whose promise rejects, disturbs no other. */
export class Events<Map extends { [Name in keyof Map]: readonly unknown[] }> {
  /** The listeners of each name that has some. */
  readonly #listeners = new globalThis.Map<keyof Map, Set<(...args: never) => unknown>>();
  readonly #onError: (error: unknown, name: keyof Map) => void;

  /** `onError` receives what a listener threw, and the name of its event. */
  constructor(onError: (error: unknown, name: keyof Map) => void) {
    this.#onError = onError;
  }

  /** Calls `listener` at each event of that name; the returned function ends that. */
  on<Name extends keyof Map>(name: Name, listener: (...args: Map[Name]) => unknown): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(name) === listeners) this.#listeners.delete(name);
    };
  }

  /** Whether anyone listens to that name. */
  has(name: keyof Map): boolean {
    return this.#listeners.has(name);
  }

  /** Calls every listener of that name, in the order in which they came. */
  emit<Name extends keyof Map>(name: Name, ...args: Map[Name]): void {
    const listeners = this.#listeners.get(name) as Set<(...args: Map[Name]) => unknown> | undefined;
    if (listeners === undefined) return;
    for (const listener of listeners) {
      try {
        const result = listener(...args);
        if (result instanceof Promise) result.catch((error) => this.#onError(error, name));
      } catch (error) {
        this.#onError(error, name);
      }
    }
  }
}

/** Calls the owner's code; what it throws, now or as a promise, goes to `onError`. */
export function contain(call: () => unknown, onError: (error: unknown) => void): void {
  try {
    watch(call(), onError);
  } catch (error) {
    onError(error);
  }
}

/** Watches what the owner's code returned: a promise that rejects is told to `onError`. */
export function watch(result: unknown, onError: (error: unknown) => void): void {
  if (result instanceof Promise) result.catch(onError);
}

/** Throws an error where nobody catches it: the runtime reports it, and ends the process if nothing says otherwise. */
export function throwOutside(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
