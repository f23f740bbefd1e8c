import { requireInteger } from "../core/base/mod.ts";
import { type HsmsEventOf, HsmsOverflowError, type HsmsSession, streamFunction } from "../core/mod.ts";
import { encodeItem, type Item, Secs2Error } from "../secs2/mod.ts";
import type { Conversations } from "./conversations.ts";
import { askGate, type SecsGate, type SecsGateAnswer } from "./gate.ts";
import type { SecsEvents, SecsHandlerOptions } from "./handler_options.ts";
import type { MessageBody } from "./message_body.ts";
import { NO_BODY } from "./message_definition.ts";
import { PrimaryMessage } from "./primary_message.ts";
import type { SecsDialect } from "./schema/dialect.ts";
import { isItem, SecsSchemaError } from "./schema/error.ts";
import type { SecsMessage } from "./secs_message.ts";
import type { Stream9 } from "./stream9.ts";

const DEFAULT_MAX_CALLBACKS = 1000;
/** Number of callbacks that are not done at once, after which the next primaries wait for those that need no more time. */
const BURST = 64;
/** The last function: no function is left for its reply. */
const LAST_FUNCTION = 255;

/** A callback, and the body that its answer is built with; without one the answer is an item. */
interface Registered {
  readonly callback: (message: SecsMessage) => unknown;
  readonly reply: MessageBody<unknown> | undefined;
}

/** Calls the callback of each primary, and sends what it returns to the peer. */
export class Dispatcher {
  readonly #session: HsmsSession;
  readonly #stream9: Stream9;
  readonly #events: SecsEvents;
  readonly #conversations: Conversations;
  readonly #dialect: SecsDialect;
  readonly #maxBodyLength: number;
  readonly #maxCallbacks: number;
  readonly #callbacks = new Map<number, Registered>();
  /** Callbacks, and steps after their replies, that run. */
  #running = 0;
  /** Of them, those that were started since the last rest, and were not done at once. */
  #started = 0;
  /** Is asked about each primary for this device. */
  gate: SecsGate | undefined;

  constructor(
    session: HsmsSession,
    stream9: Stream9,
    conversations: Conversations,
    options: SecsHandlerOptions,
    events: SecsEvents,
    dialect: SecsDialect,
  ) {
    const { maxBodyLength = Number.MAX_SAFE_INTEGER, maxCallbacks = DEFAULT_MAX_CALLBACKS } = options;
    this.#session = session;
    this.#stream9 = stream9;
    this.#conversations = conversations;
    this.#events = events;
    this.#dialect = dialect;
    this.#maxBodyLength = requireInteger("maxBodyLength", maxBodyLength, 0, Number.MAX_SAFE_INTEGER);
    this.#maxCallbacks = requireInteger("maxCallbacks", maxCallbacks, 1, Number.MAX_SAFE_INTEGER);
  }

  /** Sets the callback of a primary, in place of the one that it had. */
  set(
    stream: number,
    func: number,
    callback: (message: SecsMessage) => unknown,
    reply: MessageBody<unknown> | undefined,
  ): void {
    this.#callbacks.set(key(stream, func), { callback, reply });
  }

  /** Removes the callback of a primary. */
  delete(stream: number, func: number): void {
    this.#callbacks.delete(key(stream, func));
  }

  /** Calls the callback of a primary; a listener of the protocol. */
  readonly dispatch = ({ packet, known }: HsmsEventOf<"primary">): void => {
    const message = new PrimaryMessage(packet, this.#dialect);
    const { stream, function: func, header } = message;
    const isTooLong = packet.data.length > this.#maxBodyLength;
    if (stream === 9 && !isTooLong) this.#onStream9(message, known);
    if (!known) {
      // An S9F1 is not answered with an S9F1: two equipments would do so for ever.
      if (stream !== 9 || func !== 1) this.#stream9.report("unrecognizedDevice", header);
      return;
    }
    this.#conversations.arrived(stream, func);
    if (this.gate !== undefined && !this.#passes(this.gate, message)) return;
    if (isTooLong) return this.#refuse(message, "dataTooLong");
    const registered = this.#callbacks.get(key(stream, func));
    if (registered === undefined) return this.#onUnhandled(message);
    if (this.#running >= this.#maxCallbacks) {
      const said = `${this.#running} callbacks are running (maxCallbacks); ${header.name} was aborted`;
      return this.#onThrown(message, new HsmsOverflowError(said, this.#running, this.#maxCallbacks));
    }
    try {
      this.#session.connection.hold(packet);
    } catch (error) {
      return this.#onThrown(message, error);
    }
    this.#running++;
    this.#call(registered, message);
  };

  /** Whether the gate lets a primary through; if not, it is done with. */
  #passes(gate: SecsGate, message: PrimaryMessage): boolean {
    let answer: SecsGateAnswer;
    try {
      answer = askGate(gate, message);
    } catch (error) {
      this.#onThrown(message, error);
      return false;
    }
    if (answer === "pass") return true;
    if (answer === "abort") this.#sendAbort(message);
    else if (answer !== "discard") this.#answer(message, answer, undefined);
    message.takeSteps();
    return false;
  }

  /** A reply that is there at once goes out at once. */
  #call({ callback, reply }: Registered, message: PrimaryMessage): void {
    let answer: unknown;
    try {
      answer = callback(message);
    } catch (error) {
      return this.#onFailed(message, error);
    }
    if (!isPromise(answer)) return this.#onDone(message, answer, reply);
    answer.then((value) => this.#onDone(message, value, reply), (error) => this.#onFailed(message, error));
    if (++this.#started < BURST) return;
    this.#started = 0;
    this.#session.connection.rest();
  }

  #onDone(message: PrimaryMessage, answer: unknown, reply: MessageBody<unknown> | undefined): void {
    this.#letGo(message);
    this.#answer(message, answer, reply);
  }

  #onFailed(message: PrimaryMessage, error: unknown): void {
    this.#letGo(message);
    this.#onThrown(message, error);
  }

