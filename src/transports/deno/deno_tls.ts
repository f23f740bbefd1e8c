import { abortable } from "../../core/base/mod.ts";
import { type Endpoint, type Network, toHandshakeError, TransportError } from "../../core/network/mod.ts";
import { watchHandshake } from "../handshakes.ts";
import { NamedNetwork } from "../named_network.ts";
import { tune } from "../options.ts";
import { listeningIdentity, readTls, type TlsOptions, type TlsSettings } from "../tls_options.ts";
import { denoApi, type DenoConn } from "./deno_api.ts";
import { closeQuietly, DenoHandshakes } from "./deno_handshakes.ts";
import { connect } from "./deno_network.ts";
import { DenoPort } from "./deno_port.ts";
import { DenoTransport } from "./deno_transport.ts";
import { DenoTurns } from "./deno_turns.ts";

/**
 * TLS over the sockets of Deno.
 *
 * Deno cannot ask clients for a certificate: `listen` rejects with `requireClientCertificate`. And it can send a certificate
 * only if the name in the peer's certificate is the name that is dialled: `dial` rejects with `certificate` and another
 * `serverName`. The entry point loads on Deno only; `createTls` picks the adapter of the runtime.
 *
 * @throws {TypeError} When an option has the wrong type, or another option is missing that it needs.
 * @throws {RangeError} When a number is out of range.
 *
 * @example
 * ```ts ignore
 * import { denoTls } from "@secs/hsms/deno";
 *
 * const network = denoTls({ ca: await Deno.readTextFile("fab-ca.pem") });
 * ```
 */
export function denoTls(options: TlsOptions): Network {
  const settings = { ...readTls(options), turns: new DenoTurns() };
  return new NamedNetwork({
    async dial(endpoint, signal, name) {
      const conn = await start(endpoint, signal, name, settings);
      await finish(conn, endpoint, signal, settings);
      return new DenoTransport(conn, settings);
    },
    listen({ address, port }, accept, options) {
      const identity = listeningIdentity(settings);
      if (settings.requireClientCertificate) throw new TransportError("failed", NO_CLIENT_CERTIFICATES);
      const listener = denoApi().listenTls({ ...identity, hostname: address, port });
      return new DenoPort(listener, accept, settings, new DenoHandshakes(settings, options));
    },
  });
}

/** Connects, and begins the handshake. */
async function start(
  endpoint: Endpoint,
  signal: AbortSignal | undefined,
  name: string,
  settings: TlsSettings,
): Promise<DenoConn> {
  const { identity, serverName = name, authorities = [] } = settings;
  const target = { hostname: serverName, caCerts: [...authorities] };
  if (identity !== undefined) {
    if (serverName !== name) throw new TransportError("failed", OTHER_NAME);
    const attempt = denoApi().connectTls({ ...target, ...identity, port: endpoint.port });
    return await abortable(attempt, signal, () => attempt.then(closeQuietly, ignore));
  }
  const conn = await connect(endpoint, signal);
  tune(conn, settings);
  return await denoApi().startTls(conn, target);
}

/**
 * Waits for the end of the handshake, and closes the connection if the handshake fails. Deno releases the socket only once
 * the peer sends or leaves.
 */
async function finish(
  conn: DenoConn,
  endpoint: Endpoint,
  signal: AbortSignal | undefined,
  settings: TlsSettings,
): Promise<void> {
  let end: { reason: unknown } | undefined;
  function giveUp(reason: unknown): void {
    end ??= { reason };
    closeQuietly(conn);
  }
  const stopWatching = watchHandshake(settings, endpoint, signal, giveUp);
  if (signal?.aborted) giveUp(signal.reason);
  try {
    await conn.handshake?.();
  } catch (error) {
    giveUp(toHandshakeError(error, "connect", endpoint));
  } finally {
    stopWatching();
  }
  if (end !== undefined) throw end.reason;
}

const NO_CLIENT_CERTIFICATES = "Deno cannot ask clients for a certificate (requireClientCertificate). " +
  "Listen on Node or Bun, or put a TLS proxy in front.";
const OTHER_NAME = "Deno can send a certificate only with the name that is dialled as the serverName. " +
  "Dial the name that is in the peer's certificate, instead of giving it as serverName.";

function ignore(): void {}
