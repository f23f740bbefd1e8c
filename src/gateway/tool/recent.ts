import type { SecsMessage } from "../../secs/mod.ts";

/** How many messages are remembered: as many as GemHostHandler marks as repeats. */
const MAX = 16;

/** The last messages of a tool and their ids, so that one that comes again has its id of before. */
export class Recent {
  #known: { readonly message: SecsMessage; readonly id: string }[] = [];

  /** A message was given this id. */
  add(message: SecsMessage, id: string): void {
    if (message.requireResponse) this.#known = [...this.#known, { message, id }].slice(-MAX);
  }

  /** The id of the last message with the same bytes. */
  idOf(message: SecsMessage): string | undefined {
    return this.#known.findLast((one) => isSame(one.message, message))?.id;
  }
}

function isSame(a: SecsMessage, b: SecsMessage): boolean {
  const [one, other] = [a.packet.data, b.packet.data];
  return a.stream === b.stream && a.function === b.function && one.length === other.length &&
    one.every((byte, at) => byte === other[at]);
}
