import { systemClock } from "../../core/base/mod.ts";
import { type Endpoint, formatEndpoint, type Listener, type ListenOptions } from "../../core/network/mod.ts";
import { type Handshake, Handshakes } from "../handshakes.ts";
import type { Accept } from "../named_network.ts";
import type { TcpOptions } from "../options.ts";
import { listeningIdentity, type TlsSettings } from "../tls_options.ts";
import type { NodeServer, NodeSocket } from "./node_api.ts";
import { contextOf, nodeTlsModule, type NodeTlsSocket } from "./node_tls_api.ts";
import { NodeTransport, toEndpoint } from "./node_transport.ts";

/** Listens with `node:tls`; rejects with the error of the runtime. */
export function listenOverTls(
  { address, port }: Endpoint,
  accept: Accept,
  options: ListenOptions,
  settings: TlsSettings,
): Promise<Listener> {
  listeningIdentity(settings);
  return new Promise((resolve, reject) => {
    const server = nodeTlsModule().createServer({
      ...contextOf(settings),
      requestCert: settings.requireClientCertificate ?? false,
      allowHalfOpen: false, // otherwise a client that leaves during the handshake is not reported
      handshakeTimeout: 2 ** 31 - 1, // Handshakes measures the time
    });
    const tlsPort = new NodeTlsPort(server, accept, new Handshakes(settings, options), settings);
    // After the start: one accept failed. The server goes on.
    server.on("error", reject);
    server.listen({ host: address, port }, () => resolve(tlsPort.listening()));
  });
}

/** A client whose handshake is under way. */
interface PendingHandshake {
  readonly raw: NodeSocket;
  readonly handshake: Handshake;
  closed: boolean;
}

class NodeTlsPort implements Listener {
  readonly #server: NodeServer;
  readonly #accept: Accept;
  readonly #handshakes: Handshakes;
  readonly #settings: TlsSettings;
  /** By the address and port of the client: `node:tls` does not say which TCP connection a TLS connection belongs to. */
  readonly #pending = new Map<string, PendingHandshake>();
  /** Kept, because a closed server does not have it any more. */
  #at: Endpoint = toEndpoint(undefined, undefined);

  constructor(server: NodeServer, accept: Accept, handshakes: Handshakes, settings: TlsSettings) {
    this.#server = server;
    this.#accept = accept;
    this.#handshakes = handshakes;
    this.#settings = settings;
    server.on("connection", (raw: NodeSocket) => this.#opened(raw));
    server.on("secureConnection", (socket: NodeTlsSocket) => this.#secured(socket));
    server.on("tlsClientError", (error: unknown, socket: NodeTlsSocket) => this.#failed(error, socket));
  }

  get endpoint(): Endpoint {
    return this.#at;
  }

  /** The server listens. */
  listening(): this {
    const at = this.#server.address();
    this.#at = toEndpoint(at?.address, at?.port);
    return this;
  }

  /** The port is free when the call returns; the event `close` would also wait for the connections. */
  close(): Promise<void> {
    this.#handshakes.close();
    this.#server.close();
    return Promise.resolve();
  }

  #opened(raw: NodeSocket): void {
    raw.on("error", ignore);
    const remote = remoteOf(raw);
    if (remote.port === 0) return void raw.destroy(); // it is closed already
    const key = formatEndpoint(remote);
    const handshake = this.#handshakes.begin(remote, () => {
      this.#pending.delete(key);
      raw.destroy();
    });
    if (handshake === undefined) return;
    const pending: PendingHandshake = { raw, handshake, closed: false };
    this.#pending.set(key, pending);
    raw.on("close", () => {
      pending.closed = true;
      // The reason is reported in the same turn, before or after.
      systemClock.schedule(() => handshake.fail(CLOSED), 0);
    });
  }

  #secured(socket: NodeTlsSocket): void {
    const key = formatEndpoint(remoteOf(socket));
    const pending = this.#pending.get(key);
    this.#pending.delete(key);
    if (pending === undefined || !pending.handshake.succeed()) return void socket.destroy();
    socket.allowHalfOpen = true;
    const transport = new NodeTlsTransport(socket, pending.raw, this.#settings);
    try {
      this.#accept(transport);
    } catch (error) {
      transport.abort(error);
    }
  }

  #failed(error: unknown, socket: NodeTlsSocket): void {
    const pending = this.#pending.get(formatEndpoint(remoteOf(socket))) ?? this.#firstClosed();
    const code = socket.authorizationError;
    pending?.handshake.fail(typeof code === "string" ? certificateError(code, error) : error);
  }

  /** A closed socket does not have its address any more: takes the first one that is closed. */
  #firstClosed(): PendingHandshake | undefined {
    for (const pending of this.#pending.values()) if (pending.closed || pending.raw.destroyed) return pending;
    return undefined;
  }
}

/** A Transport over a `tls.TLSSocket` whose handshake is done. */
export class NodeTlsTransport extends NodeTransport {
  /** `raw` is the TCP connection below `socket`. */
  constructor(socket: NodeSocket, raw: NodeSocket, options: TcpOptions) {
    super(socket, options);
    // Now and then only the socket below gets a reset by the peer.
    raw.on("error", (error: unknown) => this.broke(error));
    socket.pause();
    this.readFromStream();
  }

  /** Never with RST: to reset the socket below a TLS socket makes Node 20 crash now and then. */
  protected override destroy(_reset: boolean): void {
    super.destroy(false);
  }
}

function remoteOf(socket: NodeSocket): Endpoint {
  return toEndpoint(socket.remoteAddress, socket.remotePort);
}

/** `node:tls` reports a refused certificate as a closed connection, and the reason separately. */
function certificateError(code: string, cause: unknown): Error {
  return Object.assign(new Error("The client's certificate was refused", { cause }), { code });
}

const CLOSED: Error = Object.assign(new Error("The socket closed"), { code: "ECONNRESET" });

function ignore(): void {}
