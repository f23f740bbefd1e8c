import { type HsmsRequestOptions, HsmsStateError } from "../../core/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import {
  type MessageBody,
  S1F1,
  S1F15,
  S1F17,
  S7F1,
  S7F3,
  S7F5,
  type SecsByteId,
  type SecsIdentity,
  type SecsRole,
} from "../../secs/mod.ts";
import { type RefusalOptions, requireAccepted } from "./acknowledge.ts";
import type { MeaningOf } from "./meanings.ts";

/** Options of {@linkcode GemHandler.sendProcessProgram}. */
export interface GemSendProgramOptions extends HsmsRequestOptions {
  /** Ask first whether it may be sent (S7F1). @default {false} */
  inquire?: boolean;
}

/** What {@linkcode Requests} sends its requests with. */
export interface Requester {
  readonly role: SecsRole;
  readonly name: string;
  /** What the codes of the peer mean. */
  readonly meaningOf: MeaningOf;
  /** Sends a primary and resolves with the value of its reply. */
  request<T, R>(
    body: MessageBody<T, MessageBody<R>>,
    value: T,
    options: HsmsRequestOptions | undefined,
  ): Promise<R>;
}

/** The requests that GemHandler has a word for. */
export class Requests {
  readonly #requester: Requester;
  /** Which way our messages go. */
  readonly #direction: "toEquipment" | "toHost";
  /** Who answers them, and what the codes mean. */
  readonly #refusal: RefusalOptions;

  constructor(requester: Requester) {
    this.#requester = requester;
    const isHost = requester.role === "host";
    this.#direction = isHost ? "toEquipment" : "toHost";
    this.#refusal = { by: isHost ? "equipment" : "host", meaningOf: requester.meaningOf };
  }

  areYouThere(options: HsmsRequestOptions | undefined): Promise<SecsIdentity | undefined> {
    if (this.#direction === "toHost") return this.#requester.request(S1F1.toHost, undefined, options);
    return this.#requester.request(S1F1.toEquipment, undefined, options);
  }

  async goOnline(options: HsmsRequestOptions | undefined): Promise<void> {
    this.#requireHost("S1F17");
    const code = await this.#requester.request(S1F17.toEquipment, undefined, options);
    if (code !== 2) requireAccepted("S1F17", "ONLACK", code, this.#refusal);
  }

  async goOffline(options: HsmsRequestOptions | undefined): Promise<void> {
    this.#requireHost("S1F15");
    const code = await this.#requester.request(S1F15.toEquipment, undefined, options);
    requireAccepted("S1F15", "OFLACK", code, this.#refusal);
  }

  async sendProgram(ppid: SecsByteId, body: Item, options: GemSendProgramOptions): Promise<void> {
    const { inquire = false, ...others } = options;
    if (inquire) {
      const asked = { PPID: ppid, LENGTH: lengthOf(body) };
      const granted = await this.#requester.request(S7F1[this.#direction], asked, others);
      requireAccepted("S7F1", "PPGNT", granted, this.#refusal);
    }
    const program = { PPID: ppid, PPBODY: body };
    const code = await this.#requester.request(S7F3[this.#direction], program, others);
    requireAccepted("S7F3", "ACKC7", code, this.#refusal);
  }

  async requestProgram(
    ppid: SecsByteId,
    options: HsmsRequestOptions | undefined,
  ): Promise<Item | undefined> {
    return (await this.#requester.request(S7F5[this.#direction], ppid, options))?.PPBODY;
  }

  #requireHost(what: string): void {
    const { role, name } = this.#requester;
    if (role === "host") return;
    throw new HsmsStateError("wrong-role", `The role of ${name} is "equipment": it cannot send ${what}`);
  }
}

/** The length of a process program in bytes: of its text or its bytes; of any other item, as it is encoded. */
function lengthOf(body: Item): number {
  const isPlain = body.format === "A" || body.format === "B" || body.format === "J";
  return isPlain ? body.bytes.length : body.encodedLength;
}
