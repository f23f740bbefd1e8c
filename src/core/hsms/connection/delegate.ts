import type { HsmsPacket } from "../wire/packet.ts";
import type { HsmsConnection } from "./connection.ts";
import type { Tracer } from "./trace.ts";

/**
 * What a connection tells its owner: a plain object or a class; all methods are optional.
 *
 * For one TCP connection they come in this order: established once, any number of packets, before-closed once, closed
 * once. A method may call anything of the connection, `disable` included. One that throws (or whose promise rejects)
 * disturbs nothing: the error goes to `onDelegateError`.
 *
 * @example
 * ```ts
 * import type { HsmsConnectionDelegate } from "@secs/hsms";
 *
 * const delegate: HsmsConnectionDelegate = {
 *   onConnectionEstablished: () => console.log("Connection established"),
 *   onConnectionPacketReceived: (_connection, packet) => console.log(`Packet received ${packet}`),
 *   onConnectionBeforeClosed: () => console.log("Connection about to be terminated"),
 *   onConnectionClosed: (_connection, error) => console.log("Connection terminated", error?.message ?? ""),
 * };
 * ```
 */
export interface HsmsConnectionDelegate {
  /** TCP is up; strictly before the first packet. */
  onConnectionEstablished?(connection: HsmsConnection): void;
  /** A whole frame came in, of any kind. */
  onConnectionPacketReceived?(connection: HsmsConnection, packet: HsmsPacket): void;
  /** A packet was handed to the network, whole; at some time after `sendPacket` took it. */
  onConnectionPacketSent?(connection: HsmsConnection, packet: HsmsPacket): void;
  /** The connection is about to end. If this side ends it, packets sent from here still go out. */
  onConnectionBeforeClosed?(connection: HsmsConnection): void;
  /** The connection is gone. Without an error this side closed it; otherwise the error says why. */
  onConnectionClosed?(connection: HsmsConnection, error?: Error): void;
}

/** The short way out, for a handler that makes many small messages; see Link.encode. */
export interface ShortWay {
  encode(packet: HsmsPacket, sessionId: number, system: number, requireResponse: boolean): boolean;
}

/**
 * A delegate, or none, called safely: the methods of this class do not throw, and allocate nothing. What the delegate
 * throws is reported to the tracer; the two are the one way on which a connection tells anything.
 */
export class SafeDelegate implements Required<HsmsConnectionDelegate> {
  readonly tracer: Tracer;
  readonly #delegate: HsmsConnectionDelegate | undefined;

  constructor(delegate: HsmsConnectionDelegate | undefined, tracer: Tracer) {
    this.tracer = tracer;
    this.#delegate = delegate;
  }

  /** Whether someone is told of each frame that is sent. */
  get tellsFrames(): boolean {
    return this.#delegate !== undefined || this.tracer.tellsFrames;
  }

  /** TCP is up, and nothing was told yet. For a handler, which has to be ready before it is. */
  onStart(_connection: HsmsConnection, _shortWay: ShortWay): void {}

  /** Messages that a handler has sent the short way were handed to the network: so many, of so many bytes. */
  onBurstSent(_count: number, _bytes: number): void {}

  /** TCP is gone, and `closed` was not told yet. For a handler, which ends first what was open. */
  onEnd(_error: Error | undefined): void {}

  onConnectionEstablished(connection: HsmsConnection): void {
    try {
      this.#watch(this.#delegate?.onConnectionEstablished?.(connection));
    } catch (error) {
      this.tracer.report(error);
    }
  }

  onConnectionPacketReceived(connection: HsmsConnection, packet: HsmsPacket): void {
    if (this.#delegate === undefined) return;
    try {
      this.#watch(this.#delegate?.onConnectionPacketReceived?.(connection, packet));
    } catch (error) {
      this.tracer.report(error);
    }
  }

  onConnectionPacketSent(connection: HsmsConnection, packet: HsmsPacket): void {
    if (this.#delegate === undefined) return;
    try {
      this.#watch(this.#delegate?.onConnectionPacketSent?.(connection, packet));
    } catch (error) {
      this.tracer.report(error);
    }
  }

  onConnectionBeforeClosed(connection: HsmsConnection): void {
    try {
      this.#watch(this.#delegate?.onConnectionBeforeClosed?.(connection));
    } catch (error) {
      this.tracer.report(error);
    }
  }

  onConnectionClosed(connection: HsmsConnection, error?: Error): void {
    try {
      this.#watch(this.#delegate?.onConnectionClosed?.(connection, error));
    } catch (error) {
      this.tracer.report(error);
    }
  }

  /** A method may have been asynchronous all the same. */
  #watch(result: unknown): void {
    if (result instanceof Promise) result.catch(this.tracer.report);
  }
}
