import { Events, quiet, requireInteger } from "../core/base/mod.ts";
import {
  type HsmsConnection,
  type HsmsHandler,
  type HsmsPacket,
  type HsmsProtocol,
  type HsmsRequestOptions,
  type HsmsSession,
  HsmsStateError,
  type HsmsStats,
  HsmsTimeoutError,
  type SessionState,
  streamFunction,
  type WaitOptions,
} from "../core/mod.ts";
import { encodeItem, type Item } from "../secs2/mod.ts";
import { Conversations } from "./conversations.ts";
import { Dispatcher } from "./dispatcher.ts";
import type {
  SecsCallback,
  SecsEvents,
  SecsExpectOptions,
  SecsHandlerEvent,
  SecsHandlerOptions,
  SecsRole,
} from "./handler_options.ts";
import type { SecsGate } from "./gate.ts";
import { HostRequests } from "./host_requests.ts";
import { openSession } from "./link.ts";
import type { MessageBody } from "./message_body.ts";
import {
  type SecsAnswer,
  type SecsMessageType,
  type SecsReceivedBody,
  type SecsReplyValue,
  type SecsRequestArguments,
  type SecsRequestType,
  type SecsSendArguments,
  type SecsSentBody,
  type SecsValue,
  sentBody,
} from "./message_types.ts";
import { SecsDialect } from "./schema/dialect.ts";
import { SecsBuilding } from "./schema/place.ts";
import { SecsMessage } from "./secs_message.ts";
import { Stream9 } from "./stream9.ts";

/**
 * SECS-II (E5) on an HsmsProtocol: callbacks answer primaries, requests resolve with replies that are read.
 *
 * `request`, `send`, `register` and `unregister` take a message of E5 or one of your own (see {@linkcode defineMessage}),
 * or a stream and a function. A message that goes in both directions is used in the direction that fits the role: a host
 * sends `S1F13.toEquipment` and receives `S1F13.toHost`. To say the direction, pass the body itself.
 *
 * Works with every kind of connection, and in a manager as `handler: SecsHandler`.
 *
 * @typeParam Role The role of this side, which the option `role` sets. `SecsHandler` alone is the type of a host,
 * `SecsHandler<"equipment">` that of an equipment, `SecsHandler<SecsRole>` that of a handler whose role is known at run
 * time only.
 *
 * @example A host asks an equipment whether it is there
 * ```ts
 * import { S1F1, SecsHandler } from "@secs/hsms";
 * import { MemoryNetwork } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const network = new MemoryNetwork();
 * const equipment = new SecsHandler("127.0.0.1", 5000, false, 0, "tool", { network, role: "equipment" });
 * equipment.register(S1F1, () => ({ MDLN: "MODEL", SOFTREV: "1.0" }));
 * await equipment.enable();
 *
 * const host = new SecsHandler("127.0.0.1", 5000, true, 0, "host", { network });
 * await host.enable();
 * await host.whenSelected();
 * assertEquals(await host.request(S1F1), { MDLN: "MODEL", SOFTREV: "1.0" });
 *
 * await host.disable();
 * await equipment.disable();
 * ```
 */
export class SecsHandler<Role extends SecsRole = "host"> implements HsmsHandler, AsyncDisposable {
  /** The level below. */
  readonly protocol: HsmsProtocol;
  /** Its session: in HSMS-SS the protocol itself, in HSMS-GS the part of it that has the session id of this handler. */
  readonly session: HsmsSession;
  /** The role of this side. */
  readonly role: Role;
  /** How the peer writes. */
  readonly dialect: SecsDialect;
  readonly #stream9: Stream9;
  readonly #dispatcher: Dispatcher;
  readonly #conversations: Conversations;
  readonly #events: SecsEvents;
  #host: HostRequests | undefined;

