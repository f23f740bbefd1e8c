/**
 * The same promise, whose rejection is not an unhandled one if nothing waits for it. For what a peer or the network does,
 * which must not end a process; not for mistakes of the caller.
 */
export function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(ignore);
  return promise;
}

function ignore(): void {}
