import { abortable, Events, quiet } from "../../core/base/mod.ts";
import type {
  HsmsConnection,
  HsmsHandler,
  HsmsRequestOptions,
  HsmsStats,
  WaitOptions,
} from "../../core/mod.ts";
import type { Item } from "../../secs2/mod.ts";
import {
  S1F1,
  type SecsByteId,
  type SecsGateAnswer,
  SecsHandler,
  type SecsHandlerEvent,
  type SecsIdentity,
  type SecsMessage,
  type SecsMessageType,
  type SecsReplyValue,
  type SecsRequestArguments,
  type SecsRequestType,
  type SecsRole,
  type SecsSendArguments,
  type SecsSentBody,
  type SecsValue,
} from "../../secs/mod.ts";
import {
  type CommunicationModel,
  type CommunicationState,
  communicationState,
  type ConnectState,
} from "../models/communication.ts";
import type { GateMessage } from "../models/gate.ts";
import { Communications } from "./communications.ts";
import { identityOf } from "./identity.ts";
import { KnownControl } from "./known_control.ts";
import { type GemAcknowledge, type MeaningOf, standardMeaning } from "./meanings.ts";
import { hintOffLine } from "./off_line.ts";
import type {
  GemControlState,
  GemEvent,
  GemHandlerEvent,
  GemHandlerOptions,
  GemWaitOptions,
} from "./options.ts";
import { type GemSendProgramOptions, Requests } from "./requests.ts";
import { admit, outgoing, requireMaySend } from "./traffic.ts";

const OWN_EVENTS: ReadonlySet<string> = new Set<GemEvent["type"]>([
  "communicating",
  "not-communicating",
  "communication-failed",
  "control-state",
]);

/** A SecsHandler, or a GemHandler, whose messages and role are not known to the compiler. */
interface Sender {
  send(...args: unknown[]): void;
  request(...args: unknown[]): Promise<unknown>;
}

/**
 * GEM (E30) on a SecsHandler: establishes communications and keeps them, for a host or an equipment.
 *
 * Once it is enabled it sends S1F13 and answers the peer's, as E30's communication state model says; `docs/gem.md` has its
 * rows. It answers S1F1. All other messages are registered with `secs`; register them before `enable`, as a tool may send
 * events right after S1F14.
 *
 * Works with every kind of connection, in a manager and with `connect` and `listen` as `handler: GemHandler`.
 *
 * @typeParam Role The role of this side, which the option `role` sets.
 *
 * @example
 * ```ts
 * import { GemHandler } from "@secs/hsms";
 * import { MemoryNetwork } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const network = new MemoryNetwork();
 * const role = "equipment";
 * const tool = new GemHandler("*", 5000, false, 0, "host", { network, role, mdln: "ETCH-3", softrev: "1.2.0" });
 * const host = new GemHandler("127.0.0.1", 5000, true, 0, "etcher 3", { network });
 * await tool.enable();
 * await host.enable();
 * await host.waitForCommunicating();
 * assertEquals(await host.areYouThere(), { MDLN: "ETCH-3", SOFTREV: "1.2.0" });
 *
 * await host.disable();
 * await tool.disable();
 * ```
 */
export class GemHandler<Role extends SecsRole = "host"> implements HsmsHandler, AsyncDisposable {
  /**
   * The level below. What it sends is not checked against the communication state. The gate, and the callbacks of S1F1 and
   * S1F13, are GemHandler's.
   */
  readonly secs: SecsHandler<Role>;
  /** What an equipment says that it is; undefined on a host. */
  protected readonly identity: SecsIdentity | undefined;
  /** @internal */
  protected readonly known: KnownControl;
  readonly #communications: Communications;
  readonly #requests: Requests;
  readonly #events: Events<
    { [Type in GemEvent["type"]]: [event: Extract<GemEvent, { type: Type }>] }
  >;

