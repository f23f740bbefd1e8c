import type { HsmsConnection } from "./connection.ts";

/** Receives what the owner's code threw: a delegate, a listener, a hook, a trace. */
export type HsmsErrorListener = (error: unknown, connection: HsmsConnection | undefined) => void;

/**
 * Where errors of the owner's code go, so that they never reach the protocol: to `listener`, or without one out of a
 * microtask of their own, for whoever watches over uncaught errors. `connection` tells whose they are.
 *
 * @example
 * ```ts
 * import { errorSink } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const seen: unknown[] = [];
 * const report = errorSink((error) => seen.push(error), () => undefined);
 * report("a listener threw this");
 * await Promise.resolve();
 * assertEquals(seen, ["a listener threw this"]);
 * ```
 */
export function errorSink(
  listener: HsmsErrorListener | undefined,
  connection: () => HsmsConnection | undefined,
): (error: unknown) => void {
  return (error) => reportError(error, listener, connection());
}

/** Tells one error of the owner's code, as {@linkcode errorSink} does. */
export function reportError(
  error: unknown,
  listener: HsmsErrorListener | undefined,
  connection: HsmsConnection | undefined,
): void {
  queueMicrotask(() => {
    if (listener === undefined) throw error;
    listener(error, connection);
  });
}
