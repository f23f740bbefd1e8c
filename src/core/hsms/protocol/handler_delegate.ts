import type { HsmsConnection } from "../connection/connection.ts";
import { ContainedDelegate } from "../connection/contained_delegate.ts";
import type { HsmsConnectionDelegate } from "../connection/delegate.ts";
import type { HsmsErrorListener } from "../connection/error_sink.ts";
import type { HsmsPacket } from "../wire/packet.ts";
import type { SessionDriver } from "./session_driver.ts";
import type { StatsCounter } from "./stats.ts";

/**
 * Hands the connection's calls to the driver, and to the delegate of the owner: after the driver, but for the last
 * words, which have to go out before the driver says goodbye.
 */
export class HandlerDelegate extends ContainedDelegate {
  readonly #driver: SessionDriver;
  readonly #stats: StatsCounter;

  constructor(
    driver: SessionDriver,
    stats: StatsCounter,
    delegate: HsmsConnectionDelegate | undefined,
    listener: HsmsErrorListener | undefined,
  ) {
    super(delegate, listener);
    this.#driver = driver;
    this.#stats = stats;
  }

  override onConnectionEstablished(connection: HsmsConnection): void {
    this.#driver.onConnectionEstablished(connection);
    super.onConnectionEstablished(connection);
  }

  override onConnectionPacketReceived(connection: HsmsConnection, packet: HsmsPacket): void {
    this.#stats.received(packet);
    this.#driver.onConnectionPacketReceived(connection, packet);
    super.onConnectionPacketReceived(connection, packet);
  }

  override onConnectionPacketSent(connection: HsmsConnection, packet: HsmsPacket): void {
    this.#stats.sent(packet);
    this.#driver.onConnectionPacketSent(connection, packet);
    super.onConnectionPacketSent(connection, packet);
  }

  override onConnectionBeforeClosed(connection: HsmsConnection): void {
    super.onConnectionBeforeClosed(connection);
    this.#driver.onConnectionBeforeClosed();
  }

  override onConnectionClosed(connection: HsmsConnection, error?: Error): void {
    this.#driver.onConnectionClosed(connection, error);
    super.onConnectionClosed(connection, error);
  }
}
