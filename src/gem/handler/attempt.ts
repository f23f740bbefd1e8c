import { type HsmsHeader, type HsmsPacket, SType } from "../../core/mod.ts";
import { type MessageBody, type SecsHandler, SecsMessage, type SecsRole } from "../../secs/mod.ts";

/** How a request of ours ended: with its answer, or with an error. */
export type AttemptOutcome<R> =
  | { readonly answer: R }
  | { readonly error: Error };

/** What is asked: a message and the body of its answer. */
type Asked<R> = Pick<MessageBody<unknown, MessageBody<R>>, "stream" | "function" | "reply">;

/** A request on whose answer a state depends, S1F13 or S1F1, from its sending to its end. */
export class Attempt<R> {
  readonly #secs: SecsHandler<SecsRole>;
  readonly #body: Asked<R>;
  readonly #onEnd: (outcome: AttemptOutcome<R>) => void;
  readonly #off: () => void;
  /** The header with which it was sent. */
  #sent: HsmsHeader | undefined;
  /** Its answer, from the moment in which it comes in. */
  #answer: HsmsPacket | undefined;
  #isOver = false;

  /** Sends it by `request`; `onEnd` is called once, later, unless it is dropped before. */
  constructor(
    secs: SecsHandler<SecsRole>,
    body: Asked<R>,
    request: () => Promise<R>,
    onEnd: (outcome: AttemptOutcome<R>) => void,
  ) {
    const { session } = secs;
    this.#secs = secs;
    this.#body = body;
    this.#onEnd = onEnd;
    const offs = [
      session.on("sent", ({ packet }) => this.#onSent(packet)),
      session.on("received", ({ packet }) => this.#onReceived(packet)),
    ];
    this.#off = () => offs.forEach((off) => off());
    request().then(
      (answer) => this.#end({ answer }),
      (error) => this.#end({ error }),
    );
  }

  /**
   * Ends it now if its answer has come in. The promise of a request settles after all frames that came in one read, and what
   * follows the answer among them belongs to the time after it.
   */
  look(): void {
    if (this.#answer === undefined) return;
    let answer: R;
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
    if (this.#sent === undefined && this.#is(header, 0) && header.requireResponse) this.#sent = header;
  }

  #onReceived(packet: HsmsPacket): void {
    const { header } = packet;
    const isOurs = header.system === this.#sent?.system && header.sessionId === this.#sent.sessionId;
    if (isOurs && this.#is(header, 1)) this.#answer ??= packet;
  }

  /** Whether a header is that of the request (0), or of its answer (1). */
  #is({ sType, stream, function: func }: HsmsHeader, step: 0 | 1): boolean {
    const { stream: own, function: primary } = this.#body;
    return sType === SType.data && stream === own && func === primary + step;
  }

  #end(outcome: AttemptOutcome<R>): void {
    if (this.#isOver) return;
    this.drop();
    this.#onEnd(outcome);
  }
}
