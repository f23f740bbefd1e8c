import { type Clock, requireInteger } from "../../base/mod.ts";
import type { Endpoint, Network } from "../../network/mod.ts";
import { ConnectionLife } from "./connection_life.ts";
import type { HsmsConnectionDelegate } from "./delegate.ts";
import type { HsmsErrorListener } from "./error_sink.ts";
import { HsmsStateError } from "../errors.ts";
import type { Link } from "../link/link.ts";
import { requireLimits } from "./link_limits.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import { type HsmsTimeoutOptions, HsmsTimeouts } from "../timeouts.ts";
import type { HsmsTrace } from "./trace.ts";
import type { TransportSource } from "./transport_source.ts";

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
  /** So many senders may wait for room at once, with `sendPacketWhenRoom` or a request. @default {10000} */
  maxWaitingSends?: number;
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
  readonly #life: ConnectionLife;

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
    requireLimits(options);
    this.port = requireInteger("port", port, 0, 0xffff);
    this.sessionId = requireInteger("sessionId", sessionId, 0, 0xffff);
    this.delegate = delegate;
    this.timeouts = HsmsTimeouts.from(options.timeouts);
    this.#life = new ConnectionLife(this, source, options);
  }

  /** Whether the connection is meant to be up: from `enable` to `disable`. */
  get enabled(): boolean {
    return this.#life.supervisor.enabled;
  }

  /** Whether TCP is up: between `onConnectionEstablished` and the end of `onConnectionBeforeClosed`. */
  get connected(): boolean {
    return this.#life.link?.takesPackets ?? false;
  }

  /** Whether a part of a frame has come in: its rest has to come within T8. */
  get receiving(): boolean {
    return this.#life.link?.receiving ?? false;
  }

  /** This side of the TCP connection; undefined while there is none. */
  get localEndpoint(): Endpoint | undefined {
    return this.#life.transport?.local;
  }

  /** The peer's side of the TCP connection; undefined while there is none. */
  get remoteEndpoint(): Endpoint | undefined {
    return this.#life.transport?.remote;
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
    return this.#life.supervisor.enable();
  }

  /**
   * Stops: ends a TCP connection in good order and gives every attempt up.
   *
   * Resolves when the socket is closed and the port is free; harmless when disabled already, and inside a delegate.
   */
  disable(): Promise<void> {
    return this.#life.supervisor.disable();
  }

  /** The same as `disable`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.disable();
  }

  /**
   * Takes `packet` whole; what is taken in one turn leaves in one write, or in one for every 64 packets where the
   * transport writes at once.
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
    return this.#life.link?.fits(packet) ?? false;
  }

  /**
   * Ends the TCP connection and stays enabled: an active connection connects again after T5, a passive one listens.
   *
   * With a reason the connection is dropped at once and `onConnectionClosed` gets it; without one it ends in good
   * order. Resolves when the socket is closed; harmless while not connected.
   */
  disconnect(reason?: Error): Promise<void> {
    if (reason === undefined) this.#life.link?.close();
    else this.#life.link?.drop(reason);
    return this.#life.gone;
  }

  #requireLink(packet: HsmsPacket): Link {
    const { link } = this.#life;
    if (link?.takesPackets) return link;
    const state = this.enabled ? "not connected" : "not connected, and not enabled";
    const message =
      `Cannot send ${packet.header.name} to ${this.address}:${this.port}: the connection is ${state}`;
    throw new HsmsStateError("not-connected", message);
  }
}
