import type { HsmsConnection, HsmsConnectionDelegate, HsmsPacket } from "@secs/hsms";

/** Longest wait for something that must happen; a defect fails the test instead of hanging it. */
const PATIENCE = 10_000;

/** A delegate that writes down what it is told, and lets a test wait for it. */
export class Recorder implements HsmsConnectionDelegate {
  /** One line for each call: `established`, `received NAME`, `before-closed`, `closed [error]`. */
  readonly lines: string[] = [];
  readonly packets: HsmsPacket[] = [];
  /** What `onConnectionClosed` was last called with. */
  error: Error | undefined;
  readonly #waiters = new Set<() => void>();
  readonly #also: HsmsConnectionDelegate;

  /** `also` is called after each line is written. */
  constructor(also: HsmsConnectionDelegate = {}) {
    this.#also = also;
  }

  onConnectionEstablished(connection: HsmsConnection): void {
    this.#write("established");
    this.#also.onConnectionEstablished?.(connection);
  }

  onConnectionPacketReceived(connection: HsmsConnection, packet: HsmsPacket): void {
    this.packets.push(packet);
    this.#write(`received ${packet.header.name}`);
    this.#also.onConnectionPacketReceived?.(connection, packet);
  }

  onConnectionBeforeClosed(connection: HsmsConnection): void {
    this.#write("before-closed");
    this.#also.onConnectionBeforeClosed?.(connection);
  }

  onConnectionClosed(connection: HsmsConnection, error?: Error): void {
    this.error = error;
    this.#write(error === undefined ? "closed" : `closed ${error.name}`);
    this.#also.onConnectionClosed?.(connection, error);
  }

  /** How many lines begin with `start`. */
  count(start: string): number {
    return this.lines.filter((line) => line.startsWith(start)).length;
  }

  /** Resolves once `count` lines begin with `start`. */
  saw(start: string, count = 1): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (this.count(start) < count) return;
        clearTimeout(timer);
        this.#waiters.delete(check);
        resolve();
      };
      const timer = setTimeout(() => {
        reject(new Error(`Waited for ${count} × "${start}", got ${JSON.stringify(this.lines)}`));
      }, PATIENCE);
      this.#waiters.add(check);
      check();
    });
  }

  #write(line: string): void {
    this.lines.push(line);
    for (const check of this.#waiters) check();
  }
}
