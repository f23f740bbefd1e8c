import { type HsmsHeader, SecsError } from "../core/mod.ts";
import type { SecsRole } from "./handler_options.ts";

/** What an equipment reports in stream 9, by function. */
const MEANINGS: Record<number, string> = {
  1: "unrecognized device id. Check the device id on both sides",
  3: "unrecognized stream",
  5: "unrecognized function",
  7: "illegal data. Check the format of the message",
  9: "transaction timeout",
  11: "data too long",
  13: "conversation timeout",
};

/**
 * The equipment reported a fault in stream 9, with the header of the message that it is about. A request with that
 * header rejects with this error. `code` is `stream-9`.
 *
 * @example
 * ```ts
 * import { HsmsHeader, SecsStream9Error } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const error = new SecsStream9Error(5, new HsmsHeader({ stream: 1, function: 3, requireResponse: true }));
 * assertEquals([error.code, error.function], ["stream-9", 5]);
 * ```
 */
export class SecsStream9Error extends SecsError<"stream-9"> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "SecsStream9Error";
  /** The function of stream 9: 1, 3, 5, 7, 9, 11 or 13. */
  readonly function: number;
  /** The header that the report is about. */
  readonly header: HsmsHeader;

  /** Makes an error from the function of stream 9 and the header that the report is about. */
  constructor(func: number, header: HsmsHeader) {
    super(
      "stream-9",
      `The equipment answered ${header.name} with S9F${func}: ${MEANINGS[func] ?? "unknown reason"}`,
    );
    this.function = func;
    this.header = header;
  }
}

/** What a {@linkcode SecsAcknowledgeError} says besides the code. */
export interface SecsAcknowledgeErrorOptions {
  /** Who answered. @default {"equipment"} */
  by?: SecsRole;
  /** What the value means, and what to check. */
  meaning?: string;
}

/**
 * The peer answered a request with an acknowledge code that is not 0. `acknowledge` is the name of the item, `value` its
 * value; the standard lists what each value means. `code` is `not-acknowledged`.
 *
 * @example
 * ```ts
 * import { SecsAcknowledgeError } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * const error = new SecsAcknowledgeError("S2F15", "EAC", 3);
 * assertEquals([error.code, error.message], ["not-acknowledged", "The equipment answered S2F15 with EAC 3"]);
 * ```
 */
export class SecsAcknowledgeError extends SecsError<"not-acknowledged"> {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "SecsAcknowledgeError";
  /** The name of the item in E5: EAC, DRACK and others. */
  readonly acknowledge: string;
  /** Its value; not 0. */
  readonly value: number;

  /** Makes an error from the name of the request, and the name and the value of the item. */
  constructor(
    request: string,
    acknowledge: string,
    value: number,
    { by = "equipment", meaning }: SecsAcknowledgeErrorOptions = {},
  ) {
    const said = `The ${by} answered ${request} with ${acknowledge} ${value}`;
    super("not-acknowledged", meaning === undefined ? said : `${said}: ${meaning}`);
    this.acknowledge = acknowledge;
    this.value = value;
  }
}
