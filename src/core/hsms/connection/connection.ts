import { type Clock, quiet, requireInteger, requireType } from "../../base/mod.ts";
import type { Endpoint } from "../../network/mod.ts";
import { type BufferAccount, costOf } from "../budget.ts";
import { HsmsStateError } from "../errors.ts";
import type { Link } from "../link/link.ts";
import type { HsmsTimeouts } from "../timeouts.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import { ConnectionCore } from "./connection_core.ts";
import { type HsmsConnectionOptions, readConnectionOptions, type WaitOptions } from "./connection_options.ts";
import { type HsmsConnectionDelegate, SafeDelegate } from "./delegate.ts";
import type { HsmsEvent, HsmsEventOf, HsmsEventType } from "./events.ts";
import { Tracer } from "./trace.ts";
import type { TransportSource } from "./transport_source.ts";

/**
 * One peer, reached over one TCP connection at a time: framing, lifecycle and delegate, and no protocol on top.
 *
 * The three kinds are HsmsActiveConnection, HsmsPassiveConnection and HsmsMultiPassiveConnection. All of them show
 * every packet raw: selecting, linktests and replies are the delegate's business.
 */
export abstract class HsmsConnection implements AsyncDisposable {
  /** The peer's address. */
  readonly address: string;
  /** The peer's port, or on passive connections the port to listen on. */
  readonly port: number;
  /** The session (device) id that the peer is configured for. */
  readonly sessionId: number;
  /** Who is told what happens. */
  readonly delegate: HsmsConnectionDelegate;
  /** The timers, in ms; may be changed while the connection runs. */
  readonly timeouts: HsmsTimeouts;
  readonly #core: ConnectionCore<HsmsConnection>;
  readonly #tracer: Tracer;
  readonly #account: BufferAccount;

  /**
   * Joins a peer, its delegate and the source of its TCP connections.
   *
   * @throws {TypeError} when an argument or an option is of the wrong type.
   * @throws {RangeError} when one is out of range.
   */
  constructor(
    source: TransportSource,
    address: string,
    port: number,
    sessionId: number,
    delegate: HsmsConnectionDelegate,
    options: HsmsConnectionOptions,
  ) {
    if (requireType("address", address, "string") === "") throw new TypeError("address must name the peer");
    this.address = address;
    this.port = requireInteger("port", port, 0, 0xffff);
    this.sessionId = requireInteger("sessionId", sessionId, 0, 0xffff);
    this.delegate = delegate;
    const settings = readConnectionOptions(options, source.dropSilentPeer);
    this.timeouts = settings.timeouts;
    this.#account = settings.account;
    const safe = delegate instanceof SafeDelegate ? delegate : protect(delegate, settings.clock, options);
    safe.tracer.connection = this;
    this.#tracer = safe.tracer;
    this.#core = new ConnectionCore(this, source, settings, safe);
  }

  /** Whether the connection is meant to be up: from `enable` to `disable`. */
  get enabled(): boolean {
    return this.#core.enabled;
  }

  /** Whether TCP is up: between `onConnectionEstablished` and the end of `onConnectionBeforeClosed`. */
  get connected(): boolean {
    return this.#core.link?.takesPackets ?? false;
  }

  /** Whether a part of a frame has come in: its rest has to come within T8. */
  get receiving(): boolean {
    return this.#core.link?.receiving ?? false;
  }

  /** Whether this side reads nothing, as the peer does not take what it is owed (see the option `highWater`). */
  get paused(): boolean {
    return this.#core.link?.paused ?? false;
  }

  /**
   * The number of the read from the socket of which a part was not looked at yet, as others are served first; undefined if
   * there is none. Timers wait for the end of it: an answer may be there.
   */
  get behind(): number | undefined {
    return this.#core.link?.behind;
  }

  /** Bytes that wait for the peer to read; the option `maxQueuedBytes` is their maximum. */
  get queuedBytes(): number {
    return this.#core.link?.queued ?? 0;
  }

  /** Bytes that are kept for the peer; see the option `maxBufferedBytes`. */
  get bufferedBytes(): number {
    return this.#account.held;
  }

  /** This side of the TCP connection; undefined while there is none. */
  get localEndpoint(): Endpoint | undefined {
    return this.#core.transport?.local;
  }

  /** The peer's side of the TCP connection; undefined while there is none. */
  get remoteEndpoint(): Endpoint | undefined {
    return this.#core.transport?.remote;
  }

  /** Where a passive connection listens by itself; undefined while it does not. With port 0 this tells the port. */
  get listeningEndpoint(): Endpoint | undefined {
    return undefined;
  }

