import { contain } from "../base/mod.ts";
import type { HsmsConnection } from "./connection.ts";
import type { HsmsConnectionDelegate } from "./delegate.ts";
import type { HsmsPacket } from "./packet.ts";
import type { SessionDriver } from "./session_driver.ts";
import type { StatsCounter } from "./stats.ts";

/**
 * Hands the connection's calls to the driver, and to the delegate of the owner: after the driver, but for the last
 * words, which have to go out before the driver says goodbye.
 */
export class HandlerDelegate implements HsmsConnectionDelegate {
  readonly #driver: SessionDriver;
  readonly #stats: StatsCounter;
  readonly #delegate: HsmsConnectionDelegate;
  readonly #onError: (error: unknown) => void;

  constructor(
    driver: SessionDriver,
    stats: StatsCounter,
    delegate: HsmsConnectionDelegate,
    onError: (error: unknown) => void,
  ) {
    this.#driver = driver;
    this.#stats = stats;
    this.#delegate = delegate;
    this.#onError = onError;
  }

  onConnectionEstablished(connection: HsmsConnection): void {
    this.#driver.onConnectionEstablished(connection);
    contain(() => this.#delegate.onConnectionEstablished?.(connection), this.#onError);
  }

  onConnectionPacketReceived(connection: HsmsConnection, packet: HsmsPacket): void {
    this.#stats.received(packet);
    this.#driver.onConnectionPacketReceived(connection, packet);
    contain(() => this.#delegate.onConnectionPacketReceived?.(connection, packet), this.#onError);
  }

  onConnectionPacketSent(connection: HsmsConnection, packet: HsmsPacket): void {
    this.#stats.sent(packet);
    this.#driver.onConnectionPacketSent(connection, packet);
    contain(() => this.#delegate.onConnectionPacketSent?.(connection, packet), this.#onError);
  }

  onConnectionBeforeClosed(connection: HsmsConnection): void {
    contain(() => this.#delegate.onConnectionBeforeClosed?.(connection), this.#onError);
    this.#driver.onConnectionBeforeClosed();
  }

  onConnectionClosed(connection: HsmsConnection, error?: Error): void {
    this.#driver.onConnectionClosed(connection, error);
    contain(() => this.#delegate.onConnectionClosed?.(connection, error), this.#onError);
  }
}
