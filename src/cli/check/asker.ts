import { HsmsAbortError, HsmsTimeoutError, type HsmsTraceEvent, SecsError } from "../../core/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import {
  describeMessage,
  type MessageBody,
  type SecsHandler,
  type SecsMessage,
  type SecsRole,
  SecsSchemaError,
  SecsStream9Error,
} from "../../secs/mod.ts";
import { sentenceOf } from "../errors.ts";
import { fail, notTried, unsupported, type Verdict } from "./verdict.ts";

/** How a request was answered: with a value, or not, which is a verdict. */
export type Asked<R> =
  | { readonly isAnswered: true; readonly value: R }
  | { readonly isAnswered: false; readonly verdict: Verdict; readonly error: unknown };

/** Maximum number of messages of a row that are kept. */
const MAX_MESSAGES = 200;

/** Asks a peer, and keeps what both sides say. */
export class Asker<Role extends SecsRole> {
  /** How long an answer is waited for, in ms. */
  readonly timeout: number;
  /** The messages of the row that runs. */
  messages: string[] = [];
  readonly #secs: () => SecsHandler<Role>;
  readonly #names: readonly [own: string, peer: string];

  constructor(secs: () => SecsHandler<Role>, timeout: number, names: readonly [own: string, peer: string]) {
    this.#secs = secs;
    this.timeout = timeout;
    this.#names = names;
  }

  /** Sends a primary; never rejects. */
  async ask<T, R>(body: MessageBody<T, MessageBody<R>>, value: T): Promise<Asked<R>> {
    const secs = this.#secs();
    const request = secs.request as unknown as (
      body: MessageBody<T, MessageBody<R>>,
      value: T,
      options: { readonly timeout: number },
    ) => Promise<R>;
    try {
      return { isAnswered: true, value: await request.call(secs, body, value, { timeout: this.timeout }) };
    } catch (error) {
      return { isAnswered: false, verdict: this.#verdictOf(error, body.name), error };
    }
  }

  /** Whether a primary is answered with anything, also with SxF0. */
  async answers<T>(body: MessageBody<T, MessageBody<unknown>>, value: T): Promise<boolean> {
    const asked = await this.ask(body, value);
    return asked.isAnswered || asked.error instanceof SecsError && !(asked.error instanceof HsmsTimeoutError);
  }

  /** Sends a primary of any stream, function and body; never rejects. */
  async askRaw(stream: number, func: number, item?: Item): Promise<Asked<SecsMessage>> {
    try {
      const value = await this.#secs().request(stream, func, item, { timeout: this.timeout });
      return { isAnswered: true, value };
    } catch (error) {
      return { isAnswered: false, verdict: this.#verdictOf(error, `S${stream}F${func}`), error };
    }
  }

  /** Notes a message of either side. */
  note(event: HsmsTraceEvent): void {
    if (event.type !== "sent" && event.type !== "received") return;
    if (event.packet.header.isControl || this.messages.length >= MAX_MESSAGES) return;
    const [own, peer] = this.#names;
    this.messages.push(`${event.type === "sent" ? own : peer}: ${describeMessage(event.packet)}`);
  }

  #verdictOf(error: unknown, name: string): Verdict {
    if (error instanceof HsmsAbortError) return unsupported(`${name} was answered with SxF0`);
    if (error instanceof HsmsTimeoutError && error.timer === "T3") {
      return unsupported(`${name} was not answered within ${this.timeout} ms`);
    }
    if (error instanceof SecsStream9Error) {
      return unsupported(`${name} was answered with S9F${error.function}`);
    }
    if (error instanceof SecsSchemaError) {
      return fail(`the answer to ${name} is not as E5 has it: ${sentenceOf(error)}`);
    }
    return notTried(sentenceOf(error));
  }
}
