import type { Item } from "../../secs2/mod.ts";
import type { SecsHandler } from "../../secs/mod.ts";

/** A message that was announced. */
interface Wait {
  readonly edid: Item;
  /** Ends its conversation timer. */
  readonly end: () => void;
  readonly onEnd: () => void;
}

/**
 * Messages of a stream that the host has announced (S2F39, S7F1): one of several functions is to come in time, or S9F13 follows.
 * One that comes is for the oldest announcement, as hosts do not all keep to the DATAID.
 */
export class Announced {
  readonly #secs: SecsHandler<"equipment">;
  readonly #stream: number;
  readonly #timeout: number;
  #waits: readonly Wait[] = [];

  /** `functions`: those that may come; `timeout`: of the conversation, in ms. */
  constructor(
    secs: SecsHandler<"equipment">,
    stream: number,
    functions: readonly number[],
    timeout: number,
  ) {
    this.#secs = secs;
    this.#stream = stream;
    this.#timeout = timeout;
    secs.session.on("primary", ({ packet: { header } }) => {
      if (header.stream === stream && functions.includes(header.function)) this.#over(this.#waits[0]);
    });
    secs.on("conversation-timeout", ({ edid }) => this.#over(this.#waits.find((one) => one.edid === edid)));
    secs.session.on("deselected", () => this.#waits.forEach((one) => this.#over(one)));
  }

  /**
   * A message is announced. S9F13 names `func` if none comes, and `edid`. `onEnd` is called when one has come, or none will.
   *
   * @throws {HsmsOverflowError} when maxExpectedMessages messages are expected already; `onEnd` is called too.
   */
  expect(func: number, edid: Item, onEnd: () => void = () => {}): void {
    try {
      const end = this.#secs.expectMessage(this.#stream, func, { timeout: this.#timeout, edid });
      this.#waits = [...this.#waits, { edid, end, onEnd }];
    } catch (error) {
      onEnd();
      throw error;
    }
  }

  #over(wait: Wait | undefined): void {
    if (wait === undefined) return;
    this.#waits = this.#waits.filter((one) => one !== wait);
    wait.end();
    wait.onEnd();
  }
}
