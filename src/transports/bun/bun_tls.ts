import { abortable } from "../../core/base/mod.ts";
import type { Endpoint, Listener, ListenOptions, Network, Transport } from "../../core/network/mod.ts";
import { plainIp, toHandshakeError } from "../../core/network/mod.ts";
import { type Handshake, Handshakes, watchHandshake } from "../handshakes.ts";
import { type Accept, NamedNetwork } from "../named_network.ts";
import { listeningIdentity, readTls, type TlsOptions, type TlsSettings } from "../tls_options.ts";
import { bunApi, type BunListener, type BunSocket, type BunSocketHandler } from "./bun_api.ts";
import { BunTransport, TRAFFIC } from "./bun_transport.ts";

/**
 * TLS over the sockets of Bun.
 *
 * The entry point loads on Bun only; `createTls` picks the adapter of the runtime.
 *
 * @throws {TypeError} When an option has the wrong type, or another option is missing that it needs.
 * @throws {RangeError} When a number is out of range.
 *
 * @example
 * ```ts ignore
 * import { bunTls } from "@secs/hsms/bun";
 *
 * const network = bunTls({ ca: await Bun.file("fab-ca.pem").text() });
 * ```
 */
export function bunTls(options: TlsOptions): Network {
  const settings = readTls(options);
  return new NamedNetwork({
    dial: (endpoint, signal, name) => dialOne(endpoint, signal, settings.serverName ?? name, settings),
    listen: (endpoint, accept, options) => new BunTlsPort(endpoint, accept, options, settings),
  });
}

async function dialOne(
  endpoint: Endpoint,
  signal: AbortSignal | undefined,
  serverName: string,
  settings: TlsSettings,
): Promise<Transport> {
  const data = new DialledHandshake();
  const tls = { ...settings.identity, ...trust(settings), serverName, rejectUnauthorized: true };
  const { address: hostname, port } = endpoint;
  const attempt = bunApi().connect({ ...SHARED, hostname, port, data, tls });
  const socket = await abortable(attempt, signal, () => attempt.then(terminate, ignore));
  return await new Promise((resolve, reject) => {
    function end(reason: unknown): void {
      stopWatching();
      reject(reason); // before Bun reports the end of the socket
      socket.terminate();
    }
    const stopWatching = watchHandshake(settings, endpoint, signal, end);
    // Bun resolves before the handshake; by now the handshake may have ended.
    data.wait((ok, error) => {
      if (!ok) return end(toHandshakeError(error ?? CLOSED, "connect", endpoint));
      stopWatching();
      const transport = new BunTransport(socket, settings);
      socket.data = transport;
      resolve(transport);
    });
  });
}

function trust({ authorities }: TlsSettings): { ca?: string[] } {
  return authorities === undefined ? {} : { ca: [...authorities] };
}

/** Called when a handshake has ended. */
type Outcome = (ok: boolean, error: unknown) => void;

/** The `data` of a dialled socket until the handshake is over. */
class DialledHandshake {
  #outcome: [ok: boolean, error: unknown] | undefined;
  #listener: Outcome | undefined;

  wait(listener: Outcome): void {
    this.#listener = listener;
    if (this.#outcome !== undefined) listener(...this.#outcome);
  }

  settle(_socket: BunSocket, ok: boolean, error: unknown): void {
    if (this.#outcome !== undefined) return;
    this.#outcome = [ok, error];
    this.#listener?.(ok, error);
  }
}

/** The `data` of an accepted socket until the handshake is over. */
class AcceptedHandshake {
  readonly #port: BunTlsPort;
  readonly #handshake: Handshake;

  constructor(port: BunTlsPort, handshake: Handshake) {
    this.#port = port;
    this.#handshake = handshake;
  }

  settle(socket: BunSocket, ok: boolean, error: unknown): void {
    if (!ok || this.#port.refuses(error)) this.#handshake.fail(error ?? CLOSED);
    else if (this.#handshake.succeed()) this.#port.secured(socket);
  }
}

/** A listening port, and the `data` of the sockets that Bun accepts at it. */
class BunTlsPort implements Listener {
  readonly endpoint: Endpoint;
  readonly #accept: Accept;
  readonly #settings: TlsSettings;
  readonly #handshakes: Handshakes;
  readonly #listener: BunListener;

  constructor({ address, port }: Endpoint, accept: Accept, options: ListenOptions, settings: TlsSettings) {
    this.#accept = accept;
    this.#settings = settings;
    this.#handshakes = new Handshakes(settings, options);
    const { requireClientCertificate: requestCert = false } = settings;
    const tls = {
      ...listeningIdentity(settings),
      ...trust(settings),
      requestCert,
      rejectUnauthorized: requestCert,
    };
    this.#listener = bunApi().listen({ ...SHARED, hostname: address, port, data: this, tls });
    this.endpoint = { address, port: this.#listener.port };
  }

  close(): Promise<void> {
    this.#handshakes.close();
    this.#listener.stop(false);
    return Promise.resolve();
  }

  /** Bun accepted a socket, and begins its handshake. */
  opened(socket: BunSocket): void {
    const { remoteAddress = "", remotePort = 0 } = socket;
    const remote = { address: plainIp(remoteAddress), port: remotePort };
    const handshake = this.#handshakes.begin(remote, () => socket.terminate());
    socket.data = handshake === undefined ? undefined : new AcceptedHandshake(this, handshake);
  }

  /**
   * Whether a client is refused whose handshake Bun calls good. Bun gives an error for a client without a certificate even
   * if none is required.
   */
  refuses(error: unknown): boolean {
    return this.#settings.requireClientCertificate === true && Boolean(error);
  }

  /** The handshake succeeded. */
  secured(socket: BunSocket): void {
    const transport = new BunTransport(socket, this.#settings);
    socket.data = transport;
    try {
      this.#accept(transport);
    } catch (error) {
      transport.abort(error);
    }
  }
}

/** One handler object for all sockets: `socket.data` says in which state a socket is. */
const HANDLER: BunSocketHandler = {
  ...TRAFFIC,
  open(socket) {
    if (socket.data instanceof BunTlsPort) socket.data.opened(socket);
  },
  handshake(socket, ok, error) {
    settle(socket, ok, error);
  },
  close(socket, error) {
    ended(socket, error);
  },
  error(socket, error) {
    ended(socket, error);
  },
};

const SHARED = { allowHalfOpen: true, socket: HANDLER } as const;

const CLOSED: Error = Object.assign(new Error("The socket closed"), { code: "ECONNRESET" });

function ended(socket: BunSocket, error: unknown): void {
  const { data } = socket;
  if (data instanceof BunTransport) data.onClose(error);
  else settle(socket, false, error);
}

function settle(socket: BunSocket, ok: boolean, error: unknown): void {
  const { data } = socket;
  if (data instanceof DialledHandshake || data instanceof AcceptedHandshake) data.settle(socket, ok, error);
}

function terminate(socket: BunSocket): void {
  socket.terminate();
}

function ignore(): void {}