  /**
   * Starts: an active connection begins to connect, a passive one to listen.
   *
   * Resolves once the attempt loop, or the listener, runs; harmless when enabled already. Rejects with a
   * TransportError if the port cannot be listened on; the connection is not enabled then.
   */
  enable(): Promise<void> {
    return this.#core.enable();
  }

  /**
   * Stops: ends a TCP connection gracefully, or the attempt to get one.
   *
   * Resolves when the socket is closed and the port is free; harmless when disabled already, and inside a delegate.
   */
  disable(): Promise<void> {
    return this.#core.disable();
  }

  /** The same as `disable`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.disable();
  }

  /** Calls `listener` at each event of that name, see {@linkcode HsmsEvent}; the returned function ends that. */
  on<Type extends HsmsEventType>(type: Type, listener: (event: HsmsEventOf<Type>) => unknown): () => void {
    return this.#tracer.on(type, listener);
  }

  /**
   * Takes `packet` whole; what is taken in one turn leaves in one write, or in one for every 64 packets if the transport
   * writes at once.
   *
   * What was taken reaches the peer in order (but linktests and Rejects overtake what waits for a peer that reads slowly),
   * or `onConnectionClosed` tells of an error.
   *
   * @throws {HsmsStateError} while not connected; nothing was taken.
   * @throws {HsmsOverflowError} when `maxQueuedBytes` bytes wait already; nothing was taken.
   */
  sendPacket(packet: HsmsPacket): void {
    this.#requireLink(packet).send(packet);
  }

  /**
   * Like `sendPacket`, but returns false if there is no room; nothing was taken then.
   *
   * @throws {HsmsStateError} while not connected.
   */
  trySendPacket(packet: HsmsPacket): boolean {
    return this.#requireLink(packet).trySend(packet);
  }

  /**
   * Like `sendPacket`, but waits for room: resolves when the packet was taken, first come first served.
   *
   * Rejects with the error that `sendPacket` throws, the signal's reason, or the error that ended the connection.
   */
  sendPacketWhenRoom(packet: HsmsPacket, options: WaitOptions = {}): Promise<void> {
    return quiet(this.#sendWhenRoom(packet, options.signal));
  }

  /**
   * Counts a packet of the peer that the caller keeps, as one that waits for an answer, until `release` is called with it.
   *
   * @throws {HsmsOverflowError} when there is no room for it in `maxBufferedBytes`, or in the budget.
   */
  hold(packet: HsmsPacket): void {
    this.#account.hold(packet);
  }

  /** A packet that `hold` counted is kept no longer; to be called once for each. */
  release(packet: HsmsPacket): void {
    this.#account.change(-costOf(packet));
  }

  /**
   * Hands over no more packets until the promises that are settled now have had their say: for levels whose callbacks are
   * async functions, so that their replies count (`highWater`) before more primaries are looked at.
   */
  rest(): void {
    this.#core.link?.rest();
  }

  /** Tells an event to the listeners and the trace; for the levels that stand on a connection. */
  tell(event: Exclude<HsmsEvent, { readonly type: "primary" }>): void {
    this.#tracer.tell(event);
  }

  /** Takes what the owner's code threw, as that of a delegate; for the levels that stand on a connection. */
  report(error: unknown): void {
    this.#tracer.report(error);
  }

  /**
   * Ends the TCP connection and stays enabled: an active connection connects again after T5, a passive one listens.
   *
   * With a reason the connection is dropped at once and `onConnectionClosed` gets it; without one it ends gracefully, after
   * what was sent. Resolves when the socket is closed; harmless while not connected.
   */
  disconnect(reason?: Error): Promise<void> {
    if (reason === undefined) this.#core.link?.close();
    else this.#core.link?.drop(reason);
    return this.#core.gone;
  }

  async #sendWhenRoom(packet: HsmsPacket, signal: AbortSignal | undefined): Promise<void> {
    await this.#requireLink(packet).sendWhenRoom(packet, signal);
  }

  #requireLink(packet: HsmsPacket): Link {
    const { link } = this.#core;
    if (link?.takesPackets) return link;
    const state = this.#core.enabled ? "not connected" : "not connected, and not enabled";
    const message =
      `Cannot send ${packet.header.name} to ${this.address}:${this.port}: the connection is ${state}`;
    throw new HsmsStateError("not-connected", message);
  }
}

/** The delegate of the owner, called safely, with a tracer of its own. */
function protect(
  delegate: HsmsConnectionDelegate,
  clock: Clock,
  options: HsmsConnectionOptions,
): SafeDelegate {
  const { name, trace, onDelegateError } = options;
  return new SafeDelegate(delegate, new Tracer({ clock, name, trace, onDelegateError }));
}
