import { type HsmsHeader, type HsmsPacket, SType } from "../../core/mod.ts";
import {
  type SecsEstablishCommunications,
  type SecsHandler,
  type SecsIdentity,
  SecsMessage,
  type SecsRole,
} from "../../secs/mod.ts";
import { type EstablishBody, establishBy } from "./establish.ts";

/** How an S1F13 of ours ended: with S1F14, or with the error of the request. */
export type AttemptOutcome =
  | { readonly answer: SecsEstablishCommunications }
  | { readonly error: Error };

/** Our own S1F13, from its sending to its end. */
export class Attempt {
  readonly #secs: SecsHandler<SecsRole>;
  readonly #body: EstablishBody;
  readonly #onEnd: (outcome: AttemptOutcome) => void;
  readonly #off: () => void;
  /** The header with which it was sent. */
  #sent: HsmsHeader | undefined;
  /** Its S1F14, from the moment in which it comes in. */
  #answer: HsmsPacket | undefined;
  #isOver = false;

  /** Sends S1F13; `onEnd` is called once, later, unless it is dropped before. */
  constructor(
    secs: SecsHandler<SecsRole>,
    identity: SecsIdentity | undefined,
    onEnd: (outcome: AttemptOutcome) => void,
  ) {
    const { session } = secs;
    this.#secs = secs;
    this.#body = establishBy(secs.role);
    this.#onEnd = onEnd;
    const offs = [
      session.on("sent", ({ packet }) => this.#onSent(packet)),
      session.on("received", ({ packet }) => this.#onReceived(packet)),
    ];
    this.#off = () => offs.forEach((off) => off());
    secs.request(this.#body, identity).then(
      (answer) => this.#end({ answer }),
      (error) => this.#end({ error }),
    );
  }

  /**
   * Ends it now if its S1F14 has come in. The promise of a request settles after all frames that came in one read, and what
   * follows S1F14 among them belongs to the time after it.
   */
  look(): void {
    if (this.#answer === undefined) return;
    let answer: SecsEstablishCommunications;
    try {
      answer = new SecsMessage(this.#answer, this.#secs.dialect).read(this.#body.reply);
    } catch {
      return; // the request rejects with the same
    }
    this.#end({ answer });
  }

  /** Its end is of no interest any more: `onEnd` is not called. */
  drop(): void {
    this.#isOver = true;
    this.#off();
  }

  #onSent({ header }: HsmsPacket): void {
    if (this.#sent === undefined && isS1(header, 13) && header.requireResponse) this.#sent = header;
  }

  #onReceived(packet: HsmsPacket): void {
    const { header } = packet;
    const isOurs = header.system === this.#sent?.system && header.sessionId === this.#sent.sessionId;
    if (isOurs && isS1(header, 14)) this.#answer ??= packet;
  }

  #end(outcome: AttemptOutcome): void {
    if (this.#isOver) return;
    this.drop();
    this.#onEnd(outcome);
  }
}

function isS1({ sType, stream, function: func }: HsmsHeader, number: number): boolean {
  return sType === SType.data && stream === 1 && func === number;
}
