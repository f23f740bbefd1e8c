import { contain, watch } from "../base/mod.ts";
import type { HsmsConnection } from "./connection.ts";
import type { HsmsConnectionDelegate } from "./delegate.ts";
import type { HsmsPacket } from "./packet.ts";

/** A delegate whose errors go to `onError`: its methods do not throw. Those that every packet passes allocate nothing. */
export class ContainedDelegate implements Required<HsmsConnectionDelegate> {
  readonly #delegate: HsmsConnectionDelegate;
  readonly #onError: (error: unknown) => void;

  constructor(delegate: HsmsConnectionDelegate, onError: (error: unknown) => void) {
    this.#delegate = delegate;
    this.#onError = onError;
  }

  onConnectionEstablished(connection: HsmsConnection): void {
    contain(() => this.#delegate.onConnectionEstablished?.(connection), this.#onError);
  }

  onConnectionPacketReceived(connection: HsmsConnection, packet: HsmsPacket): void {
    try {
      watch(this.#delegate.onConnectionPacketReceived?.(connection, packet), this.#onError);
    } catch (error) {
      this.#onError(error);
    }
  }

  onConnectionPacketSent(connection: HsmsConnection, packet: HsmsPacket): void {
    try {
      watch(this.#delegate.onConnectionPacketSent?.(connection, packet), this.#onError);
    } catch (error) {
      this.#onError(error);
    }
  }

  onConnectionBeforeClosed(connection: HsmsConnection): void {
    contain(() => this.#delegate.onConnectionBeforeClosed?.(connection), this.#onError);
  }

  onConnectionClosed(connection: HsmsConnection, error?: Error): void {
    contain(() => this.#delegate.onConnectionClosed?.(connection, error), this.#onError);
  }
}
