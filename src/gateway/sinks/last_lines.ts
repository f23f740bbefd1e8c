import { type GatewayMessage, toolOf } from "../message.ts";
import type { LinePlace } from "./ndjson_place.ts";

/** How much is read at the end of the files that are there at the start, in bytes. */
const MOST = 16 * 1024 * 1024;

/** The last message of each tool, of those that files of lines have. */
export class LastLines {
  readonly #last = new Map<string, GatewayMessage>();

  /** Reads the ends of the files, the newest first; a line that is torn is left out. */
  async read(place: LinePlace, names: readonly string[]): Promise<void> {
    let left = MOST;
    for (const name of [...names].sort().reverse()) {
      if (left <= 0) return;
      const bytes = await place.tail(name, left);
      left -= bytes.length;
      for (const line of new TextDecoder().decode(bytes).split("\n").reverse()) {
        const message = messageOf(line);
        const tool = message && toolOf(message.subject);
        if (tool !== undefined && !this.#last.has(tool)) this.#last.set(tool, message!);
      }
    }
  }

  /** A message was written. */
  set({ subject, id, body }: GatewayMessage): void {
    const tool = toolOf(subject);
    if (tool !== undefined) this.#last.set(tool, { subject, id, body });
  }

  /** The last message of the tool with this prefix. */
  get(prefix: string): GatewayMessage | undefined {
    return this.#last.get(prefix);
  }
}

function messageOf(line: string): GatewayMessage | undefined {
  try {
    const { subject, id, body } = JSON.parse(line);
    if (typeof subject !== "string" || typeof id !== "string") return undefined;
    return { subject, id, body: new TextEncoder().encode(JSON.stringify(body)) };
  } catch {
    return undefined;
  }
}
