import { Events, requireInteger } from "../core/base/mod.ts";
import {
  errorSink,
  type HsmsConnection,
  type HsmsHandler,
  HsmsProtocol,
  type HsmsRequestOptions,
  type HsmsStats,
  HsmsTimeoutError,
  type SessionState,
  streamFunction,
  type WaitOptions,
} from "../core/mod.ts";
import { encodeItem, type Item } from "../secs2/mod.ts";
import { Dispatcher } from "./dispatcher.ts";
import type { SecsCallback, SecsHandlerEvents, SecsHandlerOptions, SecsReply } from "./handler_options.ts";
import { HostRequests } from "./host_requests.ts";
import type { MessageBody } from "./message_definition.ts";
import { SecsMessage } from "./secs_message.ts";
import { Stream9 } from "./stream9.ts";

/**
 * SECS-II (E5) on an HsmsProtocol: primaries are answered by stream and function, requests bring messages back that can
 * be read.
 *
 * Works with every kind of connection, and in a manager as `handler: SecsHandler`.
 *
 * @example A host asks an equipment whether it is there
 * ```ts
 * import { S1F1, S1F2, SecsHandler } from "@secs/hsms";
 * import { MemoryNetwork } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const network = new MemoryNetwork();
 * const equipment = new SecsHandler("127.0.0.1", 5000, false, 0, "tool", { network, role: "equipment" });
 * equipment.registerStreamFunction(1, 1, () => S1F2.toHost.build({ MDLN: "MDLN", SOFTREV: "1.0" }));
 * await equipment.enable();
 *
 * const host = new SecsHandler("127.0.0.1", 5000, true, 0, "host", { network });
 * await host.enable();
 * await host.whenSelected();
 * const reply = await host.request(S1F1.toEquipment, undefined);
 * assertEquals(reply.read(S1F2.toHost), { MDLN: "MDLN", SOFTREV: "1.0" });
 *
 * await host.disable();
 * await equipment.disable();
 * ```
 */
export class SecsHandler implements HsmsHandler, AsyncDisposable {
  /** The level below. */
  readonly protocol: HsmsProtocol;
  /** What a host often asks of an equipment. */
  readonly host: HostRequests;
  readonly #stream9: Stream9;
  readonly #dispatcher: Dispatcher;
  readonly #events: Events<SecsHandlerEvents>;

  /** Makes the handler of one peer; the parameters and what they throw are those of HsmsProtocol. */
  constructor(
    address: string,
    port: number,
    active: boolean,
    sessionId: number,
    name: string,
    options: SecsHandlerOptions,
  ) {
    this.protocol = new HsmsProtocol(address, port, active, sessionId, name, options);
    this.host = new HostRequests(this);
    this.#events = new Events(errorSink(options.onDelegateError, () => this.connection));
    this.#stream9 = new Stream9(this.protocol, options);
    this.#dispatcher = new Dispatcher(this.protocol, this.#stream9, options, this.#events);
    this.protocol.on("primary", ({ packet, known }) => this.#dispatcher.dispatch(packet, known));
  }

  /** The connection underneath. */
  get connection(): HsmsConnection {
    return this.protocol.connection;
  }

  /** What the owner calls this link. */
  get name(): string {
    return this.protocol.name;
  }

  /** `not-connected`, `not-selected` or `selected`. */
  get connectionState(): SessionState {
    return this.protocol.connectionState;
  }

  /** Starts; see HsmsProtocol.enable. */
  enable(): Promise<void> {
    return this.protocol.enable();
  }

  /** Stops; see HsmsProtocol.disable. */
  disable(): Promise<void> {
    return this.protocol.disable();
  }

  /** The same as `disable`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.disable();
  }

  /** Resolves once the session is selected. */
  whenSelected(options?: WaitOptions): Promise<void> {
    return this.protocol.whenSelected(options);
  }

  /** Counters since the handler was made. */
  stats(): HsmsStats {
    return this.protocol.stats();
  }

  /** Calls `listener` at each event of that name; the returned function ends that. */
  on<Name extends keyof SecsHandlerEvents>(
    name: Name,
    listener: (...args: SecsHandlerEvents[Name]) => unknown,
  ): () => void {
    return this.#events.on(name, listener);
  }

  /**
   * Answers a primary with what `callback` returns, in place of the callback it had.
   *
   * What it throws aborts the transaction with SxF0; a body that cannot be read is S9F7 first, where this side is the
   * equipment. A RangeError says that there is no such primary.
   */
  registerStreamFunction(stream: number, func: number, callback: SecsCallback): void {
    this.#dispatcher.set(requireInteger("stream", stream, 0, 127), requirePrimary(func), callback);
  }

  /** The same for a message of E5, or one of your own: the callback gets its body, read. */
  register<T>(
    body: MessageBody<T>,
    callback: (value: T, message: SecsMessage) => SecsReply | Promise<SecsReply>,
  ): void {
    this.registerStreamFunction(
      body.stream,
      body.function,
      (message) => callback(message.read(body), message),
    );
  }

  /** Takes the callback of a primary away; harmless where there is none. */
  unregisterStreamFunction(stream: number, func: number): void {
    this.#dispatcher.set(stream, func, undefined);
  }

  /** Sends a message, and waits for no reply. Throws like HsmsProtocol.sendStreamFunction. */
  sendStreamFunction(stream: number, func: number, item?: Item): void {
    this.protocol.sendStreamFunction(streamFunction(stream, func, encodeItem(item)));
  }

  /** Sends a message of E5, and waits for no reply; throws a SecsSchemaError where the value does not fit. */
  send<T>(body: MessageBody<T>, value: T): void {
    const item = body.build(value);
    this.protocol.sendStreamFunction(streamFunction(body.stream, body.function, encodeItem(item)));
  }

  /**
   * Sends a primary and resolves with the reply. Rejects like HsmsProtocol.sendAndWaitForResponse, and with a
   * SecsStream9Error where the equipment says that it cannot understand it.
   */
  async sendAndWaitForResponse(
    stream: number,
    func: number,
    item?: Item,
    options: HsmsRequestOptions = {},
  ): Promise<SecsMessage> {
    try {
      const packet = streamFunction(stream, func, encodeItem(item));
      return new SecsMessage(await this.protocol.sendAndWaitForResponse(packet, options));
    } catch (error) {
      const unanswered = error instanceof HsmsTimeoutError && error.timer === "T3"
        ? error.request
        : undefined;
      if (unanswered !== undefined) this.#stream9.report("transactionTimeout", unanswered);
      throw error;
    }
  }

  /** The same for a message of E5: rejects with a SecsSchemaError where the value does not fit. */
  async request<T>(body: MessageBody<T>, value: T, options: HsmsRequestOptions = {}): Promise<SecsMessage> {
    return await this.sendAndWaitForResponse(body.stream, body.function, body.build(value), options);
  }
}

function requirePrimary(func: number): number {
  if (requireInteger("function", func, 1, 255) % 2 === 1) return func;
  throw new RangeError(`function must be odd, a primary's, got ${func}`);
}
