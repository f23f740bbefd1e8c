import { SecsAcknowledgeError } from "../../../secs/mod.ts";
import { type GemLack, lackOf } from "../lack.ts";

/** Another way to write a message. */
export interface OtherWay {
  /** After which answers it is tried. */
  readonly after: readonly GemLack[];
  /** Messages are written so from now on. */
  take(): void;
  /** It does not help: as before. */
  leave(): void;
  /** It helps. */
  keep(): void;
}

/** Asks; if the tool cannot read it, once more in the other way, which is kept if it is answered. */
export async function askAgain<T>(ask: () => Promise<T>, way: OtherWay | undefined): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const lack = lackOf(error);
    if (way === undefined || lack === undefined || !way.after.includes(lack)) throw error;
    way.take();
    try {
      const answer = await ask();
      way.keep();
      return answer;
    } catch {
      way.leave();
      throw error;
    }
  }
}

/** Whether a tool may take fewer reports or links than were in the message that it refuses. */
export function mayBeTooMany(error: unknown): boolean {
  if (error instanceof SecsAcknowledgeError) {
    const { acknowledge, value } = error;
    return (acknowledge === "DRACK" || acknowledge === "LRACK") && (value === 1 || value === 2);
  }
  const lack = lackOf(error);
  return lack === "not read" || lack === "too long";
}
