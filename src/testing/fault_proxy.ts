import { type Clock, type Endpoint, type Listener, type Network, systemClock } from "../core/mod.ts";
import { ProxiedConnection } from "./fault/connection.ts";
import { FaultLog, type FaultLogDetail, type FaultLogEntry } from "./fault/log.ts";
import type { FaultRule } from "./fault/rule.ts";

/** Options of a {@linkcode FaultProxy}. */
export interface FaultProxyOptions {
  /** Where clients come in; port 0 is any free one. */
  listen: Endpoint;
  /** Where they are led to. */
  target: Endpoint;
  /** What happens to the bytes, one rule after the other. @default {[]} */
  rules?: readonly FaultRule[];
  /** The network that the target is dialled on, where it is not the one that is listened on. */
  targetNetwork?: Network;
  /** The time that rules wait with. @default {systemClock} */
  clock?: Clock;
  /** So many bytes may wait in one direction, in front of a rule; then the sender is left alone. @default {65536} */
  holdLimit?: number;
  /** The most entries of the log. @default {10000} */
  logLimit?: number;
  /** The most bytes in entries of the log. @default {1048576} */
  logBytes?: number;
  /** Is told of every entry of the log, as it happens; must not throw. */
  onLog?: (entry: FaultLogEntry) => void;
}

/**
 * A network that misbehaves on demand, between two sides that are told nothing of it: listens, dials the target for every
 * client that comes in, and leads the bytes of both directions through rules.
 *
 * Without rules it passes everything on: bytes with their back-pressure, an end in good order behind the last byte, a reset
 * at once. A direction alone cannot be closed: the end of one side ends the other too. Rules work one after the other, in
 * the order of the list, on what the one before left over. Every byte, and every act of a rule, is in the log.
 *
 * @example A tool whose answers never come
 * ```ts
 * import { HsmsProtocol, HsmsTimeoutError, streamFunction } from "@secs/hsms";
 * import { dropFrames, FaultProxy, MemoryNetwork, splitAt, VirtualClock } from "@secs/hsms/testing";
 * import { assertRejects } from "@std/assert";
 *
 * const clock = new VirtualClock();
 * const network = new MemoryNetwork({ clock });
 * const tool = new HsmsProtocol("127.0.0.1", 5000, false, 0, "tool", { network, clock });
 * tool.on("primary", ({ packet: primary }) => tool.sendResponse(streamFunction(1, 2), primary));
 * await tool.enable();
 *
 * const proxy = new FaultProxy(network, {
 *   listen: { address: "127.0.0.1", port: 6000 },
 *   target: { address: "127.0.0.1", port: 5000 },
 *   rules: [splitAt(7), dropFrames("S1F2", { to: "client", times: 1 })],
 *   clock,
 * });
 * await proxy.start();
 *
 * const host = new HsmsProtocol("127.0.0.1", 6000, true, 0, "host", { network, clock });
 * await host.enable();
 * await host.whenSelected();
 * const lost = assertRejects(() => host.sendAndWaitForResponse(streamFunction(1, 1)), HsmsTimeoutError, "T3");
 * await clock.advance(45_000);
 * await lost;
 * await host.sendAndWaitForResponse(streamFunction(1, 1));
 *
 * await host.disable();
 * await proxy.stop();
 * await tool.disable();
 * ```
 */
export class FaultProxy implements AsyncDisposable {
  /** The rules of connections that come in from now on; those that are open keep theirs. */
  rules: readonly FaultRule[];
  readonly #network: Network;
  readonly #options: FaultProxyOptions;
  readonly #clock: Clock;
  readonly #log: FaultLog;
  readonly #connections = new Set<ProxiedConnection>();
  #listen: Endpoint;
  #listener: Listener | undefined;
  #accepted = 0;

  /** Makes a proxy that does not listen yet. */
  constructor(network: Network, options: FaultProxyOptions) {
    const { rules = [], clock = systemClock, logLimit = 10_000, logBytes = 1024 * 1024 } = options;
    this.rules = rules;
    this.#network = network;
    this.#options = options;
    this.#clock = clock;
    this.#log = new FaultLog(logLimit, logBytes);
    this.#listen = options.listen;
  }

  /** Where clients come in; with port 0 the actual port, once it has been started. */
  get endpoint(): Endpoint {
    return this.#listen;
  }

  /** What happened, the oldest first, as far as it fits. */
  get log(): readonly FaultLogEntry[] {
    return this.#log.entries;
  }

  /** How many clients have come in; the number of the last connection. */
  get accepted(): number {
    return this.#accepted;
  }

  /** How many connections are open. */
  get open(): number {
    return this.#connections.size;
  }

  /** Listens; rejects with a TransportError where it cannot. After a `stop` on the same port as before. */
  async start(): Promise<void> {
    if (this.#listener !== undefined) return;
    this.#listener = await this.#network.listen(this.#listen, (client) => this.#accept(client));
    this.#listen = { ...this.#listen, port: this.#listener.endpoint.port };
  }

  /** Ends every open connection, in good order or with a reset; clients may come back. */
  breakAll(how: "close" | "reset" = "reset"): void {
    for (const connection of this.#connections) connection.end(how, "the proxy");
  }

  /** Frees the port, so that clients are refused, and resets every connection; resolves when all of them are gone. */
  async stop(): Promise<void> {
    const listener = this.#listener;
    this.#listener = undefined;
    await listener?.close();
    this.breakAll();
    await Promise.all([...this.#connections].map(({ gone }) => gone));
  }

  /** The same as `stop`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  #accept(client: Parameters<Parameters<Network["listen"]>[1]>[0]): void {
    const number = ++this.#accepted;
    const { target, targetNetwork = this.#network, holdLimit = 65536 } = this.#options;
    const connection = new ProxiedConnection(client, {
      number,
      network: targetNetwork,
      target,
      rules: this.rules,
      clock: this.#clock,
      holdLimit,
      log: (detail) => this.#write(number, detail),
    });
    this.#connections.add(connection);
    void connection.gone.then(() => this.#connections.delete(connection));
  }

  #write(connection: number, detail: FaultLogDetail): void {
    const entry: FaultLogEntry = { ...detail, time: this.#clock.now(), connection };
    this.#log.add(entry);
    this.#options.onLog?.(entry);
  }
}
