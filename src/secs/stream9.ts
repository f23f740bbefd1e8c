import { HsmsHeader, type HsmsSession, streamFunction } from "../core/mod.ts";
import { A, B, encodeItem, type Item, L } from "../secs2/mod.ts";
import { SecsStream9Error } from "./errors.ts";
import type { SecsFault, SecsHandlerOptions, SecsRole } from "./handler_options.ts";
import type { SecsMessage } from "./secs_message.ts";

/** The function of stream 9 that reports a fault. */
const FUNCTIONS: Record<SecsFault, number> = {
  unrecognizedDevice: 1,
  unrecognizedStream: 3,
  unrecognizedFunction: 5,
  illegalData: 7,
  transactionTimeout: 9,
  dataTooLong: 11,
  conversationTimeout: 13,
};

/** A fault that is reported with the header that it is about. */
type HeaderFault = Exclude<SecsFault, "conversationTimeout">;

/** Stream 9 of E5: an equipment reports messages that it cannot understand, a host reads such reports. */
export class Stream9 {
  readonly #session: HsmsSession;
  readonly #role: SecsRole;
  readonly #enabled: NonNullable<SecsHandlerOptions["report"]>;

  constructor(session: HsmsSession, role: SecsRole, options: SecsHandlerOptions) {
    this.#session = session;
    this.#role = role;
    this.#enabled = options.report ?? {};
  }

  /** Reports a fault with the header that it is about; false if it is not reported. Never throws. */
  report(fault: HeaderFault, header: HsmsHeader): boolean {
    return this.#send(fault, B(header.encode()));
  }

  /** Reports that a message did not come in time (MEXP, EDID). Never throws. */
  reportConversation(stream: number, func: number, edid: Item): void {
    this.#send("conversationTimeout", L(A(`S${twoDigits(stream)}F${twoDigits(func)}`), edid));
  }

  /**
   * Reads a message of stream 9 and rejects the request that it names; undefined if it names no header, or is for another
   * device (`known` is false) and names no open request. S9F1 mostly is: the two sides have different device ids.
   */
  read(message: SecsMessage, known: boolean): SecsStream9Error | undefined {
    const header = namedHeader(message);
    if (header === undefined) return undefined;
    const error = new SecsStream9Error(message.function, header);
    const isOpen = this.#session.abortRequest(header, error);
    return isOpen || known ? error : undefined;
  }

  #send(fault: SecsFault, item: Item): boolean {
    if (this.#role === "host" || this.#enabled[fault] === false) return false;
    try {
      this.#session.sendStreamFunction(streamFunction(9, FUNCTIONS[fault], encodeItem(item)));
    } catch {
      return false; // the session is not selected any more, or the peer does not read
    }
    return true;
  }
}

/** At least two digits, as in S07F03. */
function twoDigits(value: number): string {
  return value.toString().padStart(2, "0");
}

/** The header in a message of stream 9 (MHEAD, SHEAD); undefined if the body is something else. */
function namedHeader(message: SecsMessage): HsmsHeader | undefined {
  try {
    const { item } = message;
    return item?.format === "B" && item.length === 10 ? HsmsHeader.decode(item.bytes) : undefined;
  } catch {
    return undefined;
  }
}
