import { type Clock, contain, requireInteger, systemClock } from "../base/mod.ts";
import type { Endpoint, Network, Transport } from "../network/mod.ts";
import { ContainedDelegate } from "./contained_delegate.ts";
import type { HsmsConnectionDelegate } from "./delegate.ts";
import { errorSink, type HsmsErrorListener } from "./error_sink.ts";
import { HsmsStateError } from "./errors.ts";
import { Link } from "./link.ts";
import type { HsmsPacket } from "./packet.ts";
import { Supervisor } from "./supervisor.ts";
import { type HsmsTimeoutOptions, HsmsTimeouts } from "./timeouts.ts";
import type { HsmsTrace, HsmsTraceDetail } from "./trace.ts";
import type { TransportSource, TransportStage } from "./transport_source.ts";

/** Options of every connection, beside what says who the peer is. */
export interface HsmsConnectionOptions {
  /** How peers are reached: `tcp`, one runtime's adapter, or a memory network. */
  network: Network;
  /** The time to live by. @default {systemClock} */
  clock?: Clock;
  /** Timers that differ from E37's defaults, in ms. */
  timeouts?: HsmsTimeoutOptions | HsmsTimeouts;
  /** The largest length field that is accepted: bytes of header and body, up to 2³²−1. @default {67108864} */
  maxLength?: number;
  /** Bytes that may wait for a peer that reads slowly. @default {16777216} */
  sendLimit?: number;
  /**
   * Whether a peer that has sent no frame within T7 after TCP came up is dropped. Keeps a passive side from being
   * blocked by a silent client. @default {true on passive connections, false on active ones}
   */
  dropSilentPeer?: boolean;
  /** Receives everything that happens. */
  trace?: HsmsTrace;
  /**
   * Receives what a delegate, a listener, a hook or the trace threw; without it the error is rethrown in a microtask of
   * its own. A server's own hooks have no connection.
   */
  onDelegateError?: HsmsErrorListener;
}