  /**
   * Makes the handler of one peer; the parameters and what they throw are those of SecsHandler.
   *
   * @throws {RangeError} when `establishTimeout` is no whole number from 0 to 65535, or `mdln` or `softrev` is too long.
   */
  constructor(
    address: string,
    port: number,
    active: boolean,
    sessionId: number,
    name: string,
    options: GemHandlerOptions<Role>,
  ) {
    this.secs = new SecsHandler<Role>(address, port, active, sessionId, name, options);
    const secs = this.secs as unknown as SecsHandler<SecsRole>;
    this.identity = secs.role === "host" ? undefined : identityOf(options);
    this.#events = new Events((error) => this.connection.report(error));
    this.known = new KnownControl((state, why) => this.emit({ type: "control-state", state, why }));
    const meaningOf: MeaningOf = (acknowledge, value) => this.meaningOf(acknowledge, value);
    this.#communications = new Communications(secs, this.identity, options, {
      meaningOf,
      takeOut: () => this.onTakeOut(),
      stop: () => this.onStop(),
      communicating: (identity) => this.#onCommunicating(identity),
      notCommunicating: (why) => this.#onNotCommunicating(why),
      failed: (error, retryIn) => this.emit({ type: "communication-failed", error, retryIn }),
    });
    this.#requests = new Requests({
      role: secs.role,
      name: secs.name,
      meaningOf,
      request: <R>(...request: unknown[]) => this.ask(request) as Promise<R>,
    });
    secs.register(S1F1, () => this.identity);
    secs.setGate((message) => this.#gate(message));
    if (secs.role === "host") this.known.watchAborts(secs.session);
  }

  /** The role of this side. */
  get role(): Role {
    return this.secs.role;
  }

  /** The connection underneath. */
  get connection(): HsmsConnection {
    return this.secs.connection;
  }

  /** The name of this handler. */
  get name(): string {
    return this.secs.name;
  }

  /** The state that E30 wants the operator to see. */
  get communicationState(): CommunicationState {
    return communicationState(this.communication);
  }

  /**
   * The same with its parts: `wait-cra`, S1F13 was sent; `wait-delay`, this side waits to send it; `wait-cr`, it waits for
   * the peer's only (option `passive`). In the first two it waits for the peer's too.
   */
  get communicationDetail(): ConnectState {
    return this.communication.state;
  }

  /**
   * What the peer said that it is in S1F13 or S1F14 of this session, or of the last one; undefined if it has not. Hosts mostly
   * do not.
   */
  get peerIdentity(): SecsIdentity | undefined {
    return this.#communications.peer;
  }

  /**
   * Who controls the equipment. On a host, what the equipment last said in this session: `online` by S1F2, and by S1F18 with
   * ONLACK 0 or 2; `offline` by S1F16, by S1F18 with ONLACK 1, and if it aborts a request with SxF0. `areYouThere` asks. With
   * a profile that says what its status variable means (GemHostHandler), one of the five states too.
   * An equipment without a control state model is `online`.
   */
  get controlState(): GemControlState {
    return this.role === "host" ? this.known.state : "online";
  }

  /** EstablishCommunicationsTimeout, in seconds; may be changed, and holds from the next failure on. */
  get establishTimeout(): number {
    return this.#communications.timeout;
  }

  set establishTimeout(seconds: number) {
    this.#communications.timeout = seconds;
  }

  /** Starts: ENABLED. See HsmsProtocol.enable; it does not wait for the peer, that is `waitForCommunicating`. */
  async enable(): Promise<void> {
    this.#communications.feed({ type: "enable" });
    try {
      await this.secs.enable();
    } catch (error) {
      if (!this.connection.enabled) this.#communications.disable("");
      throw error;
    }
  }

  /** Stops: DISABLED. Open requests end with an HsmsClosedError; see HsmsProtocol.disable. */
  disable(): Promise<void> {
    this.#communications.disable(`${this.name} was disabled`);
    return this.secs.disable();
  }

  /** The same as `disable`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.disable();
  }

  /** Resolves once the session is selected; communications are established after it. */
  whenSelected(options?: WaitOptions): Promise<void> {
    return this.secs.whenSelected(options);
  }

  /**
   * Resolves once it is COMMUNICATING; rejects with the signal's reason, and without `keepTrying` with the error of the first
   * attempt that fails.
   */
  waitForCommunicating({ signal, keepTrying = true }: GemWaitOptions = {}): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.communication.state === "communicating") return Promise.resolve();
    const offs: (() => void)[] = [];
    const communicating = new Promise<void>((resolve, reject) => {
      offs.push(this.#events.on("communicating", () => resolve()));
      if (!keepTrying) offs.push(this.#events.on("communication-failed", ({ error }) => reject(error)));
    });
    return quiet(abortable(communicating, signal).finally(() => offs.forEach((off) => off())));
  }

  /** Counters since the handler was made. */
  stats(): HsmsStats {
    return this.secs.stats();
  }

  /** Calls `listener` with each event of that type, until the function that is returned is called. */
  on<Type extends GemHandlerEvent["type"]>(
    type: Type,
    listener: (event: Extract<GemHandlerEvent, { type: Type }>) => unknown,
  ): () => void {
    if (OWN_EVENTS.has(type)) return this.#events.on(type as GemEvent["type"], listener as never);
    return this.secs.on(type as SecsHandlerEvent["type"], listener as never);
  }

  /**
   * Sends a message without the W bit, and waits for no reply.
   *
   * @throws {HsmsStateError} when it is not COMMUNICATING, or the session is not selected.
   * @throws {SecsSchemaError} when the value does not fit; nothing is sent.
   * @throws {HsmsOverflowError} when the peer reads too slowly.
   */
  send<M extends SecsMessageType>(
    message: M,
    ...value: SecsSendArguments<SecsValue<SecsSentBody<M, Role>>>
  ): void;
  /**
   * Sends a message without the W bit, and waits for no reply.
   *
   * @throws {HsmsStateError} when it is not COMMUNICATING, or the session is not selected.
   * @throws {HsmsOverflowError} when the peer reads too slowly.
   */
  send(stream: number, func: number, item?: Item): void;
  send(what: SecsMessageType | number, ...rest: unknown[]): void {
    this.requireMaySend(outgoing(what, rest[0], false));
    (this.secs as unknown as Sender).send(what, ...rest);
  }

  /**
   * Sends a message and resolves with the value of its reply. Rejects with an HsmsStateError (`not-communicating`) when it is
   * not COMMUNICATING, and like SecsHandler.request.
   */
  request<M extends SecsRequestType>(
    message: M,
    ...value: SecsRequestArguments<SecsValue<SecsSentBody<M, Role>>>
  ): Promise<SecsReplyValue<SecsSentBody<M, Role>>>;
  /**
   * Sends a primary and resolves with the reply. Rejects with an HsmsStateError (`not-communicating`) when it is not
   * COMMUNICATING, and like SecsHandler.request.
   */
  request(stream: number, func: number, item?: Item, options?: HsmsRequestOptions): Promise<SecsMessage>;
  request(what: SecsRequestType | number, ...rest: unknown[]): Promise<unknown> {
    const message = outgoing(what, rest[0], true);
    try {
      this.requireMaySend(message);
    } catch (error) {
      return quiet(Promise.reject(error));
    }
    const reply = (this.secs as unknown as Sender).request(what, ...rest);
    if (this.role === "host" && message.stream === 1) {
      reply.then((value) => this.known.learn(message.function, value, this.name), () => {});
    }
    return reply;
  }

  /** S1F1: is the peer there? A host gets the identity of the equipment, an equipment gets undefined. */
  areYouThere(
    options?: HsmsRequestOptions,
  ): Promise<SecsReplyValue<SecsSentBody<typeof S1F1, Role>>> {
    const there = this.#requests.areYouThere(options);
    return quiet(there) as Promise<SecsReplyValue<SecsSentBody<typeof S1F1, Role>>>;
  }

  /**
   * S1F17: asks the equipment to go on-line; resolves too if it is on-line already. Rejects like `request`.
   *
   * @throws {SecsAcknowledgeError} when ONLACK is 1: only its operator can do that (the promise rejects).
   * @throws {HsmsStateError} when the role is "equipment" (the promise rejects).
   */
  goOnline(options?: HsmsRequestOptions): Promise<void> {
    return quiet(this.#requests.goOnline(options));
  }

  /**
   * S1F15: asks the equipment to go off-line. Rejects like `request`; an equipment that is off-line already mostly aborts it
   * (HsmsAbortError).
   *
   * @throws {SecsAcknowledgeError} when OFLACK is not 0 (the promise rejects).
   * @throws {HsmsStateError} when the role is "equipment" (the promise rejects).
   */
  goOffline(options?: HsmsRequestOptions): Promise<void> {
    return quiet(this.#requests.goOffline(options));
  }

  /**
   * S7F3: sends a process program, which replaces the one that has the same PPID; with `inquire` after S7F1. Rejects like
   * `request`. A long one may take longer than T3: raise `timeout`.
   *
   * @throws {SecsAcknowledgeError} when PPGNT or ACKC7 is not 0 (the promise rejects).
   */
  sendProcessProgram(ppid: SecsByteId, body: Item, options: GemSendProgramOptions = {}): Promise<void> {
    return quiet(this.#requests.sendProgram(ppid, body, options));
  }

  /** S7F5: the body of a process program; undefined if the peer does not have it. Rejects like `request`. */
  requestProcessProgram(ppid: SecsByteId, options?: HsmsRequestOptions): Promise<Item | undefined> {
    return quiet(this.#requests.requestProgram(ppid, options));
  }

  /** Where the model of communications is. */
  protected get communication(): CommunicationModel {
    return this.#communications.model;
  }

  /** What becomes of a primary that has come in: the gate. What it discards counts as a message for row 8. */
  protected admit(message: SecsMessage): SecsGateAnswer {
    return admit(this.role, this.communication, message);
  }

  /**
   * Nothing if a message may be sent now.
   *
   * @throws {HsmsStateError} when it is not COMMUNICATING.
   */
  protected requireMaySend(message: GateMessage): void {
    requireMaySend(this, this.communication, message);
  }

  /** What a value of an acknowledge code of the peer means: what E5 and E30 say. */
  protected meaningOf(acknowledge: GemAcknowledge, value: number): string | undefined {
    return standardMeaning(acknowledge, value);
  }

  /** It is COMMUNICATING; called before the event. */
  protected onCommunicating(): void {}

  /** It is not COMMUNICATING any more; called before the event. */
  protected onNotCommunicating(_why: string): void {}

  /** Rows 6 and 14: the messages that wait to be sent have to go; a spool may take them. */
  protected onTakeOut(): void {}

  /** Row 3: the messages that wait to be sent are to be dropped. Open requests end with the connection. */
  protected onStop(): void {}

  /** Tells an event to its listeners. */
  protected emit(event: GemEvent): void {
    this.#events.emit(event.type, event as never);
  }

  /** Sends what a word of this class asks; of a host, an SxF0 gets a hint. */
  protected ask(request: unknown[]): Promise<unknown> {
    const reply = (this as unknown as Sender).request(...request);
    return this.role === "host" ? reply.catch(hintOffLine) : reply;
  }

  #gate(message: SecsMessage): SecsGateAnswer {
    this.#communications.look();
    const answer = this.admit(message);
    if (answer === "discard") this.#communications.feed({ type: "message" });
    return answer;
  }

  #onCommunicating(identity: SecsIdentity | undefined): void {
    this.onCommunicating();
    this.emit({ type: "communicating", identity });
  }

  #onNotCommunicating(why: string): void {
    this.known.forget();
    this.onNotCommunicating(why);
    this.emit({ type: "not-communicating", why });
  }
}
