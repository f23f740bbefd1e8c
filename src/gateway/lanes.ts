import { type GatewayMessage, NotOursError } from "./message.ts";
import { SinkAwayError } from "./sink.ts";

/** How many messages of one tool may wait for the one before them. */
const MOST_WAITING = 1000;

/** One message that waits for its turn. */
interface Waiting {
  readonly message: GatewayMessage;
  readonly signal: AbortSignal | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Sends messages beside each other, but those of one tool one after the other: so that none is there before one that was put
 * earlier, whatever fails. When one fails, those that wait behind it fail with it.
 */
export class Lanes {
  readonly #send: (message: GatewayMessage) => Promise<void>;
  readonly #lanes = new Map<string, Waiting[]>();
  readonly #running = new Set<Promise<void>>();

  /** `send`: resolves once the message is safe, and rejects with a `SinkAwayError`. */
  constructor(send: (message: GatewayMessage) => Promise<void>) {
    this.#send = send;
  }

  /** Sends a message when those before it are safe. A signal that aborts lets it go unsent, if it still waits. */
  put(message: GatewayMessage, signal?: AbortSignal): Promise<void> {
    const name = laneOf(message.subject);
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const waiting = { message, signal, resolve, reject };
      const lane = this.#lanes.get(name);
      if (lane === undefined) {
        const lane = [waiting];
        this.#lanes.set(name, lane);
        const run = this.#run(name, lane).finally(() => this.#running.delete(run));
        this.#running.add(run);
      } else if (lane.length > MOST_WAITING) {
        reject(
          new SinkAwayError(
            `${MOST_WAITING} messages of ${name} wait already; check how fast the broker answers`,
          ),
        );
      } else {
        lane.push(waiting);
      }
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #run(name: string, lane: Waiting[]): Promise<void> {
    for (let first = lane[0]; first !== undefined; first = lane[0]) {
      const { message, signal, resolve, reject } = first;
      try {
        if (signal?.aborted) reject(signal.reason);
        else if (message.mayPut?.() === false) reject(new NotOursError(message.subject));
        else {
          await this.#send(message);
          resolve();
        }
        lane.shift();
      } catch (error) {
        for (const waiting of lane.splice(0)) waiting.reject(error);
      }
    }
    this.#lanes.delete(name);
  }
}

/** `SITE.AREA.TOOL`, of a subject. */
function laneOf(subject: string): string {
  return subject.split(".", 3).join(".");
}
