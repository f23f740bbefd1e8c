import { type Clock, contain, requireInteger, systemClock } from "../../base/mod.ts";
import type { Endpoint, Listener, Transport } from "../../network/mod.ts";
import type { HsmsConnectionOptions } from "../connection/connection.ts";
import type { HsmsConnectionDelegate } from "../connection/delegate.ts";
import { Census } from "./census.ts";
import { type Door, type HsmsSharedDoorOptions, readDoor } from "./door.ts";
import { errorSink } from "../connection/error_sink.ts";
import { HsmsMultiPassiveConnection } from "./multi_passive_connection.ts";
import { Reception } from "./reception.ts";
import { Seats } from "./seats.ts";
import { HsmsTimeouts } from "../timeouts.ts";
import type { HsmsTraceDetail } from "../connection/trace.ts";

/** Options of {@linkcode HsmsMultiPassiveServer}; those of a connection hold for every connection it creates. */
export interface HsmsMultiPassiveServerOptions extends HsmsConnectionOptions, HsmsSharedDoorOptions {
  /**
   * Chooses among the enabled connections that fit a client (at best first); undefined turns it away. Without it the
   * first one that is free is taken.
   */
  route?: (
    remote: Endpoint,
    candidates: readonly HsmsMultiPassiveConnection[],
  ) => HsmsMultiPassiveConnection | undefined;
}

/**
 * One listening port for many peers: each has a connection of its own, and a client is led to the one that was created
 * for its address.
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
  readonly #options: HsmsMultiPassiveServerOptions;
  readonly #clock: Clock;
  readonly #report: (error: unknown) => void;
  readonly #timeouts: HsmsTimeouts;
  readonly #door: Door;
  readonly #connections: Seats<HsmsMultiPassiveConnection>;
  readonly #census: Census;
  /** Of the listener that is open; who came in at the one before has no more to do with it. */
  #reception: Reception<HsmsMultiPassiveConnection> | undefined;
  #listener: Listener | undefined;
  /** The last start or stop that was asked for. */
  #turn: Promise<void> = Promise.resolve();

  /** Names the port (0: any free one); throws a RangeError where it is out of range. */
  constructor(port: number, options: HsmsMultiPassiveServerOptions) {
    this.port = requireInteger("port", port, 0, 0xffff);
    this.#options = options;
    this.#report = errorSink(options.onDelegateError, () => undefined);
    this.#clock = options.clock ?? systemClock;
    this.#timeouts = HsmsTimeouts.from(options.timeouts);
    this.#door = readDoor(options);
    this.#census = new Census(this.#door.maxConnections, this.#door.maxConnectionsPerAddress);
    this.#connections = new Seats(options.network);
  }

  /** The connections, in order of creation. */
  get connections(): Iterable<HsmsMultiPassiveConnection> {
    return this.#connections[Symbol.iterator]();
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
    const merged = { ...this.#options, ...options };
    const connection = new HsmsMultiPassiveConnection(address, port, sessionId, delegate, merged);
    this.#connections.add(connection);
    return connection;
  }

  /** Disables `connection` and forgets it; resolves when its socket is closed. */
  async removeConnection(connection: HsmsMultiPassiveConnection): Promise<void> {
    this.#connections.delete(connection);
    await connection.disable();
  }

  /** Listens; harmless when it does already. Rejects with a TransportError where the port cannot be listened on. */
  start(): Promise<void> {
    return this.#inTurn(() => this.#open());
  }

  /**
   * Stops listening; resolves when the port is free. Harmless when stopped already.
   *
   * Connections that are up are ended in good order too, unless `terminateConnections` is false. Either way they stay
   * enabled, and take part again after the next `start`.
   */
  stop(terminateConnections = true): Promise<void> {
    return this.#inTurn(() => this.#close(terminateConnections));
  }

  /** The same as `stop`, and disables every connection, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await Promise.all([...this.#connections].map((connection) => connection.disable()));
  }

  /** Runs `step` after every start and stop that was asked for before. */
  #inTurn(step: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(step);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #open(): Promise<void> {
    if (this.#listener !== undefined) return;
    const reception = this.#openReception();
    const asked = { address: this.#door.bindAddress, port: this.port };
    const accept = (transport: Transport): void => void reception.receive(transport);
    this.#listener = await this.#options.network.listen(asked, accept, reception.listening);
    this.#reception = reception;
    this.#trace({ type: "listening", local: this.#listener.endpoint });
  }

  #openReception(): Reception<HsmsMultiPassiveConnection> {
    const { route } = this.#options;
    return new Reception({
      clock: this.#clock,
      door: this.#door,
      seats: this.#connections,
      census: this.#census,
      patience: () => this.#timeouts.t7,
      onError: this.#report,
      ...(route !== undefined && { route }),
      refused: (remote, why, reason) => this.#trace({ type: "refused", remote, why, reason }),
    });
  }

  async #close(terminateConnections: boolean): Promise<void> {
    const listener = this.#listener;
    this.#listener = undefined;
    this.#reception?.close();
    await listener?.close();
    if (!terminateConnections) return;
    await Promise.all([...this.#connections].map((connection) => connection.disconnect()));
  }

  #trace(detail: HsmsTraceDetail): void {
    const { trace } = this.#options;
    if (trace !== undefined) contain(() => trace({ ...detail, time: this.#clock.now() }), this.#report);
  }
}
