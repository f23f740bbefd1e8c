import { SecsError } from "../../base/mod.ts";
import type { HsmsConnection } from "./connection.ts";

/** Receives what the owner's code threw: a delegate, a listener, a hook, a trace. */
export type HsmsErrorListener = (error: unknown, connection: HsmsConnection | undefined) => void;

/**
 * Where errors of the owner's code go, so that they never reach the protocol: to `listener`. Without one a SecsError goes
 * nowhere, as it tells what a peer or the network did, and that must not end a process; any other error is a bug, and is
 * rethrown in a microtask of its own, as an uncaught error. `connection` says whose they are.
 *
 * @example
 * ```ts
 * import { errorSink } from "@secs/hsms/core";
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
  return (error) => {
    queueMicrotask(() => {
      if (listener !== undefined) listener(error, connection());
      else if (!(error instanceof SecsError)) throw error;
    });
  };
}
