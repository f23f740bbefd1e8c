import { HsmsHeader, type HsmsProtocol, streamFunction } from "../core/mod.ts";
import { B, encodeItem } from "../secs2/mod.ts";
import type { SecsFault, SecsHandlerOptions } from "./handler_options.ts";
import { SecsStream9Error } from "./errors.ts";
import type { SecsMessage } from "./secs_message.ts";

/** Fault → function of stream 9. */
const FUNCTION: Record<SecsFault, number> = {
  unrecognizedDevice: 1,
  unrecognizedStream: 3,
  unrecognizedFunction: 5,
  illegalData: 7,
  transactionTimeout: 9,
  dataTooLong: 11,
};

/** Stream 9 (E5): what an equipment says of messages that it cannot understand, and what a host makes of it. */
export class Stream9 {
  readonly #protocol: HsmsProtocol;
  readonly #options: SecsHandlerOptions;

  constructor(protocol: HsmsProtocol, options: SecsHandlerOptions) {
    this.#protocol = protocol;
    this.#options = options;
  }

  /** Reports a fault with the header it is about; false where this side does not. Never throws. */
  report(fault: SecsFault, header: HsmsHeader): boolean {
    const { role = "host", report = {} } = this.#options;
    if (role === "host" || report[fault] === false) return false;
    const body = encodeItem(B(header.encode()));
    try {
      this.#protocol.sendStreamFunction(streamFunction(9, FUNCTION[fault], body));
    } catch {
      return false; // no longer selected, or no room: there is nobody to tell
    }
    return true;
  }

  /** Reads a message of stream 9: the error for whoever asked, who is told if still waiting. */
  read(message: SecsMessage): SecsStream9Error | undefined {
    const header = complainedAbout(message);
    if (header === undefined) return undefined;
    const error = new SecsStream9Error(message.function, header);
    this.#protocol.abortRequest(header, error);
    return error;
  }
}

/** The header that a message of stream 9 names (MHEAD, SHEAD); undefined where it names none. */
function complainedAbout(message: SecsMessage): HsmsHeader | undefined {
  try {
    const { item } = message;
    return item?.format === "B" && item.length === 10 ? HsmsHeader.decode(item.bytes) : undefined;
  } catch {
    return undefined;
  }
}