  /**
   * Makes the handler of one peer; the parameters and what they throw are those of HsmsProtocol.
   *
   * @throws {RangeError} when a limit is out of range, or the role, a format, a form or the encoding is not one; in HSMS-GS,
   * when there is no such session, or it has a handler already.
   */
  constructor(
    address: string,
    port: number,
    active: boolean,
    sessionId: number,
    name: string,
    options: SecsHandlerOptions<Role>,
  ) {
    this.role = options.role ?? "host" as Role;
    if (this.role !== "host" && this.role !== "equipment") {
      throw new RangeError(`role must be "host" or "equipment", got ${JSON.stringify(this.role)}`);
    }
    this.dialect = new SecsDialect(options);
    const { protocol, session } = openSession(address, port, active, sessionId, name, options);
    this.protocol = protocol;
    this.session = session;
    this.#events = new Events((error) => this.connection.report(error));
    this.#stream9 = new Stream9(this.session, this.role, options);
    this.#conversations = new Conversations(this.session, this.#stream9, options, this.#events);
    this.#dispatcher = new Dispatcher(
      this.session,
      this.#stream9,
      this.#conversations,
      options,
      this.#events,
      this.dialect,
    );
    this.session.on("primary", this.#dispatcher.dispatch);
  }

  /**
   * What a host often asks of an equipment.
   *
   * @throws {HsmsStateError} when the role is "equipment".
   */
  get host(): HostRequests {
    if (this.role !== "host") {
      const said = `The role of ${this.name} is "equipment": it cannot make the requests of a host`;
      throw new HsmsStateError("wrong-role", said);
    }
    return this.#host ??= new HostRequests({
      request: (body, value, options) => this.#request(body, value, options),
    });
  }

  /** The connection underneath. */
  get connection(): HsmsConnection {
    return this.session.connection;
  }

  /** The name of this handler. */
  get name(): string {
    return this.session.name;
  }

  /** `not-connected`, `not-selected` or `selected`. */
  get connectionState(): SessionState {
    return this.session.connectionState;
  }

  /** Starts; see HsmsProtocol.enable. */
  enable(): Promise<void> {
    return this.session.enable();
  }

  /** Stops; see HsmsProtocol.disable. */
  disable(): Promise<void> {
    return this.session.disable();
  }

  /** The same as `disable`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.disable();
  }

  /** Resolves once the session is selected. */
  whenSelected(options?: WaitOptions): Promise<void> {
    return this.session.whenSelected(options);
  }

  /** Counters since the handler was made. */
  stats(): HsmsStats {
    return this.session.stats();
  }

  /** Calls `listener` with each event of that type, until the function that is returned is called. */
  on<Type extends SecsHandlerEvent["type"]>(
    type: Type,
    listener: (event: Extract<SecsHandlerEvent, { type: Type }>) => unknown,
  ): () => void {
    return this.#events.on(type, listener);
  }

  /**
   * Answers a message with what `callback` returns, in place of the callback that it had. The callback gets the value of
   * the body, and returns the value of the reply; or an item; or NO_BODY.
   *
   * What it throws aborts the transaction with SxF0. A body that cannot be read is also reported as S9F7 if this side is
   * the equipment.
   *
   * @throws {RangeError} when the message is a secondary.
   */
  register<M extends SecsMessageType>(
    message: M,
    callback: (
      value: SecsValue<SecsReceivedBody<M, Role>>,
      message: SecsMessage,
    ) => SecsAnswer<SecsReceivedBody<M, Role>> | Promise<SecsAnswer<SecsReceivedBody<M, Role>>>,
  ): void;
  /**
   * Answers a primary with what `callback` returns: an item, or NO_BODY; nothing if no reply is expected.
   *
   * @throws {RangeError} when there is no such primary.
   */
  register(stream: number, func: number, callback: SecsCallback): void;
  register(
    what: SecsMessageType | number,
    second: number | ((value: never, message: SecsMessage) => unknown),
    third?: SecsCallback,
  ): void {
    if (typeof what === "number") return this.#register(what, second as number, third!, undefined);
    const body = this.#received(what);
    const callback = second as (value: unknown, message: SecsMessage) => unknown;
    const read = (message: SecsMessage): unknown => callback(this.#read(message, body), message);
    this.#register(body.stream, body.function, read, body.reply);
  }

  /** Removes the callback of a message, if it has one. */
  unregister(message: SecsMessageType): void;
  /** Removes the callback of a primary, if it has one. */
  unregister(stream: number, func: number): void;
  unregister(what: SecsMessageType | number, func?: number): void {
    if (typeof what === "number") return this.#dispatcher.delete(what, func!);
    const body = sentBody(what, this.role);
    this.#dispatcher.delete(body.stream, body.function);
  }

  /**
   * Sets the gate, in place of the one that there was; without an argument every primary passes again.
   *
   * The gate is asked about each primary for this device before its callback, and before stream 9 or SxF0 is sent for it.
   * A primary for another device does not reach it, nor does a reply; a report of stream 9 about a request of ours ends
   * that request before the gate is asked. What the gate throws counts as thrown by a callback.
   *
   * @example An equipment that is off-line answers S1F13 and S1F17 only (E30)
   * ```ts
   * import { HsmsAbortError, S1F1, S1F17, SecsHandler } from "@secs/hsms";
   * import { MemoryNetwork } from "@secs/hsms/testing";
   * import { assertEquals, assertRejects } from "@std/assert";
   *
   * const network = new MemoryNetwork();
   * const tool = new SecsHandler("127.0.0.1", 5000, false, 0, "tool", { network, role: "equipment" });
   * let isOnline = false;
   * tool.setGate(({ stream, function: func }) => {
   *   return isOnline || (stream === 1 && (func === 13 || func === 17)) ? "pass" : "abort";
   * });
   * tool.register(S1F1, () => ({ MDLN: "MODEL", SOFTREV: "1.0" }));
   * tool.register(S1F17, (_, message) => {
   *   message.afterReply(() => isOnline = true);
   *   return 0;
   * });
   * await tool.enable();
   *
   * const host = new SecsHandler("127.0.0.1", 5000, true, 0, "host", { network });
   * await host.enable();
   * await host.whenSelected();
   * await assertRejects(() => host.request(S1F1), HsmsAbortError, "S1F0");
   * assertEquals(await host.request(S1F17), 0);
   * assertEquals(await host.request(S1F1), { MDLN: "MODEL", SOFTREV: "1.0" });
   *
   * await host.disable();
   * await tool.disable();
   * ```
   */
  setGate(gate?: SecsGate): void {
    this.#dispatcher.gate = gate;
  }

  /**
   * Expects a message of the peer within a time, such as the S7F3 that follows an S7F1 (E5, conversation timeout). If it does
   * not come, an equipment sends S9F13, and the event `conversation-timeout` tells on both sides. The function that is
   * returned ends that; so do the message, `disable` and the end of the session. If a message is expected twice, the first
   * one that comes is for the older.
   *
   * @throws {RangeError} when the timeout is out of range, or the message is a secondary.
   * @throws {HsmsStateError} when the session is not selected.
   * @throws {HsmsOverflowError} when maxExpectedMessages messages are expected already.
   */
  expectMessage(message: SecsMessageType, options: SecsExpectOptions): () => void;
  /**
   * Expects a primary of the peer within a time.
   *
   * @throws {RangeError} when the timeout is out of range, or there is no such primary.
   * @throws {HsmsStateError} when the session is not selected.
   * @throws {HsmsOverflowError} when maxExpectedMessages messages are expected already.
   */
  expectMessage(stream: number, func: number, options: SecsExpectOptions): () => void;
  expectMessage(
    what: SecsMessageType | number,
    second: SecsExpectOptions | number,
    third?: SecsExpectOptions,
  ): () => void {
    if (typeof what !== "number") {
      const { stream, function: func } = this.#received(what);
      return this.#conversations.expect(stream, requirePrimary(func), second as SecsExpectOptions);
    }
    const stream = requireInteger("stream", what, 0, 127);
    return this.#conversations.expect(stream, requirePrimary(second as number), third!);
  }

  /**
   * Sends a message without the W bit, and waits for no reply.
   *
   * @throws {SecsSchemaError} when the value does not fit; nothing is sent.
   * @throws {HsmsStateError} when the session is not selected.
   * @throws {HsmsOverflowError} when the peer reads too slowly.
   */
  send<M extends SecsMessageType>(
    message: M,
    ...value: SecsSendArguments<SecsValue<SecsSentBody<M, Role>>>
  ): void;
  /**
   * Sends a message without the W bit, and waits for no reply.
   *
   * @throws {HsmsStateError} when the session is not selected.
   * @throws {HsmsOverflowError} when the peer reads too slowly.
   */
  send(stream: number, func: number, item?: Item): void;
  send(what: SecsMessageType | number, second?: unknown, third?: Item): void {
    if (typeof what === "number") return this.#send(what, second as number, third);
    const body = sentBody(what, this.role);
    this.#send(body.stream, body.function, body.build(second, new SecsBuilding(this.dialect)));
  }

  /**
   * Sends a message and resolves with the value of its reply. A message that has no reply is a type error here.
   *
   * Rejects like HsmsProtocol.sendAndWaitForResponse, and with a SecsSchemaError (the value does not fit, and nothing is
   * sent; or the reply has another shape), a Secs2Error (the reply is malformed) or a SecsStream9Error (the equipment
   * cannot understand the message).
   */
  request<M extends SecsRequestType>(
    message: M,
    ...value: SecsRequestArguments<SecsValue<SecsSentBody<M, Role>>>
  ): Promise<SecsReplyValue<SecsSentBody<M, Role>>>;
  /**
   * Sends a primary and resolves with the reply.
   *
   * Rejects like HsmsProtocol.sendAndWaitForResponse, and with a SecsStream9Error (the equipment cannot understand the
   * message).
   */
  request(stream: number, func: number, item?: Item, options?: HsmsRequestOptions): Promise<SecsMessage>;
  request(what: SecsRequestType | number, ...rest: unknown[]): Promise<unknown> {
    if (typeof what === "number") {
      const [func, item, options] = rest as [func: number, item?: Item, options?: HsmsRequestOptions];
      const make = (): HsmsPacket => streamFunction(what, func, encodeItem(item));
      return this.#sending(make, (packet) => this.#ask(packet, options));
    }
    const body = sentBody(what, this.role) as MessageBody<unknown, MessageBody<unknown>>;
    return this.#request(body, ...rest as [value: unknown, options?: HsmsRequestOptions]);
  }

  /**
   * Sends a primary that is built already, and resolves with the reply; session id and system bytes are the handler's.
   *
   * Rejects as `request` does.
   */
  requestPacket(packet: HsmsPacket, options?: HsmsRequestOptions): Promise<SecsMessage> {
    return this.#sending(() => packet, (one) => this.#ask(one, options));
  }

  /** The body of a message in the direction in which this side receives it. */
  #received(message: SecsMessageType): MessageBody<unknown, MessageBody<unknown> | undefined> {
    return sentBody(message, this.role === "host" ? "equipment" : "host");
  }

  #register(
    stream: number,
    func: number,
    callback: (message: SecsMessage) => unknown,
    reply: MessageBody<unknown> | undefined,
  ): void {
    this.#dispatcher.set(requireInteger("stream", stream, 0, 127), requirePrimary(func), callback, reply);
  }

  #send(stream: number, func: number, item: Item | undefined): void {
    this.session.sendStreamFunction(streamFunction(stream, func, encodeItem(item)));
  }

  #request<T, R>(
    body: MessageBody<T, MessageBody<R>>,
    value: T,
    options?: HsmsRequestOptions,
  ): Promise<R> {
    const make = (): HsmsPacket => {
      const item = body.build(value, new SecsBuilding(this.dialect));
      return streamFunction(body.stream, body.function, encodeItem(item));
    };
    return this.#sending(
      make,
      async (packet) => this.#read(await this.#ask(packet, options), body.reply),
    );
  }

  /** Reads a message and tells what was tolerated in it. */
  #read<T>(message: SecsMessage, body: MessageBody<T, MessageBody<unknown> | undefined>): T {
    const value = message.read(body);
    const { notes } = message;
    if (notes.length > 0) this.#events.emit("tolerated", { type: "tolerated", notes, message });
    return value;
  }

  /** What cannot be made is the caller's fault, and that rejection surfaces; what the peer does not answer is not. */
  #sending<T>(make: () => HsmsPacket, ask: (packet: HsmsPacket) => Promise<T>): Promise<T> {
    try {
      return quiet(ask(make()));
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async #ask(packet: HsmsPacket, options: HsmsRequestOptions | undefined): Promise<SecsMessage> {
    try {
      return new SecsMessage(await this.session.sendAndWaitForResponse(packet, options), this.dialect);
    } catch (error) {
      const isUnanswered = error instanceof HsmsTimeoutError && error.timer === "T3";
      if (isUnanswered && error.request) this.#stream9.report("transactionTimeout", error.request);
      throw error;
    }
  }
}

function requirePrimary(func: number): number {
  if (requireInteger("function", func, 1, 255) % 2 === 1) return func;
  throw new RangeError(`function must be odd, as that of a primary, got ${func}`);
}
