import type { Clock } from "../../core/mod.ts";
import type { SecsHandler, SecsRole } from "../../secs/mod.ts";

/** Resolves when a handler is selected; rejects if that takes longer, in ms. */
export async function selectedIn(
  secs: Pick<SecsHandler<SecsRole>, "whenSelected">,
  clock: Clock,
  timeout: number,
): Promise<void> {
  const controller = new AbortController();
  const late = new Error(`it was not selected within ${timeout} ms`);
  const cancel = clock.schedule(() => controller.abort(late), timeout);
  try {
    await secs.whenSelected({ signal: controller.signal });
  } finally {
    cancel();
  }
}
