import type { HsmsPacket } from "../../core/mod.ts";
import type { SecsMessage } from "../../secs/mod.ts";

/** What an {@linkcode Answers} holds back. */
export interface HeldBack {
  /** Nothing is sent until `release`. */
  hold(answer: unknown): void;
  /** The answer is with the network, or lost. */
  release(answer: unknown): void;
}

/** Answers that reach the host before what the tool says meanwhile, and the work that comes after them. */
export class Answers {
  readonly #sender: HeldBack;
  readonly #report: (error: unknown) => void;
  readonly #open = new Map<SecsMessage, (() => unknown)[]>();

  /** `report` is told what the work throws. */
  constructor(sender: HeldBack, report: (error: unknown) => void) {
    this.#sender = sender;
    this.#report = report;
  }

  /** A message is being answered. */
  begin(message: SecsMessage): void {
    this.#open.set(message, []);
    this.#sender.hold(message);
    message.afterReply(() => this.#end(message));
  }

  /** Adds work that is done after an answer, which may be lost. */
  later(message: SecsMessage, work: readonly (() => unknown)[]): void {
    this.#open.get(message)?.push(...work);
  }

  /** An answer is lost. */
  lost({ header: { system } }: HsmsPacket): void {
    for (const message of this.#open.keys()) if (message.header.system === system) this.#end(message);
  }

  /** SxF0 went out in place of an answer: the work is not done. */
  abort(message: SecsMessage): void {
    if (this.#open.delete(message)) this.#sender.release(message);
  }

  /** SxF0 went out instead of an answer: the work after it is not done. */
  aborted(message: SecsMessage): void {
    this.#open.delete(message);
    this.#sender.release(message);
  }

  #end(message: SecsMessage): void {
    const works = this.#open.get(message);
    if (works === undefined) return;
    this.abort(message);
    void this.#run(works);
  }

  async #run(works: readonly (() => unknown)[]): Promise<void> {
    for (const work of works) {
      try {
        await work();
      } catch (error) {
        this.#report(error);
      }
    }
  }
}
