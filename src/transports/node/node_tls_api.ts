import { TransportError } from "../../core/network/mod.ts";
import { builtin } from "../builtin.ts";
import type { TlsSettings } from "../tls_options.ts";
import type { NodeServer, NodeSocket } from "./node_api.ts";

/** The part of `node:tls` that the adapter uses; Deno and Bun have it too. */
export interface NodeTls {
  connect(options: NodeTlsConnectOptions): NodeTlsSocket;
  createServer(options: NodeTlsServerOptions): NodeServer;
}

/** The options of both sides: the own certificate, and the trusted ones. */
export interface NodeTlsContext {
  minVersion: "TLSv1.2";
  rejectUnauthorized: true;
  cert?: string;
  key?: string;
  ca?: string[];
}

/** Options of `tls.connect`. */
export interface NodeTlsConnectOptions extends NodeTlsContext {
  /** The TCP connection below, which is open. */
  socket: NodeSocket;
  /** The name or address that the certificate must be for. */
  host: string;
  /** The name by which the server chooses a certificate; never an address. */
  servername?: string;
}

/** Options of `tls.createServer`. */
export interface NodeTlsServerOptions extends NodeTlsContext {
  requestCert: boolean;
  allowHalfOpen: boolean;
  handshakeTimeout: number;
}

/** A `tls.TLSSocket`. */
export interface NodeTlsSocket extends NodeSocket {
  /** Whether it stays open for writing after the end of the peer; may be set before that end. */
  allowHalfOpen: boolean;
  /** Why the client's certificate was refused, as the name of an OpenSSL error. */
  readonly authorizationError?: unknown;
}

/**
 * The module `node:tls` of the runtime.
 *
 * @throws {TransportError} When the runtime does not have it.
 */
export function nodeTlsModule(): NodeTls {
  const tls = builtin<NodeTls>("node:tls");
  if (tls !== undefined) return tls;
  throw new TransportError("failed", "This runtime has no node:tls, so there is no TLS here.");
}

/** The options of `node:tls` for both sides. */
export function contextOf({ identity, authorities }: TlsSettings): NodeTlsContext {
  return {
    minVersion: "TLSv1.2",
    rejectUnauthorized: true,
    ...identity,
    ...(authorities !== undefined && { ca: [...authorities] }),
  };
}
