import { type Clock, type Endpoint, type Listener, type Network, systemClock } from "../core/mod.ts";
import { ProxiedConnection } from "./fault/connection.ts";
import { FaultLog, type FaultLogDetail, type FaultLogEntry } from "./fault/log.ts";
import type { FaultRule } from "./fault/rule.ts";

/** Options of a {@linkcode FaultProxy}. */
export interface FaultProxyOptions {
  /** Where clients connect; port 0 is any free port. */
  listen: Endpoint;
  /** What each client is connected to. */
  target: Endpoint;
  /** The rules that the bytes go through, in this order. @default {[]} */
  rules?: readonly FaultRule[];
  /** The network for the dial to the target. Default: the network that the proxy listens on. */
  targetNetwork?: Network;
  /** The clock that the rules use. @default {systemClock} */
  clock?: Clock;
  /** Number of bytes that may wait for rules in one direction; after that nothing is read from the sender. @default {65536} */
  maxHeldBytes?: number;
  /** Maximum number of entries in the log; the oldest are dropped. @default {10000} */
  maxLogEntries?: number;
  /** Maximum number of bytes in the entries of the log; the oldest are dropped. @default {1048576} */
  maxLogBytes?: number;
  /** Called with every entry of the log as it happens; must not throw. */
  onLog?: (entry: FaultLogEntry) => void;
}

/**
 * A proxy that makes faults between two sides that do not know of it: it listens, dials the target for every client, and
 * passes the bytes of both directions through rules.
 *
 * Without rules it passes everything on: bytes with their back-pressure, FIN after the last byte, a reset at once. One
 * direction alone cannot be closed: the end of one side ends the other side too. The rules work in the order of the list,
 * each on what the rule before has passed on. Every byte and every act of a rule is in the log.
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
  /** The rules of connections that are accepted from now on; open connections keep theirs. */
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
    const { rules = [], clock = systemClock, maxLogEntries = 10_000, maxLogBytes = 1024 * 1024 } = options;
    this.rules = rules;
    this.#network = network;
    this.#options = options;
    this.#clock = clock;
    this.#log = new FaultLog(maxLogEntries, maxLogBytes);
    this.#listen = options.listen;
  }

  /** Where clients connect; for port 0 the actual port after `start`. */
  get endpoint(): Endpoint {
    return this.#listen;
  }

  /** What happened, the oldest entry first. */
  get log(): readonly FaultLogEntry[] {
    return this.#log.entries;
  }

  /** Number of clients that have connected; also the number of the last connection. */
  get accepted(): number {
    return this.#accepted;
  }

  /** Number of open connections. */
  get open(): number {
    return this.#connections.size;
  }

  /**
   * Listens; after a `stop` on the same port as before.
   *
   * @throws {TransportError} When the port cannot be opened.
   */
  async start(): Promise<void> {
    if (this.#listener !== undefined) return;
    this.#listener = await this.#network.listen(this.#listen, (client) => this.#accept(client));
    this.#listen = { ...this.#listen, port: this.#listener.endpoint.port };
  }

  /** Ends every open connection, with FIN or with a reset; clients may connect again. */
  breakAll(how: "close" | "reset" = "reset"): void {
    for (const connection of this.#connections) connection.end(how, "the proxy");
  }

  /** Closes the port and resets every connection; resolves when all of them are gone. */
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
    const { target, targetNetwork = this.#network, maxHeldBytes = 65536 } = this.#options;
    const connection = new ProxiedConnection(client, {
      number,
      network: targetNetwork,
      target,
      rules: this.rules,
      clock: this.#clock,
      maxHeldBytes,
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
