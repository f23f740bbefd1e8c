import type { Clock } from "../core/mod.ts";

/** How long an output may stand still after ^C, in ms; then it is not waited for. */
const PATIENCE = 1000;

/**
 * Calls `act` once nobody has taken bytes for a while after the signal was aborted; `written` tells their number. Returns
 * what ends the watch.
 */
export function whenStuck(
  { signal, clock }: { readonly signal: AbortSignal; readonly clock: Clock },
  written: () => number,
  act: () => void,
): () => void {
  let cancel = (): void => {};
  const watch = (): void => {
    const before = written();
    cancel = clock.schedule(() => written() === before ? act() : watch(), PATIENCE);
  };
  if (signal.aborted) watch();
  else signal.addEventListener("abort", watch, { once: true });
  return () => {
    signal.removeEventListener("abort", watch);
    cancel();
  };
}
