import { equals } from "@std/bytes";
import type { SecsMessage } from "../../secs/mod.ts";

/** Maximum number of messages that are remembered: a tool has few open at once. */
const MAX = 16;
/** Maximum length of one of them. */
const MAX_BYTES = 64 * 1024;

interface Open {
  readonly message: SecsMessage;
  isAnswered: boolean;
}

/**
 * Finds messages that a tool may be sending once more, because its link was lost before it had their answers: in the next
 * session they come first, with the same bytes.
 */
export class Repeats {
  /** Messages of this session whose answers the tool may not have: those without one, and the last one. */
  #open: Open[] = [];
  /** Those of sessions before, as long as they may come again. */
  #lost: Open[] = [];

  /**
   * A message has come; whether it may have come before. `isOfSpool`: it tells of the spool itself, and may come before those
   * that are sent once more.
   */
  came(message: SecsMessage, isOfSpool: boolean): boolean {
    if (!message.requireResponse || message.packet.data.length > MAX_BYTES) return false;
    const at = this.#lost.findIndex((one) => isSame(one.message, message));
    if (at >= 0) this.#lost.splice(0, at + 1);
    else if (!isOfSpool) this.#lost = [];
    // A tool that sends the next one has the answers of those before.
    this.#open = [...this.#open.filter(({ isAnswered }) => !isAnswered), { message, isAnswered: false }]
      .slice(-MAX);
    return at >= 0;
  }

  /** The answer to a message is with the network. */
  answered(message: SecsMessage): void {
    for (const one of this.#open) if (one.message === message) one.isAnswered = true;
  }

  /** The session has ended. */
  end(): void {
    this.#lost = [...this.#open, ...this.#lost].slice(0, MAX);
    this.#open = [];
  }
}

function isSame(a: SecsMessage, b: SecsMessage): boolean {
  return a.stream === b.stream && a.function === b.function && equals(a.packet.data, b.packet.data);
}
