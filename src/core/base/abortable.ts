/** Follows `promise`, or rejects with the signal's reason as soon as it is aborted, and tells `giveUp` before. */
export function abortable<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  giveUp?: (reason: unknown) => void,
): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      giveUp?.(signal.reason);
      reject(signal.reason);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
