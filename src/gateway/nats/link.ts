import type { Clock } from "../../core/base/mod.ts";
import { checkBrokerAddress } from "../broker_address.ts";
import type { SinkState } from "../sink.ts";
import type { NatsClients, NatsConnection } from "./client.ts";
import { authenticatorOf, type NatsCredentials } from "./credentials.ts";

/** Where the server is, and who this gateway is. */
export interface NatsLinkOptions {
  /** `nats://HOST:PORT` or `tls://HOST:PORT`; several are one cluster. Without user and password: those are in files. */
  readonly servers: readonly string[];
  /** The name of this gateway, as the server lists it. */
  readonly name: string;
  readonly clock: Clock;
  readonly credentials?: NatsCredentials;
  /** Paths of PEM files. `{}`: TLS with the authorities of the runtime. */
  readonly tls?: { readonly caFile?: string; readonly certFile?: string; readonly keyFile?: string };
  /** Between two attempts, in ms; 1,000 if it is not said. */
  readonly retry?: number;
}

const DOWN: SinkState = { isUp: false, why: "the connection to NATS is not there yet" };
const CONNECT_TIMEOUT = 5_000;
const PING = 5_000;

/**
 * The connection to NATS, made again when it breaks. Each is a new one: nothing that was meant for one before is sent on it, so
 * that what was put twice cannot arrive in another order.
 */
export class NatsLink {
  readonly #clients: NatsClients;
  readonly #options: NatsLinkOptions;
  readonly #upListeners = new Set<(connection: NatsConnection) => Promise<void>>();
  readonly #stateListeners = new Set<(state: SinkState) => void>();
  #state: SinkState = DOWN;
  #connection: NatsConnection | undefined;
  #isClosed = false;
  readonly #endListeners = new Set<() => void>();
  #drop: () => void = () => {};
  #wake: () => void = () => {};
  #loop: Promise<void> | undefined;

  /** @throws {TypeError} When an address is none, or has a password in it. */
  constructor(clients: NatsClients, options: NatsLinkOptions) {
    for (const server of options.servers) checkBrokerAddress("NATS", server, ["nats:", "tls:"]);
    this.#clients = clients;
    this.#options = options;
  }

  /** The packages that it was made with. */
  get clients(): NatsClients {
    return this.#clients;
  }

  get state(): SinkState {
    return this.#state;
  }

  /** The connection that is there; undefined without one. */
  get connection(): NatsConnection | undefined {
    return this.#state.isUp ? this.#connection : undefined;
  }

  onState(listener: (state: SinkState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => void this.#stateListeners.delete(listener);
  }

  /** `prepare` is called with each new connection, before the link is up; when it rejects, the connection is made again later. */
  onUp(prepare: (connection: NatsConnection) => Promise<void>): () => void {
    this.#upListeners.add(prepare);
    return () => void this.#upListeners.delete(prepare);
  }

  /** Begins to connect. */
  start(): void {
    this.#loop ??= this.#run();
  }

  /** Calls `listener` when the connection that is there ends; the returned function ends that. */
  onEnd(listener: () => void): () => void {
    this.#endListeners.add(listener);
    return () => void this.#endListeners.delete(listener);
  }

  /** Gives up a connection that does not answer. */
  renew(connection: NatsConnection, why: string): void {
    if (connection !== this.#connection) return;
    this.#setState({ isUp: false, why });
    this.#drop();
  }

  /** Ends; what was published is sent. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#wake();
    await this.#connection?.close().catch(() => {});
    this.#setState({ isUp: false, why: "the connection to NATS was closed by this gateway" });
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#isClosed) {
      try {
        const connection = await this.#connect();
        this.#connection = connection;
        if (this.#isClosed) break;
        const ended = new Promise<void>((resolve) => {
          this.#drop = resolve;
          connection.closed().then((error) => {
            const why = error instanceof Error ? `: ${this.#plain(error)}` : "";
            if (this.#connection === connection && this.#state.isUp) {
              this.#setState({
                isUp: false,
                why: `the connection to ${this.#place} ended${why}; check the server`,
              });
            }
            resolve();
          });
        });
        for (const prepare of [...this.#upListeners]) await prepare(connection);
        if (connection.isClosed()) throw new Error("the server ended the connection");
        this.#setState({ isUp: true });
        await ended;
      } catch (error) {
        this.#setState({ isUp: false, why: `${this.#place}: ${this.#plain(error)}` });
      }
      // Not awaited: a server that stands still does not let it end.
      this.#connection?.close().catch(() => {});
      this.#connection = undefined;
      for (const listener of [...this.#endListeners]) listener();
      if (!this.#isClosed) await this.#pause();
    }
    this.#connection?.close().catch(() => {});
  }

  async #connect(): Promise<NatsConnection> {
    const { servers, name, credentials, tls } = this.#options;
    return await this.#clients.connect({
      servers: [...servers],
      name,
      timeout: CONNECT_TIMEOUT,
      reconnect: false,
      pingInterval: PING,
      maxPingOut: 2,
      ...(credentials === undefined
        ? {}
        : { authenticator: await authenticatorOf(this.#clients, credentials) }),
      ...(tls === undefined ? {} : { tls }),
    });
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.schedule(resolve, this.#options.retry ?? 1_000);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  #setState(state: SinkState): void {
    if (this.#isClosed && state.isUp) return;
    this.#state = state;
    for (const listener of [...this.#stateListeners]) listener(state);
  }

  get #place(): string {
    return `NATS at ${this.#options.servers.join(", ")}`;
  }

  /** What went wrong, in one line. The client puts no secrets into its messages; causes and options are not shown. */
  #plain(error: unknown): string {
    return error instanceof Error ? error.message.split("\n")[0]! : String(error);
  }
}
