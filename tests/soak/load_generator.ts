import {
  HsmsAbortError,
  type HsmsPacket,
  type HsmsProtocol,
  HsmsStateError,
  streamFunction,
} from "@secs/hsms";
import { Random } from "../support/random.ts";
import type { PausableTimer } from "./pausable_timer.ts";
import { bodyOf, HEAD, type MessageInfo, read, type ReplyMode, sizeFrom } from "./bodies.ts";
import type { Counters } from "./counters.ts";
import { ResetOnPurpose } from "./disturbance.ts";
import { functionOf, Order } from "./order.ts";

/** Maximum time between two bursts of a generator, in ms. */
const REST = 600;
/** Maximum number of messages in a burst. */
const BURST = 5;
/** After which time an answer comes that is to come too late, in ms. */
const LATE = 1_100;
/** Maximum time of a request, whatever happens to it, in ms. */
const PATIENCE = 30_000;

/** A reason of our own to give a request up. */
class GivenUp extends Error {}

/** What the generators of a process have in common. */
export interface GeneratorContext {
  readonly timer: PausableTimer;
  readonly counters: Counters;
}

/**
 * Makes traffic on one handler: sends numbered messages of all sizes, with and without W, answers those of the peer in
 * the way that they name, and checks everything that comes back.
 */
export class LoadGenerator {
  readonly handler: HsmsProtocol;
  readonly order = new Order();
  readonly #line: number;
  readonly #context: GeneratorContext;
  readonly #random: Random;
  #epoch: number;
  #number = 0;
  /** TCP connections so far: what belongs to one is not sent on the next. */
  #connection = 0;
  #over = false;

