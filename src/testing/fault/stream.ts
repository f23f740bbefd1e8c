import type { Clock, Transport } from "../../core/mod.ts";
import type { FaultLogDetail } from "./log.ts";
import type { FaultRule, FaultStream } from "./rule.ts";
import { type Sink, Step } from "./step.ts";
import { formatFaultRule } from "./text.ts";

/** The connection of a stream. */
export interface StreamOwner {
  readonly clock: Clock;
  log(detail: FaultLogDetail): void;
  /** A rule ends the connection. */
  onBreak(by: string, how: "close" | "reset"): void;
}

/** One direction of a connection: from one socket, through the rules in their order, to the other socket. */
export class RuledStream {
  readonly #stream: FaultStream;
  readonly #from: Transport;
  readonly #into: Transport;
  readonly #maxHeldBytes: number;
  readonly #owner: StreamOwner;
  readonly #steps: Step[] = [];
  readonly #first: Sink;
  #came = 0;
  #left = 0;
  #blocked = false;
  #paused = false;
  #over = false;

  constructor(
    stream: FaultStream,
    from: Transport,
    into: Transport,
    rules: readonly FaultRule[],
    maxHeldBytes: number,
    owner: StreamOwner,
  ) {
    this.#stream = stream;
    this.#from = from;
    this.#into = into;
    this.#maxHeldBytes = maxHeldBytes;
    this.#owner = owner;
    this.#first = this.#chain(rules);
  }

  /** Bytes came in; they are copied. */
  take(chunk: Uint8Array): void {
    if (this.#over) return;
    const bytes = new Uint8Array(chunk);
    this.#owner.log({ type: "came", to: this.#stream.to, offset: this.#came, bytes });
    this.#came += bytes.length;
    this.#first.take(bytes);
    this.#regulate();
  }

  /** The end came in, after the last byte. */
  end(): void {
    if (!this.#over) this.#first.end();
  }

  /** The socket that the bytes go to has room again. */
  drained(): void {
    this.#blocked = false;
    this.#regulate();
  }

  /** Bytes that still come in are read and dropped. */
  stop(): void {
    this.#over = true;
    for (const step of this.#steps) step.stop();
    if (this.#paused) this.#from.resume();
    this.#paused = false;
  }

  #chain(rules: readonly FaultRule[]): Sink {
    let next: Sink = { take: (bytes) => this.#write(bytes), end: () => this.#into.close() };
    for (const rule of [...rules].reverse()) {
      const stage = rule.begin(this.#stream);
      if (stage === undefined) continue;
      const step = new Step(rule, stage, next, {
        clock: this.#owner.clock,
        onBreak: (rule, how) => this.#owner.onBreak(formatFaultRule(rule), how),
        onNote: (rule, what) =>
          this.#owner.log({ type: "acted", to: this.#stream.to, rule: formatFaultRule(rule), what }),
        onMoved: () => this.#regulate(),
      });
      this.#steps.unshift(step);
      next = step;
    }
    return next;
  }

  #write(bytes: Uint8Array): void {
    this.#owner.log({ type: "left", to: this.#stream.to, offset: this.#left, bytes });
    this.#left += bytes.length;
    if (!this.#into.write(bytes)) this.#blocked = true;
  }

  /** Pauses the sender while its bytes cannot go on. */
  #regulate(): void {
    if (this.#over) return;
    const held = this.#steps.reduce((sum, step) => sum + step.held, 0);
    const pause = this.#blocked || held >= this.#maxHeldBytes;
    if (pause === this.#paused) return;
    this.#paused = pause;
    if (pause) this.#from.pause();
    else this.#from.resume();
  }
}
