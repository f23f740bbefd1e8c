import { type Clock, requireInteger, systemClock } from "../../base/mod.ts";
import type { Endpoint, Listener, Transport } from "../../network/mod.ts";
import { createBudget, type HsmsBudget } from "../budget.ts";
import type { HsmsConnection } from "../connection/connection.ts";
import type { HsmsConnectionOptions } from "../connection/connection_options.ts";
import type { HsmsConnectionDelegate } from "../connection/delegate.ts";
import { Tracer } from "../connection/trace.ts";
import { HsmsTimeouts } from "../timeouts.ts";
import { type AcceptSettings, type HsmsServerAcceptOptions, readAcceptOptions } from "./accept_options.ts";
import { Acceptor } from "./acceptor.ts";
import { ConnectionCount } from "./connection_count.ts";
import { ExpectedPeers } from "./expected_peers.ts";
import { type HsmsMultiPassiveConnection, ServerPeer } from "./multi_passive_connection.ts";

/** Options of {@linkcode HsmsMultiPassiveServer}; those of a connection hold for every connection it creates. */
export interface HsmsMultiPassiveServerOptions extends HsmsConnectionOptions, HsmsServerAcceptOptions {
  /**
   * Chooses among the enabled connections that fit a client (the best first); undefined refuses it. Without this option
   * the first one that is free is taken.
   */
  route?: (
    remote: Endpoint,
    candidates: readonly HsmsMultiPassiveConnection[],
  ) => HsmsMultiPassiveConnection | undefined;
}

/**
 * One listening port for many peers: each has a connection of its own, and a client gets the one that was created for its
 * address.
 *
 * Exact IP addresses go before resolved host names, those before `"*"`; among several connections for one address the
 * first one that is enabled and free, in order of creation.
 *
 * @example
 * ```ts
 * import { HsmsMultiPassiveServer } from "@secs/hsms";
 * import { MemoryNetwork, ScriptedPeer } from "@secs/hsms/testing";
 *
 * const network = new MemoryNetwork();
 * const server = new HsmsMultiPassiveServer(5000, { network });
 * const connection = server.createConnection("10.211.55.33", 5000, 0, {
 *   onConnectionEstablished: () => console.log("Connection established"),
 * });
 * await connection.enable();
 * await server.start();
 * await ScriptedPeer.dial(network.from("10.211.55.33"), { address: "10.0.0.1", port: 5000 });
 * await connection.disable();
 * await server.stop();
 * ```
 */
export class HsmsMultiPassiveServer implements AsyncDisposable {
  /** The port that was asked for. */
  readonly port: number;
  /** What all connections together keep for their peers. */
  readonly budget: HsmsBudget;
  readonly #options: HsmsMultiPassiveServerOptions;
  readonly #clock: Clock;
  readonly #tracer: Tracer;
  readonly #timeouts: HsmsTimeouts;
  readonly #settings: AcceptSettings;
  readonly #peers: ExpectedPeers<ServerPeer>;
  readonly #byConnection = new Map<HsmsConnection, ServerPeer>();
  readonly #count: ConnectionCount;
  /** Of the listener that is open; a client that came in at the one before has no more to do with it. */
  #acceptor: Acceptor<ServerPeer> | undefined;
  #listener: Listener | undefined;
  /** The last start or stop that was asked for. */
  #turn: Promise<void> = Promise.resolve();

  /**
   * Names the port (0: any free one).
   *
   * @throws {TypeError} when the port or an option is of the wrong type.
   * @throws {RangeError} when one is out of range.
   */
  constructor(port: number, options: HsmsMultiPassiveServerOptions) {
    this.port = requireInteger("port", port, 0, 0xffff);
    this.budget = options.budget ?? createBudget();
    this.#options = { ...options, budget: this.budget };
    const { clock = systemClock, name, trace, onDelegateError } = options;
    this.#clock = clock;
    this.#tracer = new Tracer({ clock, name, trace, onDelegateError });
    this.#timeouts = HsmsTimeouts.from(options.timeouts);
    this.#settings = readAcceptOptions(options);
    this.#count = new ConnectionCount(this.#settings.maxConnections, this.#settings.maxConnectionsPerAddress);
    this.#peers = new ExpectedPeers(options.network);
  }

