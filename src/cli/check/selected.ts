import type { Clock, Endpoint } from "../../core/mod.ts";
import type { SecsHandler, SecsRole } from "../../secs/mod.ts";

/** Resolves when a handler is selected; rejects if that takes longer, in ms. Tells first where a peer is waited for. */
export async function selectedIn(
  secs: Pick<SecsHandler<SecsRole>, "connection" | "whenSelected">,
  clock: Clock,
  timeout: number,
  listens: (where: Endpoint) => void,
): Promise<void> {
  const where = secs.connection.listeningEndpoint;
  if (where !== undefined) listens(where);
  const controller = new AbortController();
  const late = new Error(`it was not selected within ${timeout} ms`);
  const cancel = clock.schedule(() => controller.abort(late), timeout);
  try {
    await secs.whenSelected({ signal: controller.signal });
  } finally {
    cancel();
  }
}