  /** `epoch`: higher than any of the line's generators before. */
  constructor(handler: HsmsProtocol, line: number, epoch: number, seed: number, context: GeneratorContext) {
    const { counters } = context;
    this.handler = handler;
    this.#line = line;
    this.#epoch = epoch;
    this.#context = context;
    this.#random = new Random(seed);
    handler.on("connected", () => {
      counters.counts.connected++;
      this.#connection++;
      this.order.begin();
    });
    handler.on("selected", () => {
      this.#epoch++;
      this.#number = 0;
    });
    handler.on("closed", ({ error }) => {
      counters.counts.disconnected++;
      if (error instanceof ResetOnPurpose) counters.did("reset on purpose");
      else if (error !== undefined) counters.expect(error, "disconnected");
    });
    handler.on("fault", ({ error }) => counters.expect(error, "fault event"));
    handler.on("late-reply", () => counters.did("late reply"));
    handler.on("primary", ({ packet: primary }) => this.#receive(primary));
  }

  /** Higher than any so far. */
  get nextEpoch(): number {
    return this.#epoch + 1;
  }

  /** Sends until it is over. */
  async run(): Promise<void> {
    const { timer } = this.#context;
    while (await timer.wait(this.#random.below(REST)) && !this.#over) {
      for (let left = 1 + this.#random.below(BURST); left > 0; left--) this.#sendNext();
    }
  }

  /** Sends nothing more. */
  end(): void {
    this.#over = true;
  }

  /** Sends `count` messages, each second one with W, the last too; resolves when all is answered. */
  async exchange(count: number): Promise<void> {
    for (let i = 1; i <= count; i++) {
      if (this.handler.connectionState !== "selected") {
        return this.#context.counters.problem("it is not selected");
      }
      if (i % 2 === 0) await this.#request(this.#info("reply"), HEAD + this.#random.below(4096), 0);
      else this.#send(this.#info("nothing"), HEAD + this.#random.below(4096));
    }
  }

  #sendNext(): void {
    if (this.handler.connectionState !== "selected") return this.#sendUnselected();
    // The first one names the sender.
    const size = this.#number === 0 ? HEAD : sizeFrom(this.#random);
    const lot = size === 0 ? 50 : this.#random.below(100);
    if (this.#random.below(2) === 0) return this.#send(this.#info("nothing"), size);
    const replyMode = lot === 0 ? "nothing" : lot === 1 ? "abort" : lot === 2 ? "late" : "reply";
    void this.#request(this.#info(replyMode), size);
  }

  #sendUnselected(): void {
    if (this.#random.below(20) > 0) return;
    try {
      this.handler.sendStreamFunction(streamFunction(1, 1));
      this.#context.counters.problem("a message was taken while not selected");
    } catch (error) {
      this.#context.counters.expect(error, "send while not selected");
    }
  }

  #info(replyMode: ReplyMode): MessageInfo {
    const replySize = sizeFrom(this.#random) % 65536;
    return { line: this.#line, epoch: this.#epoch, number: this.#number, replyMode, replySize };
  }

  get #stream(): number {
    return 20 + this.#line % 100;
  }

  #send(info: MessageInfo, size: number): void {
    const { counters } = this.#context;
    try {
      this.handler.sendStreamFunction(
        streamFunction(this.#stream, functionOf(info.number), bodyOf(info, size)),
      );
      this.#number++;
      counters.counts.sent[this.#line]!++;
    } catch (error) {
      counters.expect(error, "send");
    }
  }

  /** `givenUp`: in how many of a hundred cases it is given up. */
  async #request(info: MessageInfo, size: number, givenUp = 1): Promise<void> {
    const { counters } = this.#context;
    const { counts } = counters;
    const packet = streamFunction(this.#stream, functionOf(info.number), bodyOf(info, size));
    const signal = this.handler.connection.queuedBytes === 0 ? this.#sometimesAbort(givenUp) : undefined;
    counts.requests++;
    counts.sent[this.#line]!++;
    this.#number++;
    counters.open++;
    const start = performance.now();
    try {
      const reply = await this.handler.sendAndWaitForResponse(packet, { ...(signal && { signal }) });
      counts.replied++;
      counts.acknowledged[this.#line]!++;
      this.#check(reply, info, size === 0);
    } catch (error) {
      counts.failed++;
      this.#countFailure(error, info);
    }
    counters.open--;
    const took = performance.now() - start;
    if (took > PATIENCE) counters.problem(`a request took ${Math.round(took)} ms`);
  }

  /** Only what has gone out: a request that still waits would be taken back, and its number with it. */
  #sometimesAbort(percent: number): AbortSignal | undefined {
    if (this.#random.below(100) >= percent) return undefined;
    const control = new AbortController();
    this.#context.timer.later(this.#random.below(50), () => control.abort(new GivenUp()));
    return control.signal;
  }

  #check(reply: HsmsPacket, info: MessageInfo, wasEmpty: boolean): void {
    const { stream, function: func } = reply.header;
    const content = read(reply.data);
    // A machine that is slow may see an answer that is late before it sees that its time is over.
    const isWanted = info.replyMode === "reply" || info.replyMode === "late";
    const isNext = stream === this.#stream && func === functionOf(info.number) + 1;
    const isOwn = content === undefined ? wasEmpty || info.replySize < HEAD : isSame(content, info);
    const isRight = isWanted && isNext && isOwn;
    if (!isRight) {
      this.#context.counters.problem(`${JSON.stringify(info)} was answered ${JSON.stringify(content)}`);
    }
  }

  #countFailure(error: unknown, info: MessageInfo): void {
    const { counters } = this.#context;
    if (error instanceof GivenUp) return counters.did("given up");
    counters.expect(error, "request");
    if (error instanceof HsmsAbortError && info.replyMode !== "abort") {
      counters.problem(`aborted without being told to: ${error}`);
    }
  }

  #receive(primary: HsmsPacket): void {
    const { counters, timer } = this.#context;
    const info = this.order.take(primary);
    if (typeof info === "string") return counters.problem(`received ${info}`);
    counters.counts.received[info.line]!++;
    if (!primary.header.requireResponse || info.replyMode === "nothing") return;
    if (info.replyMode !== "late") return this.#answer(primary, info);
    const connection = this.#connection;
    timer.later(LATE, () => connection === this.#connection && this.#answer(primary, info));
  }

  #answer(primary: HsmsPacket, info: MessageInfo): void {
    const { stream, function: func } = primary.header;
    const empty = primary.data.length === 0 || info.replyMode === "abort";
    const body = empty ? undefined : bodyOf(info, info.replySize);
    try {
      const answer = info.replyMode === "abort" ? 0 : func + 1;
      this.handler.sendResponse(streamFunction(stream, answer, body), primary);
    } catch (error) {
      if (error instanceof HsmsStateError) this.#context.counters.did("answer too late");
      this.#context.counters.expect(error, "answer");
    }
  }
}

function isSame(content: MessageInfo | string, info: MessageInfo): boolean {
  if (typeof content === "string") return false;
  const { line, epoch, number } = info;
  return content.line === line && content.epoch === epoch && content.number === number;
}
