import { abortable, quiet, requireType, systemClock } from "../../base/mod.ts";
import type { HsmsConnection } from "../connection/connection.ts";
import type { WaitOptions } from "../connection/connection_options.ts";
import type { HsmsEventOf, HsmsEventType } from "../connection/events.ts";
import { Tracer } from "../connection/trace.ts";
import type { Machine } from "../machine/machine.ts";
import type { SessionState } from "../machine/state.ts";
import { randomStart, SystemBytes } from "../machine/system_bytes.ts";
import type { Transaction } from "../machine/transactions.ts";
import { HsmsTimeouts } from "../timeouts.ts";
import { CONTROL_SESSION } from "../wire/codes.ts";
import type { HsmsHeader } from "../wire/header.ts";
import { rejectReq } from "../wire/messages.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import { Driver } from "./driver.ts";
import type { HsmsPrimariesOptions } from "./packet_stream.ts";
import {
  handlerConnection,
  type HsmsProtocolOptions,
  type HsmsRequestOptions,
  machineOptions,
} from "./protocol_options.ts";
import { refused, Sender } from "./sender.ts";
import { type HsmsSession, SharedSession } from "./session.ts";
import type { HsmsStats } from "./stats.ts";

/**
 * HSMS (E37) on one connection: selects, answers, tests the link, matches replies to requests and keeps the timers.
 *
 * The active side selects by itself, the passive side answers. A request is a promise of its reply. Everything that a
 * peer may do wrong has its reaction (see docs/e37.md); the connection ends only if E37 ends it.
 *
 * @example A host asks a tool whether it is there
 * ```ts
 * import { HsmsProtocol, streamFunction } from "@secs/hsms";
 * import { MemoryNetwork } from "@secs/hsms/testing";
 * import { assertEquals } from "@std/assert";
 *
 * const network = new MemoryNetwork();
 * const tool = new HsmsProtocol("127.0.0.1", 5000, false, 0, "tool", { network });
 * tool.on("primary", ({ packet }) => tool.sendResponse(streamFunction(1, 2), packet));
 * await tool.enable();
 *
 * const host = new HsmsProtocol("127.0.0.1", 5000, true, 0, "host", { network });
 * await host.enable();
 * await host.whenSelected();
 * const reply = await host.sendAndWaitForResponse(streamFunction(1, 1));
 * assertEquals(reply.header.name, "S1F2");
 *
 * await host.disable();
 * await tool.disable();
 * ```
 */
export class HsmsProtocol implements HsmsSession, AsyncDisposable {
  /** What the owner calls the peer. */
  readonly name: string;
  /** The session (device) id of data messages. */
  readonly sessionId: number;
  /** The connection underneath. */
  readonly connection: HsmsConnection;
  /** The timers, in ms; may be changed while the link is up. */
  readonly timeouts: HsmsTimeouts;
  readonly #options: HsmsProtocolOptions;
  readonly #driver: Driver;
  readonly #sender: Sender;
  readonly #systemBytes: SystemBytes;
  readonly #controlSessionId: number;
  readonly #isActive: boolean;
  /** HSMS-GS: the sessions that handlers of their own have. */
  #shared: Map<number, SharedSession> | undefined;

