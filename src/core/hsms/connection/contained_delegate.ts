import type { HsmsConnection } from "./connection.ts";
import type { HsmsConnectionDelegate } from "./delegate.ts";
import { type HsmsErrorListener, reportError } from "./error_sink.ts";
import type { HsmsPacket } from "../wire/packet.ts";

/** A delegate, or none, whose errors go to `listener` (see errorSink): its methods do not throw, and allocate nothing. */
export class ContainedDelegate implements Required<HsmsConnectionDelegate> {
  readonly #delegate: HsmsConnectionDelegate | undefined;
  readonly #listener: HsmsErrorListener | undefined;

  constructor(delegate: HsmsConnectionDelegate | undefined, listener: HsmsErrorListener | undefined) {
    this.#delegate = delegate;
    this.#listener = listener;
  }

  onConnectionEstablished(connection: HsmsConnection): void {
    try {
      this.#watch(this.#delegate?.onConnectionEstablished?.(connection), connection);
    } catch (error) {
      this.#report(error, connection);
    }
  }

  onConnectionPacketReceived(connection: HsmsConnection, packet: HsmsPacket): void {
    try {
      this.#watch(this.#delegate?.onConnectionPacketReceived?.(connection, packet), connection);
    } catch (error) {
      this.#report(error, connection);
    }
  }

  onConnectionPacketSent(connection: HsmsConnection, packet: HsmsPacket): void {
    try {
      this.#watch(this.#delegate?.onConnectionPacketSent?.(connection, packet), connection);
    } catch (error) {
      this.#report(error, connection);
    }
  }

  onConnectionBeforeClosed(connection: HsmsConnection): void {
    try {
      this.#watch(this.#delegate?.onConnectionBeforeClosed?.(connection), connection);
    } catch (error) {
      this.#report(error, connection);
    }
  }

  onConnectionClosed(connection: HsmsConnection, error?: Error): void {
    try {
      this.#watch(this.#delegate?.onConnectionClosed?.(connection, error), connection);
    } catch (error) {
      this.#report(error, connection);
    }
  }

  /** A method may have been asynchronous all the same. */
  #watch(result: unknown, connection: HsmsConnection): void {
    if (result instanceof Promise) result.catch((error) => this.#report(error, connection));
  }

  #report(error: unknown, connection: HsmsConnection): void {
    reportError(error, this.#listener, connection);
  }
}
