import { Alarm, requireInteger } from "../core/base/mod.ts";
import { HsmsOverflowError, type HsmsSession, HsmsStateError, systemClock } from "../core/mod.ts";
import { A, type Item } from "../secs2/mod.ts";
import type { SecsEvents, SecsExpectOptions, SecsHandlerOptions } from "./handler_options.ts";
import type { Stream9 } from "./stream9.ts";

const DEFAULT_MAX_EXPECTED = 100;
/** The longest time that a timer takes, in ms. */
const LONGEST = 2 ** 31 - 1;

/** A message that the peer has to send next. */
interface Expected {
  readonly stream: number;
  readonly function: number;
  readonly edid: Item;
  readonly timeout: number;
  readonly deadline: number;
}

/** The conversation timers of one handler: messages that the peer has to send in time. One timer serves all. */
export class Conversations {
  readonly #session: HsmsSession;
  readonly #stream9: Stream9;
  readonly #events: SecsEvents;
  readonly #max: number;
  readonly #clock;
  readonly #alarm: Alarm;
  /** In the order in which they were made. */
  #expected: readonly Expected[] = [];

  constructor(session: HsmsSession, stream9: Stream9, options: SecsHandlerOptions, events: SecsEvents) {
    const { maxExpectedMessages = DEFAULT_MAX_EXPECTED, clock = systemClock } = options;
    this.#session = session;
    this.#stream9 = stream9;
    this.#events = events;
    this.#max = requireInteger("maxExpectedMessages", maxExpectedMessages, 1, Number.MAX_SAFE_INTEGER);
    this.#clock = clock;
    this.#alarm = new Alarm(clock, () => this.#onDue());
    session.on("deselected", () => this.#set([]));
  }

  /** Expects a message; the returned function ends that. */
  expect(stream: number, func: number, { timeout, edid = A("") }: SecsExpectOptions): () => void {
    requireInteger("timeout", timeout, 1, LONGEST);
    const { name, connectionState } = this.#session;
    if (connectionState !== "selected") {
      const said = `Cannot expect S${stream}F${func} of ${name}: the session is ${connectionState}`;
      throw new HsmsStateError("session-not-selected", said);
    }
    const { length } = this.#expected;
    if (length >= this.#max) {
      const said = `${length} messages of ${name} are expected already (maxExpectedMessages)`;
      throw new HsmsOverflowError(said, length, this.#max);
    }
    const deadline = this.#clock.now() + timeout;
    const expected: Expected = { stream, function: func, edid, timeout, deadline };
    this.#set([...this.#expected, expected]);
    return () => this.#end(expected);
  }

  /** A primary came in: the oldest conversation that waits for it goes on. */
  arrived(stream: number, func: number): void {
    if (this.#expected.length === 0) return;
    this.#end(this.#expected.find((one) => one.stream === stream && one.function === func));
  }

  #end(expected: Expected | undefined): void {
    if (expected !== undefined) this.#set(this.#expected.filter((one) => one !== expected));
  }

  #set(expected: readonly Expected[]): void {
    this.#expected = expected;
    if (expected.length === 0) this.#alarm.stop();
    else this.#alarm.set(Math.min(...expected.map(({ deadline }) => deadline)));
  }

  #onDue(): void {
    const now = this.#clock.now();
    const due = this.#expected.filter(({ deadline }) => deadline <= now);
    this.#set(this.#expected.filter(({ deadline }) => deadline > now));
    for (const { stream, function: func, edid, timeout } of due) {
      this.#stream9.reportConversation(stream, func, edid);
      this.#events.emit("conversation-timeout", {
        type: "conversation-timeout",
        stream,
        function: func,
        edid,
        timeout,
      });
    }
  }
}
