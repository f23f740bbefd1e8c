import { HsmsRejectError, type HsmsRequestOptions } from "../../../core/mod.ts";
import { SecsAcknowledgeError, SecsSchemaError } from "../../../secs/mod.ts";
import { InvalidTimeError } from "../../time/errors.ts";
import { type GemLack, lackOf } from "../lack.ts";
import { GemIgnoredError } from "./ignored_error.ts";
import type { GemSetupLook } from "./steps.ts";

const WHY: Readonly<Record<GemLack, string>> = {
  aborted: "The tool aborts it",
  "unknown message": "The tool does not have it",
  "not read": "The tool cannot read it",
  "too long": "It is too long for the tool",
  silent: "The tool does not answer it",
};

/** Whether the tool has caused an error: it refuses, does not have the message, or answers what cannot be read. */
export function isOfTool(error: unknown): error is Error {
  return lackOf(error) !== undefined || error instanceof SecsAcknowledgeError ||
    error instanceof SecsSchemaError || error instanceof HsmsRejectError ||
    error instanceof InvalidTimeError || error instanceof GemIgnoredError;
}

/** What a tool has not answered in a session, by the names of the messages. */
export type Lacking = Map<string, Error>;

/** Questions to a tool. */
export class Asking {
  /** What was asked, in its order. */
  readonly looks: GemSetupLook[] = [];
  readonly #lacking: Lacking;
  readonly #options: HsmsRequestOptions;

  constructor(lacking: Lacking, options: HsmsRequestOptions) {
    this.#lacking = lacking;
    this.#options = options;
  }

  /** Asks, unless the tool was asked in vain before; undefined if it does not say. */
  async ask<R>(
    message: string,
    question: (options: HsmsRequestOptions) => Promise<R>,
    say: (answer: R) => string,
  ): Promise<R | undefined> {
    if (this.lacks(message)) return undefined;
    try {
      const answer = await question(this.#options);
      this.looks.push({ message, lack: undefined, sentence: `${say(answer)}.` });
      return answer;
    } catch (error) {
      if (!isOfTool(error)) throw error;
      const lack = lackOf(error);
      this.#lacking.set(message, error);
      this.looks.push({
        message,
        lack,
        sentence: lack === undefined ? error.message : `${WHY[lack]}.`,
      });
      return undefined;
    }
  }

  /** Whether the tool has not answered a message. */
  lacks(message: string): boolean {
    return this.#lacking.has(message);
  }

  /** The first of the messages that the tool has not answered, and why. */
  firstLacking(messages: readonly string[]): { message: string; error: Error } | undefined {
    const message = messages.find((one) => this.lacks(one));
    return message === undefined ? undefined : { message, error: this.#lacking.get(message)! };
  }
}
