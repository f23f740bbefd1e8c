import { type HsmsPacket, type HsmsProtocol, streamFunction } from "@secs/hsms";

/** How many numbered requests a side keeps open. */
const WINDOW = 4;

/** After so many replies, the side says so. */
export const MILESTONE = 20;

/** How requests ended, by number. */
export interface Outcomes {
  sent: number;
  replied: number;
  /** Replies with another number than was asked with. */
  strays: number;
  /** By the name of the error. */
  readonly failed: Record<string, number>;
  /** The longest that one took, in ms. */
  slowest: number;
}

/** What came in: how many numbers, and how many of them were not greater than all before. */
export interface Arrivals {
  count: number;
  disorder: number;
}

/** Numbered requests S99F1 and their answers S99F2, with which doubles, losses and changes of order are found. */
export class Traffic {
  readonly arrivals: Arrivals = { count: 0, disorder: 0 };
  readonly #handler: HsmsProtocol;
  readonly #tell: (event: string) => void;
  #last = 0;
  #next = 1;
  #stop: AbortController | undefined;
  #flow: Promise<Outcomes> | undefined;

  /** Answers what comes in to `handler`. */
  constructor(handler: HsmsProtocol, tell: (event: string) => void) {
    this.#handler = handler;
    this.#tell = tell;
    handler.on("primary", ({ packet: primary }) => this.#answer(primary));
  }

  /** Some requests at once, each with so many bytes; resolves when all have ended. */
  async burst(count: number, size: number): Promise<Outcomes> {
    const outcomes = emptyOutcomes();
    await Promise.all(Array.from({ length: count }, () => this.#request(outcomes, size)));
    return outcomes;
  }

  /** Begins to send one request after the other, a few of them open at a time. */
  start(): void {
    const { signal } = this.#stop = new AbortController();
    const outcomes = emptyOutcomes();
    const flows = Array.from({ length: WINDOW }, () => this.#keepSending(outcomes, signal));
    this.#flow = Promise.all(flows).then(() => outcomes);
  }

  /** Ends that; resolves when every request has ended. */
  stop(): Promise<Outcomes> {
    this.#stop!.abort();
    return this.#flow!;
  }

  async #keepSending(outcomes: Outcomes, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.#handler.connectionState !== "selected") {
        await this.#handler.whenSelected({ signal }).catch(() => {});
      } else await this.#request(outcomes, 4);
    }
  }

  async #request(outcomes: Outcomes, size: number): Promise<void> {
    const body = new Uint8Array(size);
    const number = this.#next++;
    new DataView(body.buffer).setUint32(0, number);
    outcomes.sent++;
    const start = performance.now();
    try {
      const reply = await this.#handler.sendAndWaitForResponse(streamFunction(99, 1, body));
      if (numberOf(reply) !== number) outcomes.strays++;
      else if (++outcomes.replied % MILESTONE === 0) this.#tell("milestone");
    } catch (error) {
      const name = nameOf(error);
      outcomes.failed[name] = (outcomes.failed[name] ?? 0) + 1;
    }
    outcomes.slowest = Math.max(outcomes.slowest, performance.now() - start);
  }

  #answer(primary: HsmsPacket): void {
    const number = numberOf(primary);
    this.arrivals.count++;
    if (number <= this.#last) this.arrivals.disorder++;
    this.#last = Math.max(this.#last, number);
    this.#handler.sendResponse(streamFunction(99, 2, primary.data.slice(0, 4)), primary);
  }
}

/** The timer that ran out, the error's code, or its text. */
export function nameOf(error: unknown): string {
  const { timer, code } = error as { timer?: string; code?: string };
  return timer ?? code ?? String(error);
}

function emptyOutcomes(): Outcomes {
  return { sent: 0, replied: 0, strays: 0, failed: {}, slowest: 0 };
}

function numberOf({ data }: HsmsPacket): number {
  return new DataView(data.buffer, data.byteOffset).getUint32(0);
}