  /**
   * Makes the link to one peer; `active`: connect to it, otherwise listen for it (see HsmsActiveConnection and
   * HsmsPassiveConnection for the address and the port).
   *
   * @throws {TypeError} when an argument or an option is of the wrong type, or an active handler is given a server.
   * @throws {RangeError} when one is out of range.
   */
  constructor(
    address: string,
    port: number,
    active: boolean,
    sessionId: number,
    name: string,
    options: HsmsProtocolOptions,
  ) {
    this.name = requireType("name", name, "string");
    this.sessionId = sessionId;
    this.timeouts = HsmsTimeouts.from(options.timeouts);
    this.#options = options;
    this.#systemBytes = new SystemBytes(options.firstSystem ?? randomStart());
    const { clock = systemClock, trace, delegate, onDelegateError } = options;
    const tracer = new Tracer({ clock, name, trace, onDelegateError });
    const machine = machineOptions(
      active,
      sessionId,
      this.timeouts,
      this.#systemBytes,
      options,
      (id) => this.#shared?.get(id)?.enabled ?? true,
      tracer.report,
    );
    this.#controlSessionId = machine.controlSessionId;
    this.#isActive = machine.active;
    this.#driver = new Driver({ clock, machine, tracer, delegate });
    const own = { ...options, name, timeouts: this.timeouts, dropSilentPeer: false };
    this.connection = handlerConnection(address, port, active, sessionId, this.#driver, own);
    const single = options.sessions === undefined ? sessionId : undefined;
    this.#sender = new Sender(this.#driver, this.connection, { name, sessionId: single });
  }

  /** `not-connected`, `not-selected` or `selected`; in HSMS-GS selected if any session is. */
  get connectionState(): SessionState {
    return this.#driver.machine?.state ?? "not-connected";
  }

  /** Starts; see HsmsConnection.enable. Does not wait for the peer: that is `whenSelected`. */
  async enable(): Promise<void> {
    await this.connection.enable();
    await this.#options.onEnable?.();
  }

  /** Stops, with Separate.req if a session is selected, and ends the loops over primaries; see HsmsConnection.disable. */
  async disable(): Promise<void> {
    await this.connection.disable();
    this.#driver.endStreams();
  }

  /** The same as `disable`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.disable();
  }

  /** Calls `listener` at each event of that name, see {@linkcode HsmsEvent}; the returned function ends that. */
  on<Type extends HsmsEventType>(type: Type, listener: (event: HsmsEventOf<Type>) => unknown): () => void {
    return this.connection.on(type, listener);
  }

  /**
   * Primaries as they come in, for one `for await` loop; ends when the loop is left, or with the signal's reason, or with
   * an HsmsOverflowError if the loop falls too far behind.
   */
  primaries(options: HsmsPrimariesOptions = {}): AsyncIterableIterator<HsmsPacket> {
    return this.#driver.stream(options, this.connection);
  }

  /** Resolves once a session (in HSMS-GS: the one named) is selected; rejects with the signal's reason. */
  whenSelected(options: WaitOptions & { sessionId?: number } = {}): Promise<void> {
    const { signal, sessionId = this.#options.sessions?.[0] ?? CONTROL_SESSION } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#driver.machine?.isSelected(sessionId)) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const onAbort = (): void => (off(), reject(signal!.reason));
      const off = this.on("selected", (event) => {
        if (event.sessionId !== sessionId) return;
        off();
        signal?.removeEventListener("abort", onAbort);
        resolve();
      });
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }

  /**
   * Select.req; resolves with Select.rsp. If the peer refuses it, rejects with an
   * HsmsSelectError, and the connection is dropped.
   */
  sendSelectReq(options: HsmsRequestOptions & { sessionId?: number } = {}): Promise<HsmsPacket> {
    const { sessionId = this.#controlSessionId, timeout } = options;
    return this.#ask("Select.req", (machine) => machine.select(sessionId, timeout), options);
  }

  /** Deselect.req; resolves with Deselect.rsp, TCP stays up. Rejects with an HsmsSelectError if the peer refuses it. */
  sendDeselectReq(options: HsmsRequestOptions & { sessionId?: number } = {}): Promise<HsmsPacket> {
    const { sessionId = this.#controlSessionId, timeout } = options;
    return this.#ask("Deselect.req", (machine) => machine.deselect(sessionId, timeout), options);
  }

  /** Linktest.req; resolves with Linktest.rsp. Joins one that is open. No answer within T6 counts as a miss. */
  sendLinktestReq(options: HsmsRequestOptions = {}): Promise<HsmsPacket> {
    return this.#ask("Linktest.req", (machine) => machine.linktest(options.timeout), options);
  }

  /** Separate.req: ends the session at once; in HSMS-SS the connection ends too. Throws while not connected. */
  sendSeparateReq(sessionId: number = this.#controlSessionId): void {
    const machine = this.#sender.requireMachine("Separate.req");
    this.#driver.command(machine, (now) => machine.separate(sessionId, now));
  }

  /** Reject.req: tells the peer that `rejected` was not accepted. Throws while not connected. */
  sendRejectReq(rejected: HsmsPacket, reason: number): void {
    this.connection.sendPacket(rejectReq(rejected, reason));
  }

  /**
   * Sends a data message and waits for no reply. Session id and system bytes are the handler's; in HSMS-GS the packet's
   * own session id counts.
   *
   * @throws {HsmsStateError} while not selected.
   * @throws {HsmsOverflowError} when the peer reads too slowly.
   */
  sendStreamFunction(packet: HsmsPacket): void {
    this.#sender.send(packet);
  }

  /**
   * Answers a primary (or the system bytes of one); false if the reply cannot be sent, as the peer is gone, not selected
   * any more, or does not read. A primary that came in on an earlier TCP connection has no reply on this one. That is told
   * as `reply-lost` and counted, and never thrown: a peer cannot make its own listener fail.
   *
   * `onSent` is called in a microtask of its own once the reply is with the network, and not at all if it is lost before.
   */
  sendResponse(response: HsmsPacket, to: HsmsPacket | number, onSent?: () => void): boolean {
    return this.#sender.respond(response, to, onSent);
  }

  /**
   * Sends a primary with the W bit set; resolves with the reply. Waits for room if the peer reads slowly; T3 runs
   * from the moment at which the request is with the network.
   *
   * Rejects with HsmsStateError (not selected), HsmsTimeoutError (T3), HsmsRejectError, HsmsAbortError (SxF0),
   * HsmsProtocolError (another reply than asked for), HsmsClosedError (the link was lost), HsmsOverflowError (too many
   * requests are open), or the signal's reason. A request that was sent and forgotten does not end the process with an
   * unhandled rejection: the event `unanswered` and `stats()` tell of it.
   */
  sendAndWaitForResponse(packet: HsmsPacket, options: HsmsRequestOptions = {}): Promise<HsmsPacket> {
    const { signal, timeout = this.timeouts.t3 } = options;
    return this.#sender.request(packet, timeout, signal);
  }

  /**
   * Ends the open request that was sent with exactly this header: its promise rejects with `reason`. False if there is
   * none. For levels above, which learn from the peer's messages that no reply will come (E5, stream 9).
   */
  abortRequest(header: HsmsHeader, reason: unknown): boolean {
    const machine = this.#driver.machine;
    const transaction = machine?.openRequest(header);
    if (machine === undefined || transaction === undefined) return false;
    this.#sender.giveUp(machine, transaction, reason);
    return true;
  }

  /** System bytes for a message of the caller's own; never those of an open request. */
  getNextSystemCounter(): number {
    return this.#driver.machine?.nextSystem() ?? this.#systemBytes.take();
  }

  /**
   * HSMS-GS: one session for a handler of its own, which enables and disables it for itself. While it is disabled it is not
   * selected. The first session that is enabled opens the connection, the last that is disabled ends it.
   *
   * @throws {RangeError} when `sessions` does not have that id, or the session has a handler already.
   */
  session(sessionId: number, name: string = this.name): HsmsSession {
    const { sessions = [] } = this.#options;
    const shared = this.#shared ??= new Map();
    if (!sessions.includes(sessionId)) {
      throw new RangeError(
        `The option sessions of ${this.name} is [${sessions}]: it has no session ${sessionId}`,
      );
    }
    if (shared.has(sessionId)) {
      throw new RangeError(`Session ${sessionId} of ${this.name} has a handler already`);
    }
    const session = new SharedSession(sessionId, name, this, {
      isSelected: (id) => this.#driver.machine?.isSelected(id) === true,
      select: (id) => this.#select(id),
      someEnabled: () => [...shared.values()].some(({ enabled }) => enabled),
    });
    shared.set(sessionId, session);
    return session;
  }

  /** Counters since the handler was made. */
  stats(): HsmsStats {
    return this.#driver.stats.read(this.#driver.machine?.openTransactions ?? 0);
  }

  #select(sessionId: number): void {
    const { machine } = this.#driver;
    if (machine === undefined || !this.#isActive) return;
    this.#driver.command(machine, () => machine.select(sessionId));
  }

  #ask(
    what: string,
    open: (machine: Machine) => Transaction,
    options: HsmsRequestOptions,
  ): Promise<HsmsPacket> {
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(signal.reason);
    try {
      const machine = this.#sender.requireMachine(what);
      const reply = this.#driver.command(machine, () => open(machine)).reply();
      return signal === undefined ? reply : quiet(abortable(reply, signal));
    } catch (error) {
      return refused(error);
    }
  }
}