  /** The connections, in order of creation. */
  get connections(): Iterable<HsmsMultiPassiveConnection> {
    return Array.from(this.#peers, (peer) => peer.connection);
  }

  /** Where it listens; undefined while it does not. With port 0 this tells the actual port. */
  get listeningEndpoint(): Endpoint | undefined {
    return this.#listener?.endpoint;
  }

  /**
   * Makes the connection for one expected peer; it takes part once it is enabled.
   *
   * `port` is the server's own, as on a passive connection; another one is a RangeError. `options` go before those of
   * the server.
   */
  createConnection(
    address: string,
    port: number,
    sessionId: number,
    delegate: HsmsConnectionDelegate,
    options: Partial<HsmsConnectionOptions> = {},
  ): HsmsMultiPassiveConnection {
    if (port !== this.port) {
      throw new RangeError(`port must be the server's own, ${this.port}, got ${port}`);
    }
    const peer = new ServerPeer(address, port, sessionId, delegate, { ...this.#options, ...options });
    this.#peers.add(peer);
    this.#byConnection.set(peer.connection, peer);
    return peer.connection;
  }

  /** Disables a connection of this server and forgets it; resolves when its socket is closed. Others are left alone. */
  async removeConnection(connection: HsmsConnection): Promise<void> {
    const peer = this.#byConnection.get(connection);
    if (peer === undefined) return;
    this.#peers.delete(peer);
    this.#byConnection.delete(peer.connection);
    await connection.disable();
  }

  /** Listens; harmless when it does already. Rejects with a TransportError if the port cannot be listened on. */
  start(): Promise<void> {
    return this.#inTurn(() => this.#open());
  }

  /**
   * Stops listening; resolves when the port is free. Harmless when stopped already.
   *
   * Connections that are up are ended gracefully too, unless `terminateConnections` is false. Either way they stay
   * enabled, and take part again after the next `start`.
   */
  stop(terminateConnections = true): Promise<void> {
    return this.#inTurn(() => this.#close(terminateConnections));
  }

  /** The same as `stop`, and disables every connection, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await Promise.all(Array.from(this.connections, (connection) => connection.disable()));
  }

  /** Runs `step` after every start and stop that was asked for before. */
  #inTurn(step: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(step);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #open(): Promise<void> {
    if (this.#listener !== undefined) return;
    const acceptor = this.#newAcceptor();
    const asked = { address: this.#settings.bindAddress, port: this.port };
    const accept = (transport: Transport): void => void acceptor.accept(transport);
    this.#listener = await this.#options.network.listen(asked, accept, acceptor.listening);
    this.#acceptor = acceptor;
    this.#tracer.tell({ type: "listening", local: this.#listener.endpoint });
  }

  #newAcceptor(): Acceptor<ServerPeer> {
    const { route } = this.#options;
    return new Acceptor({
      clock: this.#clock,
      settings: this.#settings,
      peers: this.#peers,
      count: this.#count,
      t7: () => this.#timeouts.t7,
      onError: this.#tracer.report,
      ...(route !== undefined && { route: (remote, peers) => this.#route(remote, peers) }),
      refused: (remote, why, reason) => this.#tracer.tell({ type: "refused", remote, why, reason }),
    });
  }

  #route(remote: Endpoint, peers: readonly ServerPeer[]): ServerPeer | undefined {
    const chosen = this.#options.route!(remote, peers.map(({ connection }) => connection));
    return chosen && this.#byConnection.get(chosen);
  }

  async #close(terminateConnections: boolean): Promise<void> {
    const listener = this.#listener;
    this.#listener = undefined;
    this.#acceptor?.close();
    await listener?.close();
    if (!terminateConnections) return;
    await Promise.all(Array.from(this.connections, (connection) => connection.disconnect()));
  }
}
