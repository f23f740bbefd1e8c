import type { Clock } from "../../core/mod.ts";
import type { FaultAction, FaultRule, FaultStage } from "./rule.ts";

/** Where bytes and their end go next: the following rule, or the socket. */
export interface Sink {
  take(bytes: Uint8Array): void;
  /** The stream ends here, without a reset. */
  end(): void;
}

/** The connection of a rule. */
export interface StepOwner {
  readonly clock: Clock;
  /** The rule ends the connection. */
  onBreak(rule: FaultRule, how: "close" | "reset"): void;
  /** The rule writes to the log. */
  onNote(rule: FaultRule, text: string): void;
  /** Bytes have left the queue of the rule. */
  onMoved(): void;
}

interface Waiting {
  /** Undefined: the end of the stream. */
  readonly bytes: Uint8Array | undefined;
  readonly since: number;
}

const NOTHING: Iterator<FaultAction> = [][Symbol.iterator]();

/** A rule on one stream: the queue of bytes that wait for it, and its actions, carried out one after the other. */
export class Step implements Sink {
  readonly #rule: FaultRule;
  readonly #stage: FaultStage;
  readonly #next: Sink;
  readonly #owner: StepOwner;
  readonly #queue: Waiting[] = [];
  #actions: Iterator<FaultAction> = NOTHING;
  /** Bytes that `#actions` have not passed yet. */
  #inHand = 0;
  #queued = 0;
  #ends = false;
  #state: "idle" | "running" | "waiting" | "over" = "idle";
  #cancelWait: (() => void) | undefined;
  #cancelWake: (() => void) | undefined;
  #wakes = false;

  constructor(rule: FaultRule, stage: FaultStage, next: Sink, owner: StepOwner) {
    this.#rule = rule;
    this.#stage = stage;
    this.#next = next;
    this.#owner = owner;
  }

  /** Number of bytes that wait here, without those that the stage itself holds. */
  get held(): number {
    return this.#queued + this.#inHand;
  }

  take(bytes: Uint8Array): void {
    this.#put(bytes);
  }

  end(): void {
    this.#put(undefined);
  }

  /** Ends the rule and drops what waits. */
  stop(): void {
    this.#state = "over";
    this.#cancelWait?.();
    this.#cancelWake?.();
    this.#queue.length = 0;
    this.#queued = 0;
    this.#inHand = 0;
  }

  #put(bytes: Uint8Array | undefined): void {
    this.#queue.push({ bytes, since: this.#owner.clock.now() });
    this.#queued += bytes?.length ?? 0;
    this.#run();
  }

  #run(): void {
    if (this.#state !== "idle") return;
    this.#state = "running";
    while (this.#state === "running") {
      const { done, value } = this.#actions.next();
      if (!done) this.#carryOut(value);
      else if (!this.#advance()) this.#state = "idle";
    }
  }

  /** Begins what waits next; false if nothing waits. */
  #advance(): boolean {
    this.#inHand = 0;
    if (this.#ends) {
      this.#ends = false;
      this.#next.end();
      return this.#isRunning;
    }
    if (this.#wakes) {
      this.#wakes = false;
      this.#actions = this.#flush();
      return true;
    }
    const waiting = this.#queue.shift();
    if (waiting === undefined) return false;
    const { bytes, since } = waiting;
    if (bytes === undefined) {
      this.#ends = true;
      this.#actions = this.#flush();
    } else {
      this.#queued -= bytes.length;
      this.#inHand = bytes.length;
      this.#actions = this.#stage.push(bytes, this.#owner.clock.now() - since)[Symbol.iterator]();
    }
    return true;
  }

  #flush(): Iterator<FaultAction> {
    return this.#stage.flush?.()[Symbol.iterator]() ?? NOTHING;
  }

  get #isRunning(): boolean {
    return this.#state === "running";
  }

  #carryOut(action: FaultAction): void {
    const { clock } = this.#owner;
    switch (action.do) {
      case "pass":
        this.#inHand = Math.max(0, this.#inHand - action.bytes.length);
        if (action.bytes.length > 0) this.#next.take(action.bytes);
        return;
      case "note":
        return this.#owner.onNote(this.#rule, action.text);
      case "wake":
        this.#cancelWake?.();
        this.#cancelWake = clock.schedule(() => {
          this.#wakes = true;
          this.#run();
          this.#owner.onMoved();
        }, action.ms);
        return;
      case "wait":
        if (!(action.ms > 0)) return;
        this.#state = "waiting";
        if (action.ms === Infinity) return;
        this.#cancelWait = clock.schedule(() => {
          this.#state = "idle";
          this.#run();
          this.#owner.onMoved();
        }, action.ms);
        return;
      default:
        this.#state = "over";
        this.#owner.onBreak(this.#rule, action.do);
    }
  }
}
