import { type Clock, requireType, systemClock } from "../../base/mod.ts";
import type { Endpoint } from "../../network/mod.ts";
import { createBudget, type HsmsBudget } from "../budget.ts";
import type { HsmsTraceEvent } from "../connection/trace.ts";
import {
  type HsmsServerAcceptOptions,
  readAcceptOptions,
  refuseAcceptOptions,
  withoutAcceptOptions,
} from "../listen/accept_options.ts";
import type { HsmsMultiPassiveServerOptions } from "../listen/multi_passive_server.ts";
import type { HsmsHandler, HsmsHandlerClass } from "../protocol/handler.ts";
import { HsmsProtocol } from "../protocol/protocol.ts";
import type { HsmsProtocolOptions } from "../protocol/protocol_options.ts";
import type { HsmsStats } from "../protocol/stats.ts";
import { HsmsTimeouts } from "../timeouts.ts";
import { ManagedPort } from "./managed_port.ts";

/** Options of {@linkcode HsmsConnectionManager}; those of a handler hold for every peer, unless it has its own. */
export interface HsmsConnectionManagerOptions
  extends
    Omit<HsmsProtocolOptions, "server" | "onEnable" | "name">,
    HsmsServerAcceptOptions,
    Pick<HsmsMultiPassiveServerOptions, "route"> {
  /** A client connected to `port` that no peer was added for; it is closed. */
  onUnknownPeer?: (remote: Endpoint, port: number) => void;
}

/** The options of a handler that a manager sets: some itself, and those of a port for all of its peers. */
export type HsmsManagedOption = "server" | "onEnable" | "name" | keyof HsmsServerAcceptOptions;

/** Options of {@linkcode HsmsConnectionManager.addPeer}: those of its handler, but for those of its port. */
export type HsmsAddPeerOptions<
  Handler extends HsmsHandler = HsmsProtocol,
  Options extends HsmsProtocolOptions = HsmsProtocolOptions,
> = Partial<Omit<Options, HsmsManagedOption>> & {
  /** The class of the handler. @default {HsmsProtocol} */
  handler?: HsmsHandlerClass<Handler, Options>;
};

/** Counters of a manager. */
export interface HsmsManagerStats {
  /** By the name of the peer. */
  readonly peers: Readonly<Record<string, HsmsStats>>;
  /** How many peers have a TCP connection. */
  readonly connected: number;
  /** How many ports are listened on. */
  readonly ports: number;
}

/** Added to T5 at random for active peers, so that many of them do not come back in the same moment. */
const DEFAULT_JITTER = 5_000;

interface Peer {
  readonly handler: HsmsHandler;
  /** The port that a passive peer comes in at. */
  readonly port: ManagedPort | undefined;
}

/**
 * Many peers, active and passive, each with a handler and a name.
 *
 * Passive peers of one port share a listener, which is opened with the first of them and closed with the last; active
 * peers open none. Each peer lives for itself: a slow or dead one delays no other.
 *
 * @example The seed's sample
 * ```ts
 * import { HsmsConnectionManager, HsmsProtocol } from "@secs/hsms";
 * import { MemoryNetwork } from "@secs/hsms/testing";
 *
 * const network = new MemoryNetwork();
 * const manager = new HsmsConnectionManager({ network });
 * const handler = manager.addPeer("connection", "10.211.55.33", 5000, false, 0);
 *
 * const peer = new HsmsProtocol("10.0.0.1", 5000, true, 0, "peer", { network: network.from("10.211.55.33") });
 * await handler.enable();
 * await peer.enable();
 * await handler.whenSelected();
 * console.log(`${await handler.sendLinktestReq()}`);
 *
 * await manager.stop();
 * await peer.disable();
 * ```
 */
export class HsmsConnectionManager implements AsyncDisposable {
  /** What all connections together keep for their peers. */
  readonly budget: HsmsBudget;
  readonly #options: HsmsConnectionManagerOptions;
  readonly #clock: Clock;
  readonly #timeouts: HsmsTimeouts;
  readonly #peers = new Map<string, Peer>();
  readonly #ports = new Map<number, ManagedPort>();
  /** Ports that are on their way to be free. */
  readonly #closing = new Map<number, Promise<void>>();

  /** Begins without peers; the options throw as those of HsmsMultiPassiveServer. */
  constructor(options: HsmsConnectionManagerOptions) {
    readAcceptOptions(options);
    this.budget = options.budget ?? createBudget();
    this.#options = { ...options, budget: this.budget };
    this.#clock = options.clock ?? systemClock;
    this.#timeouts = HsmsTimeouts.from(options.timeouts);
  }

