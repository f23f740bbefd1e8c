import type { HsmsConnection, HsmsConnectionDelegate, HsmsPacket } from "@secs/hsms";
import { Log } from "./log.ts";

/**
 * A delegate that writes down what it is told: `established`, `received NAME`, `before-closed`, `closed [error]`.
 */
export class Recorder extends Log implements HsmsConnectionDelegate {
  readonly packets: HsmsPacket[] = [];
  /** What `onConnectionClosed` was last called with. */
  error: Error | undefined;
  readonly #also: HsmsConnectionDelegate;

  /** `also` is called after each line is written. */
  constructor(also: HsmsConnectionDelegate = {}) {
    super();
    this.#also = also;
  }

  onConnectionEstablished(connection: HsmsConnection): void {
    this.write("established");
    return this.#also.onConnectionEstablished?.(connection);
  }

  onConnectionPacketReceived(connection: HsmsConnection, packet: HsmsPacket): void {
    this.packets.push(packet);
    this.write(`received ${packet.header.name}`);
    return this.#also.onConnectionPacketReceived?.(connection, packet);
  }

  onConnectionBeforeClosed(connection: HsmsConnection): void {
    this.write("before-closed");
    return this.#also.onConnectionBeforeClosed?.(connection);
  }

  onConnectionClosed(connection: HsmsConnection, error?: Error): void {
    this.error = error;
    this.write(error === undefined ? "closed" : `closed ${error.name}`);
    return this.#also.onConnectionClosed?.(connection, error);
  }
}
