import { abortable } from "../../core/base/mod.ts";
import type { Endpoint, Listener, Network, Transport } from "../../core/network/mod.ts";
import { plainIp, toHandshakeError } from "../../core/network/mod.ts";
import { type Handshake, Handshakes, watchHandshake } from "../handshakes.ts";
import { type Accept, NamedNetwork } from "../named_network.ts";
import { listeningIdentity, readTls, type TlsOptions, type TlsSettings } from "../tls_options.ts";
import { bunApi, type BunListener, type BunSocket, type BunSocketHandler } from "./bun_api.ts";
import { BunTransport, TRAFFIC } from "./bun_transport.ts";

/**
 * TLS over Bun's own sockets.
 *
 * Its entry point loads on Bun only; `createTls` picks the right adapter by itself.
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
    listen: ({ address, port }, accept, options) => {
      const { requireClientCertificate: requestCert = false } = settings;
      const tls = {
        ...listeningIdentity(settings),
        ...trust(settings),
        requestCert,
        rejectUnauthorized: requestCert,
      };
      const door = new Door(accept, new Handshakes(settings, options), settings);
      const listener = bunApi().listen({ ...SHARED, hostname: address, port, data: door, tls });
      return new BunTlsPort(address, listener, door);
    },
  });
}

async function dialOne(
  endpoint: Endpoint,
  signal: AbortSignal | undefined,
  serverName: string,
  settings: TlsSettings,
): Promise<Transport> {
  const data = new Dial();
  const tls = { ...settings.identity, ...trust(settings), serverName, rejectUnauthorized: true };
  const { address: hostname, port } = endpoint;
  const attempt = bunApi().connect({ ...SHARED, hostname, port, data, tls });
  const socket = await abortable(attempt, signal, () => attempt.then(terminate, ignore));
  return await new Promise((resolve, reject) => {
    function end(reason: unknown): void {
      stopWatching();
      reject(reason); // before Bun calls back that the socket is closed
      socket.terminate();
    }
    const stopWatching = watchHandshake(settings, endpoint, signal, end);
    // Bun resolves before the handshake, and may have ended it by now.
    data.wait((ok, error) => {
      if (!ok) return end(toHandshakeError(error ?? LEFT, "connect", endpoint));
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

/** What waits for the outcome of a handshake. */
type Outcome = (ok: boolean, error: unknown) => void;

/** Hangs on a dialled socket until the handshake is over. */
class Dial {
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

/** What all sockets of one listener share. */
class Door {
  readonly handshakes: Handshakes;
  readonly #accept: Accept;
  readonly #settings: TlsSettings;

  constructor(accept: Accept, handshakes: Handshakes, settings: TlsSettings) {
    this.handshakes = handshakes;
    this.#accept = accept;
    this.#settings = settings;
  }

  came(socket: BunSocket): void {
    const { remoteAddress = "", remotePort = 0 } = socket;
    const remote = { address: plainIp(remoteAddress), port: remotePort };
    const handshake = this.handshakes.begin(remote, () => socket.terminate());
    socket.data = handshake === undefined ? undefined : new Guest(this, handshake);
  }

  /** Whether `error` speaks against a client whose handshake Bun calls good: without a demand, none is a certificate. */
  refuses(error: unknown): boolean {
    return this.#settings.requireClientCertificate === true && Boolean(error);
  }

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

/** Hangs on an accepted socket until the handshake is over. */
class Guest {
  readonly #door: Door;
  readonly #handshake: Handshake;

  constructor(door: Door, handshake: Handshake) {
    this.#door = door;
    this.#handshake = handshake;
  }

  settle(socket: BunSocket, ok: boolean, error: unknown): void {
    if (!ok || this.#door.refuses(error)) this.#handshake.fail(error ?? LEFT);
    else if (this.#handshake.succeed()) this.#door.secured(socket);
  }
}

class BunTlsPort implements Listener {
  readonly endpoint: Endpoint;
  readonly #listener: BunListener;
  readonly #door: Door;

  constructor(address: string, listener: BunListener, door: Door) {
    this.endpoint = { address, port: listener.port };
    this.#listener = listener;
    this.#door = door;
  }

  close(): Promise<void> {
    this.#door.handshakes.close();
    this.#listener.stop(false);
    return Promise.resolve();
  }
}

/** One handler object for all sockets: each finds in `socket.data` what it is to. */
const HANDLER: BunSocketHandler = {
  ...TRAFFIC,
  open(socket) {
    if (socket.data instanceof Door) socket.data.came(socket);
  },
  handshake(socket, ok, error) {
    if (socket.data instanceof Dial || socket.data instanceof Guest) socket.data.settle(socket, ok, error);
  },
  close(socket, error) {
    ended(socket, error);
  },
  error(socket, error) {
    ended(socket, error);
  },
};

const SHARED = { allowHalfOpen: true, socket: HANDLER } as const;

const LEFT: Error = Object.assign(new Error("The socket closed"), { code: "ECONNRESET" });

function ended(socket: BunSocket, error: unknown): void {
  const { data } = socket;
  if (data instanceof BunTransport) data.onClose(error);
  else if (data instanceof Dial || data instanceof Guest) data.settle(socket, false, error);
}

function terminate(socket: BunSocket): void {
  socket.terminate();
}

function ignore(): void {}
