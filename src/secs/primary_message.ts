import { SecsMessage } from "./secs_message.ts";

/** A primary that came in, with the steps that run after its reply. */
export class PrimaryMessage extends SecsMessage {
  #steps: (() => unknown)[] | undefined;
  #isClosed = false;

  override afterReply(step: () => unknown): void {
    if (this.#isClosed) return super.afterReply(step);
    (this.#steps ??= []).push(step);
  }

  /** Takes the steps, if there are some; from now on none can be added. */
  takeSteps(): readonly (() => unknown)[] | undefined {
    const steps = this.#steps;
    this.#steps = undefined;
    this.#isClosed = true;
    return steps;
  }
}
