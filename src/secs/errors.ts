import { type HsmsHeader, SecsError } from "../core/mod.ts";

/** What an equipment reports in stream 9, by function. */
const MEANING: Record<number, string> = {
  1: "unrecognized device id. Check the device id on both sides",
  3: "unrecognized stream",
  5: "unrecognized function",
  7: "illegal data. Check the format of the message",
  9: "transaction timeout",
  11: "data too long",
  13: "conversation timeout",
};

/**
 * The equipment answered a request with a message of stream 9 that names its header; `function` is that of stream 9.
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
export class SecsStream9Error extends SecsError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "SecsStream9Error";
  /** The function of stream 9: 1, 3, 5, 7, 9, 11 or 13. */
  readonly function: number;
  /** The header that it complains about. */
  readonly header: HsmsHeader;

  /** Makes an error from the function of stream 9 and the header that it names. */
  constructor(func: number, header: HsmsHeader) {
    super(
      "stream-9",
      `The equipment answered ${header.name} with S9F${func}: ${MEANING[func] ?? "unknown reason"}`,
    );
    this.function = func;
    this.header = header;
  }
}

/**
 * The equipment read a request and said no: `acknowledge` names the item that says so, `value` is what it says.
 *
 * @example
 * ```ts
 * import { SecsAcknowledgeError } from "@secs/hsms";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(new SecsAcknowledgeError("S2F15", "EAC", 3).message, "The equipment answered S2F15 with EAC 3");
 * ```
 */
export class SecsAcknowledgeError extends SecsError {
  /** The class's name, also in minified bundles. */
  override readonly name: string = "SecsAcknowledgeError";
  /** The item's name in E5. */
  readonly acknowledge: string;
  /** Its value; not 0. */
  readonly value: number;

  /** Makes an error from the request's name, the acknowledge's name and its value. */
  constructor(request: string, acknowledge: string, value: number) {
    super("not-acknowledged", `The equipment answered ${request} with ${acknowledge} ${value}`);
    this.acknowledge = acknowledge;
    this.value = value;
  }
}
