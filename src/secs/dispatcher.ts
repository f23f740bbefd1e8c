import type { Events } from "../core/base/mod.ts";
import { type HsmsPacket, type HsmsProtocol, SecsError, streamFunction } from "../core/mod.ts";
import { encodeItem, Secs2Error } from "../secs2/mod.ts";
import {
  NO_BODY,
  type SecsCallback,
  type SecsHandlerEvents,
  type SecsHandlerOptions,
  type SecsReply,
} from "./handler_options.ts";
import { SecsSchemaError } from "./schema.ts";
import { SecsMessage } from "./secs_message.ts";
import type { Stream9 } from "./stream9.ts";

const DEFAULT_MAX_CALLBACKS = 1000;
/** A primary with this function has no secondary but SxF0. */
const LAST = 255;

/** Leads each primary to its callback, and what the callback returns back to the peer. */
export class Dispatcher {
  readonly #protocol: HsmsProtocol;
  readonly #stream9: Stream9;
  readonly #options: SecsHandlerOptions;
  readonly #events: Events<SecsHandlerEvents>;
  readonly #callbacks = new Map<number, SecsCallback>();
  #atWork = 0;

  constructor(
    protocol: HsmsProtocol,
    stream9: Stream9,
    options: SecsHandlerOptions,
    events: Events<SecsHandlerEvents>,
  ) {
    this.#protocol = protocol;
    this.#stream9 = stream9;
    this.#options = options;
    this.#events = events;
  }

  /** Sets the callback of a primary, in place of the one it had; undefined takes it away. */
  set(stream: number, func: number, callback: SecsCallback | undefined): void {
    if (callback === undefined) this.#callbacks.delete(key(stream, func));
    else this.#callbacks.set(key(stream, func), callback);
  }

  /** Leads a primary to its callback. */
  dispatch(packet: HsmsPacket, known: boolean): void {
    const message = new SecsMessage(packet);
    const { stream, function: func, header } = message;
    if (!known) {
      if (stream !== 9 || func !== 1) this.#stream9.report("unrecognizedDevice", header);
      return;
    }
    const { maxBody = Infinity, maxCallbacks = DEFAULT_MAX_CALLBACKS } = this.#options;
    if (packet.data.length > maxBody) return this.#refuse(message, "dataTooLong");
    if (stream === 9) this.#onStream9(message);
    const callback = this.#callbacks.get(key(stream, func));
    if (callback === undefined) return this.#onUnhandled(message);
    if (this.#atWork >= maxCallbacks) {
      const error = new SecsError(
        "overflow",
        `${maxCallbacks} callbacks are at work; ${header.name} was aborted`,
      );
      return this.#abort(message, error);
    }
    void this.#call(callback, message);
  }

  async #call(callback: SecsCallback, message: SecsMessage): Promise<void> {
    this.#atWork++;
    try {
      this.#answer(message, await callback(message));
    } catch (error) {
      if (error instanceof Secs2Error || error instanceof SecsSchemaError) {
        this.#stream9.report("illegalData", message.header);
      }
      this.#abort(message, error);
    } finally {
      this.#atWork--;
    }
  }

  #answer(message: SecsMessage, reply: SecsReply): void {
    if (!message.requireResponse) return;
    if (reply === undefined) {
      throw new TypeError(
        `The callback of ${message.header.name} returned no reply; NO_BODY answers without a body`,
      );
    }
    if (message.function === LAST) {
      throw new RangeError(`${message.header.name} cannot be answered: no function comes after ${LAST}`);
    }
    const body = reply === NO_BODY ? undefined : encodeItem(reply);
    this.#reply(message, message.function + 1, body);
  }

  #onStream9(message: SecsMessage): void {
    const error = this.#stream9.read(message);
    if (error !== undefined) this.#events.emit("fault", error);
  }

  #onUnhandled(message: SecsMessage): void {
    this.#events.emit("unhandled", message);
    if (!message.requireResponse) return;
    const streamIsKnown = [...this.#callbacks.keys()].some((known) => known >> 8 === message.stream);
    this.#refuse(message, streamIsKnown ? "unrecognizedFunction" : "unrecognizedStream");
  }

  /** Stream 9 tells the host that no reply will come; where it is not used, SxF0 does. */
  #refuse(message: SecsMessage, fault: "dataTooLong" | "unrecognizedFunction" | "unrecognizedStream"): void {
    const told = this.#stream9.report(fault, message.header);
    if (!told && message.requireResponse) this.#reply(message, 0, undefined);
  }

  #abort(message: SecsMessage, error: unknown): void {
    if (message.requireResponse) this.#reply(message, 0, undefined);
    this.#events.emit("error", error, message);
  }

  #reply(message: SecsMessage, func: number, body: Uint8Array | undefined): void {
    try {
      this.#protocol.sendResponse(streamFunction(message.stream, func, body), message.packet);
    } catch (error) {
      this.#events.emit("error", error, message); // the link went down meanwhile, or the peer does not read
    }
  }
}

function key(stream: number, func: number): number {
  return (stream << 8) | func;
}