  #letGo(message: SecsMessage): void {
    this.#running--;
    this.#session.connection.release(message.packet);
  }

  /** Sends the reply, if one is expected, and runs the steps that follow it. */
  #answer(message: PrimaryMessage, answer: unknown, reply: MessageBody<unknown> | undefined): void {
    const steps = message.takeSteps();
    const follow = steps && (() => void this.#run(steps, message));
    if (!message.requireResponse) return follow?.();
    try {
      const body = encodeAnswer(message, answer, reply);
      this.#reply(message, message.function + 1, body, follow);
    } catch (error) {
      this.#abort(message, error);
    }
  }

  /** Steps that wait for the peer count as callbacks do, as it is the peer's primaries that set them off. */
  async #run(steps: readonly (() => unknown)[], message: SecsMessage): Promise<void> {
    this.#running++;
    for (const step of steps) {
      try {
        await step();
      } catch (error) {
        this.#onError(message, error);
      }
    }
    this.#running--;
  }

  #onStream9(message: SecsMessage, known: boolean): void {
    const error = this.#stream9.read(message, known);
    if (error !== undefined) this.#events.emit("fault", { type: "fault", error, message });
  }

  #onUnhandled(message: PrimaryMessage): void {
    message.takeSteps();
    this.#events.emit("unhandled", { type: "unhandled", message });
    if (!message.requireResponse) return;
    const streamIsKnown = [...this.#callbacks.keys()].some((known) => known >> 8 === message.stream);
    this.#refuse(message, streamIsKnown ? "unrecognizedFunction" : "unrecognizedStream");
  }

  /** The owner's code threw: if it could not read the body, that is the peer's fault. */
  #onThrown(message: PrimaryMessage, error: unknown): void {
    message.takeSteps();
    const isUnreadable = error instanceof Secs2Error || error instanceof SecsSchemaError;
    if (isUnreadable) this.#onUnreadable(message, error);
    else this.#abort(message, error);
  }

  #onUnreadable(message: SecsMessage, error: Error): void {
    this.#stream9.report("illegalData", message.header);
    this.#sendAbort(message);
    this.#events.emit("fault", { type: "fault", error, message });
  }

  /** Stream 9 tells the host that no reply will come; SxF0 does if it is not used. */
  #refuse(message: SecsMessage, fault: "dataTooLong" | "unrecognizedFunction" | "unrecognizedStream"): void {
    const isReported = this.#stream9.report(fault, message.header);
    if (!isReported) this.#sendAbort(message);
  }

  #abort(message: SecsMessage, error: unknown): void {
    this.#sendAbort(message);
    this.#onError(message, error);
  }

  /** SxF0, if a reply is expected. */
  #sendAbort(message: SecsMessage): void {
    if (message.requireResponse) this.#reply(message, 0, undefined, undefined);
  }

  /** A reply that the peer does not take any more is told by the protocol, as `reply-lost`. */
  #reply(
    message: SecsMessage,
    func: number,
    body: Uint8Array | undefined,
    follow: (() => void) | undefined,
  ): void {
    this.#session.sendResponse(streamFunction(message.stream, func, body), message.packet, follow);
  }

  /** In the trace too, as there may be no listener. */
  #onError(message: SecsMessage, error: unknown): void {
    this.#session.connection.tell({ type: "thrown", error });
    this.#events.emit("error", { type: "error", error, message });
  }
}

/** The bytes of the reply that a callback answered with. */
function encodeAnswer(
  message: SecsMessage,
  answer: unknown,
  reply: MessageBody<unknown> | undefined,
): Uint8Array | undefined {
  const { name } = message.header;
  if (message.function === LAST_FUNCTION) {
    throw new RangeError(`${name} cannot be answered: no function comes after ${LAST_FUNCTION}`);
  }
  if (answer === NO_BODY) return undefined;
  if (reply !== undefined && !isItem(answer)) return encodeItem(reply.build(answer, message.replyBuilding()));
  if (answer !== undefined) return encodeItem(answer as Item); // throws a TypeError if it is not an item
  throw new TypeError(`The callback of ${name} returned no reply; NO_BODY answers without a body`);
}

function key(stream: number, func: number): number {
  return (stream << 8) | func;
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as PromiseLike<unknown> | null | undefined)?.then === "function";
}