  /**
   * Adds a peer, enables its handler, and returns it; `await handler.enable()` to know that the port is open.
   *
   * `port` is the peer's if `active`, and ours otherwise. The handler is an HsmsProtocol unless the option `handler` names
   * another class, `SecsHandler` for example.
   *
   * @throws {TypeError} when an argument or an option is of the wrong type, or an option belongs to the manager.
   * @throws {RangeError} when a peer has that name already, or a number is out of range.
   */
  addPeer<
    Handler extends HsmsHandler = HsmsProtocol,
    Options extends HsmsProtocolOptions = HsmsProtocolOptions,
  >(
    name: string,
    address: string,
    port: number,
    active: boolean,
    sessionId: number,
    options: HsmsAddPeerOptions<Handler, Options> = {},
  ): Handler {
    if (this.#peers.has(name)) throw new RangeError(`A peer is called "${name}" already`);
    requireType("active", active, "boolean");
    const { handler = HsmsProtocol as unknown as HsmsHandlerClass<Handler, Options>, ...own } = options;
    refuseAcceptOptions(own, "manager");
    const managed = active ? undefined : this.#port(port);
    const merged = {
      reconnect: { jitter: DEFAULT_JITTER },
      ...withoutAcceptOptions(this.#options),
      ...own,
      ...(managed && { server: managed.server, onEnable: () => managed.open() }),
    };
    const made = new handler(address, port, active, sessionId, name, merged as unknown as Options);
    this.#peers.set(name, { handler: made, port: managed });
    if (managed !== undefined) this.#ports.set(port, managed);
    made.enable().catch(() => {}); // the trace was told, and the port is tried again
    return made;
  }

  /** Disables a peer and forgets it; resolves when its socket, and a port that no other peer uses, is closed. */
  async removePeer(name: string): Promise<void> {
    const peer = this.#find(name);
    this.#peers.delete(name);
    await this.#end([peer]);
  }

  /** The handler of a peer; throws a RangeError if no peer has that name. */
  getPeer(name: string): HsmsHandler {
    return this.#find(name).handler;
  }

  /** Whether a peer of that name was added. */
  hasConnectionTo(name: string): boolean {
    return this.#peers.has(name);
  }

  /** Names and handlers, in the order in which they were added. */
  *[Symbol.iterator](): IterableIterator<[name: string, handler: HsmsHandler]> {
    for (const [name, { handler }] of this.#peers) yield [name, handler];
  }

  /** Counters of every peer. */
  stats(): HsmsManagerStats {
    const peers = [...this].map(([name, handler]) => [name, handler.stats()] as const);
    const connected = [...this].filter(([, { connection }]) => connection.connected).length;
    const ports =
      [...this.#ports.values()].filter(({ server }) => server.listeningEndpoint !== undefined).length;
    return { peers: Object.fromEntries(peers), connected, ports };
  }

  /** Where the listener of a port listens; undefined while it does not. With port 0 this tells the actual port. */
  listeningEndpoint(port: number): Endpoint | undefined {
    return this.#ports.get(port)?.server.listeningEndpoint;
  }

  /** Disables all peers and forgets them; resolves when every socket and every port is closed. */
  async stop(): Promise<void> {
    const peers = [...this.#peers.values()];
    this.#peers.clear();
    await this.#end(peers);
  }

  /** The same as `stop`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #end(peers: Peer[]): Promise<void> {
    const used = new Set([...this.#peers.values()].map(({ port }) => port));
    const closing: Promise<void>[] = [];
    for (const [number, port] of this.#ports) {
      if (used.has(port)) continue;
      this.#ports.delete(number);
      const closed = port.close();
      this.#closing.set(number, closed);
      closing.push(closed);
    }
    await Promise.all([...closing, ...peers.map((peer) => end(peer))]);
  }

  #find(name: string): Peer {
    const peer = this.#peers.get(name);
    if (peer !== undefined) return peer;
    const known = [...this.#peers.keys()].slice(0, 10).map((other) => `"${other}"`).join(", ");
    throw new RangeError(`No peer is called "${name}"; there ${known === "" ? "are none" : `is ${known}`}`);
  }

  #port(port: number): ManagedPort {
    return this.#ports.get(port) ?? new ManagedPort(port, {
      ...this.#options,
      clock: this.#clock,
      timeouts: this.#timeouts,
      after: this.#closing.get(port),
      trace: (event) => this.#onTrace(event, port),
    });
  }

  #onTrace(event: HsmsTraceEvent, port: number): void {
    const { trace, onUnknownPeer } = this.#options;
    trace?.(event);
    if (event.type === "refused" && event.why === "unknown") onUnknownPeer?.(event.remote, port);
  }
}

async function end({ handler, port }: Peer): Promise<void> {
  await handler.disable();
  await port?.server.removeConnection(handler.connection);
}