/** Options of {@linkcode HsmsConnection.sendPacketWhenRoom}. */
export interface WaitOptions {
  /** Gives the wait up; it rejects with the signal's reason. */
  signal?: AbortSignal;
}

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
  readonly #options: HsmsConnectionOptions;
  readonly #clock: Clock;
  readonly #dropSilentPeer: boolean;
  readonly #contained: ContainedDelegate;
  readonly #report: (error: unknown) => void;
  readonly #supervisor: Supervisor;
  #link: Link | undefined;
  #transport: Transport | undefined;
  /** Resolves when the current TCP connection, if there is one, is gone. */
  #served: Promise<void> = Promise.resolve();

  /** Joins a peer, its delegate and the source of its TCP connections; RangeError and TypeError for misuse. */
  constructor(
    source: TransportSource,
    address: string,
    port: number,
    sessionId: number,
    delegate: HsmsConnectionDelegate,
    options: HsmsConnectionOptions,
  ) {
    if (address === "") throw new TypeError("address must name the peer");
    this.address = address;
    this.port = requireInteger("port", port, 0, 0xffff);
    this.sessionId = requireInteger("sessionId", sessionId, 0, 0xffff);
    this.delegate = delegate;
    this.timeouts = HsmsTimeouts.from(options.timeouts);
    this.#options = options;
    this.#report = errorSink(options.onDelegateError, () => this);
    this.#contained = new ContainedDelegate(delegate, this.#report);
    this.#clock = options.clock ?? systemClock;
    this.#dropSilentPeer = options.dropSilentPeer ?? source.dropSilentPeer;
    this.#supervisor = new Supervisor({
      open: (signal, ready) => source.open(signal, this.#stage(ready)),
      serve: (transport, signal) => this.#served = this.#serve(transport, signal),
      failed: (error, retryIn) => this.#trace({ type: "failed", error, retryIn }),
      spacing: () => source.spacing(this.timeouts),
    }, this.#clock);
  }

  /** Whether the connection is meant to be up: from `enable` to `disable`. */
  get enabled(): boolean {
    return this.#supervisor.enabled;
  }

  /** Whether TCP is up: between `onConnectionEstablished` and the end of `onConnectionBeforeClosed`. */
  get connected(): boolean {
    return this.#link?.takesPackets ?? false;
  }

  /** This side of the TCP connection; undefined while there is none. */
  get localEndpoint(): Endpoint | undefined {
    return this.#transport?.local;
  }

  /** The peer's side of the TCP connection; undefined while there is none. */
  get remoteEndpoint(): Endpoint | undefined {
    return this.#transport?.remote;
  }

  /** Where a passive connection listens by itself; undefined while it does not. With port 0 this tells the port. */
  get listeningEndpoint(): Endpoint | undefined {
    return undefined;
  }

  /**
   * Starts: an active connection begins to connect, a passive one to listen.
   *
   * Resolves once the attempt loop, or the listener, runs; harmless when enabled already. Rejects with a
   * TransportError where the port cannot be listened on; the connection is not enabled then.
   */
  enable(): Promise<void> {
    return this.#supervisor.enable();
  }

  /**
   * Stops: ends a TCP connection in good order and gives every attempt up.
   *
   * Resolves when the socket is closed and the port is free; harmless when disabled already, and inside a delegate.
   */
  disable(): Promise<void> {
    return this.#supervisor.disable();
  }

  /** The same as `disable`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.disable();
  }

  /**
   * Takes `packet` whole; everything taken in one turn leaves in one write.
   *
   * What was taken reaches the peer in order (but linktests and Rejects overtake what waits for a peer that reads slowly),
   * or `onConnectionClosed` tells of an error. Throws an HsmsStateError while
   * not connected, and an HsmsOverflowError where `sendLimit` bytes wait already; then nothing was taken.
   */
  sendPacket(packet: HsmsPacket): void {
    this.#requireLink(packet).send(packet);
  }

  /**
   * Like `sendPacket`, but waits for room: resolves when the packet was taken, first come first served.
   *
   * Rejects like `sendPacket` throws, with the signal's reason, or with why the connection ended.
   */
  async sendPacketWhenRoom(packet: HsmsPacket, options: WaitOptions = {}): Promise<void> {
    await this.#requireLink(packet).sendWhenRoom(packet, options.signal);
  }

  /** Whether `sendPacket` would take `packet` now. */
  hasRoomFor(packet: HsmsPacket): boolean {
    return this.#link?.fits(packet) ?? false;
  }

  /**
   * Ends the TCP connection and stays enabled: an active connection connects again after T5, a passive one listens.
   *
   * With a reason the connection is dropped at once and `onConnectionClosed` gets it; without one it ends in good
   * order. Resolves when the socket is closed; harmless while not connected.
   */
  disconnect(reason?: Error): Promise<void> {
    if (reason === undefined) this.#link?.close();
    else this.#link?.drop(reason);
    return this.#served;
  }

  #stage(ready: () => void): TransportStage {
    return { ready, clock: this.#clock, timeouts: this.timeouts, trace: (detail) => this.#trace(detail) };
  }

  #trace(detail: HsmsTraceDetail): void {
    const { trace } = this.#options;
    if (trace === undefined) return;
    contain(() => trace({ ...detail, time: this.#clock.now(), connection: this }), this.#report);
  }

  #requireLink(packet: HsmsPacket): Link {
    const link = this.#link;
    if (link?.takesPackets) return link;
    const state = this.enabled ? "not connected" : "not connected, and not enabled";
    const message =
      `Cannot send ${packet.header.name} to ${this.address}:${this.port}: the connection is ${state}`;
    throw new HsmsStateError("not-connected", message);
  }

  #serve(transport: Transport, signal: AbortSignal): Promise<void> {
    const { local, remote } = transport;
    const { maxLength, sendLimit, trace } = this.#options;
    const delegate = this.#contained;
    return new Promise((resolve) => {
      const onAbort = (): void => link.close();
      const link = new Link(transport, {
        onPacket: (packet) => {
          if (trace !== undefined) this.#trace({ type: "received", remote, packet });
          delegate.onConnectionPacketReceived(this, packet);
        },
        onSent: (packet) => {
          if (trace !== undefined) this.#trace({ type: "sent", remote, packet });
          delegate.onConnectionPacketSent(this, packet);
        },
        onClosing: () => delegate.onConnectionBeforeClosed(this),
        onClosed: (error) => {
          signal.removeEventListener("abort", onAbort);
          this.#link = undefined;
          this.#transport = undefined;
          this.#trace(error === undefined ? { type: "closed", remote } : { type: "closed", remote, error });
          delegate.onConnectionClosed(this, error);
          resolve();
        },
      }, {
        clock: this.#clock,
        timeouts: this.timeouts,
        dropSilentPeer: this.#dropSilentPeer,
        ...(maxLength !== undefined && { maxLength }),
        ...(sendLimit !== undefined && { sendLimit }),
      });
      this.#link = link;
      this.#transport = transport;
      this.#trace({ type: "established", local, remote });
      delegate.onConnectionEstablished(this);
      signal.addEventListener("abort", onAbort);
      if (signal.aborted) onAbort();
    });
  }
}
