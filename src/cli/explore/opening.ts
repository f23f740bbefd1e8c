import { Deferred } from "../../core/base/mod.ts";
import {
  type Endpoint,
  formatEndpoint,
  HsmsTimeoutError,
  type HsmsTraceEvent,
  SType,
} from "../../core/mod.ts";
import type { GemHostHandler } from "../../gem/mod.ts";
import { SecsAcknowledgeError, SecsStream9Error } from "../../secs/mod.ts";
import { CommandError, sentenceOf } from "../errors.ts";
import type { CommandIo } from "../io.ts";
import { noAnswer, seconds, selectRefusal } from "../probe/reasons.ts";

/** How far a session is. */
type Stage = "TCP" | "Select" | "S1F13";

/** What an opening needs to know. */
export interface OpeningOptions extends Endpoint {
  /** The tool connects to us. */
  readonly isListening: boolean;
  readonly session: number;
  /** How long it may take, in ms. */
  readonly wait: number;
  /** Shows what is done now. */
  readonly show: (text: string) => void;
  /** Says a line. */
  readonly announce: (text: string) => void;
}

/** The way of a session from the dial to COMMUNICATING; what is wrong on it is said in words. */
export class Opening {
  readonly #options: OpeningOptions;
  readonly #failed = new Deferred<never>();
  /** What the tool has sent unasked. */
  readonly #unasked = new Set<string>();
  #stage: Stage = "TCP";
  /** The last that was wrong and that another attempt may mend. */
  #trouble: string | undefined;

  constructor(options: OpeningOptions) {
    this.#options = options;
    this.#failed.promise.catch(() => {});
  }

  /** Takes what happens on the connection. */
  see(event: HsmsTraceEvent): void {
    const { isListening, show, announce } = this.#options;
    switch (event.type) {
      case "listening":
        return announce(`Waiting for a tool on port ${event.local.port}`);
      case "connecting":
        return show(`Connecting to ${this.#peer}`);
      case "failed":
        return this.#fail(sentenceOf(event.error));
      case "connected":
        this.#stage = "Select";
        return show("Connected, selecting");
      case "selected":
        this.#stage = "S1F13";
        return show("Selected, establishing communications (S1F13)");
      case "received":
        return this.#hear(event);
      case "unanswered":
        if (event.request.sType === SType.selectReq) {
          this.#fail(noAnswer("Select", event.error, this.#unasked));
        }
        return;
      case "closed":
        return this.#close(event.error, isListening);
    }
  }

  /** Waits for COMMUNICATING. @throws {CommandError} When there is no way to it; it says why, and what to check. */
  async through(host: GemHostHandler, { clock, signal }: Pick<CommandIo, "clock" | "signal">): Promise<void> {
    const { wait } = this.#options;
    const off = host.on("communication-failed", ({ error }) => this.#fail(this.#refusal(error)));
    const cancel = clock.schedule(() => this.#fail(this.#late(wait)), wait);
    const abort = (): void =>
      this.#failed.reject(new CommandError("Stopped before the tool was reached", 130));
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    try {
      await Promise.race([host.enable().then(() => host.waitForCommunicating()), this.#failed.promise]);
    } finally {
      off();
      cancel();
      signal.removeEventListener("abort", abort);
    }
  }

  get #peer(): string {
    return formatEndpoint(this.#options);
  }

  #fail(why: string): void {
    this.#failed.reject(new CommandError(why));
  }

  #hear({ packet }: Extract<HsmsTraceEvent, { type: "received" }>): void {
    const { sType, name } = packet.header;
    if (sType === SType.selectReq) this.#unasked.add(name);
    if (this.#stage !== "Select" || this.#options.isListening) return;
    const why = sType === SType.selectRsp || sType === SType.rejectReq ? selectRefusal(packet) : undefined;
    if (why !== undefined) this.#fail(why);
  }

  /** A tool that dials may come again. */
  #close(error: Error | undefined, mayComeAgain: boolean): void {
    if (error === undefined) return;
    const why = this.#stage === "S1F13"
      ? `The tool ended the connection before it had answered S1F13: ${sentenceOf(error)}`
      : noAnswer("Select", error, this.#unasked);
    if (mayComeAgain) this.#trouble = why;
    else this.#fail(why);
    this.#stage = "TCP";
  }

  #refusal(error: Error): string {
    if (error instanceof SecsAcknowledgeError) {
      return `The tool denied S1F13 with COMMACK ${error.value}: ${
        sentenceOf(error)
      }. Enable its communication, or free it from another host`;
    }
    if (error instanceof SecsStream9Error && error.function === 1) {
      return `The tool answered S1F13 with S9F1: it does not know session ${this.#options.session}. Find the device id in its configuration, and give it with --session`;
    }
    if (error instanceof HsmsTimeoutError) return this.#late(error.after);
    return `S1F13 failed: ${sentenceOf(error)}`;
  }

  #late(after: number): string {
    const { isListening, session } = this.#options;
    const within = `within ${seconds(after)}`;
    if (this.#trouble !== undefined) {
      return `No tool was communicating ${within}. The last one: ${this.#trouble}`;
    }
    if (this.#stage === "TCP") {
      return isListening
        ? `No tool connected ${within}. Is this machine's address and port in its configuration, and is it active?`
        : `Cannot connect to ${this.#peer}: no answer ${within}. Try ping, and check the port`;
    }
    if (this.#stage === "Select") {
      return `The connection to the tool was not selected ${within}. Try hsms probe`;
    }
    return `The tool did not answer S1F13 ${within}. It ignores messages for another device id, or is not enabled. Check --session (${session}), and its log`;
  }
}
