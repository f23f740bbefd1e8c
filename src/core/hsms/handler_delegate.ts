import type { HsmsConnection } from "./connection.ts";
import { ContainedDelegate } from "./contained_delegate.ts";
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
  readonly #delegate: ContainedDelegate;

  constructor(
    driver: SessionDriver,
    stats: StatsCounter,
    delegate: HsmsConnectionDelegate,
    onError: (error: unknown) => void,
  ) {
    this.#driver = driver;
    this.#stats = stats;
    this.#delegate = new ContainedDelegate(delegate, onError);
  }

  onConnectionEstablished(connection: HsmsConnection): void {
    this.#driver.onConnectionEstablished(connection);
    this.#delegate.onConnectionEstablished(connection);
  }

  onConnectionPacketReceived(connection: HsmsConnection, packet: HsmsPacket): void {
    this.#stats.received(packet);
    this.#driver.onConnectionPacketReceived(connection, packet);
    this.#delegate.onConnectionPacketReceived(connection, packet);
  }

  onConnectionPacketSent(connection: HsmsConnection, packet: HsmsPacket): void {
    this.#stats.sent(packet);
    this.#driver.onConnectionPacketSent(connection, packet);
    this.#delegate.onConnectionPacketSent(connection, packet);
  }

  onConnectionBeforeClosed(connection: HsmsConnection): void {
    this.#delegate.onConnectionBeforeClosed(connection);
    this.#driver.onConnectionBeforeClosed();
  }

  onConnectionClosed(connection: HsmsConnection, error?: Error): void {
    this.#driver.onConnectionClosed(connection, error);
    this.#delegate.onConnectionClosed(connection, error);
  }
}
