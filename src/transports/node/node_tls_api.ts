import { TransportError } from "../../core/network/mod.ts";
import { builtin } from "../named_network.ts";
import type { TlsSettings } from "../tls_options.ts";
import type { NodeServer, NodeSocket } from "./node_api.ts";

/** The part of `node:tls` that the adapter uses; Deno and Bun have it too. */
export interface NodeTls {
  connect(options: NodeTlsConnectOptions): NodeTlsSocket;
  createServer(options: NodeTlsServerOptions): NodeServer;
}

/** What both sides say of themselves and of whom they trust. */
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
  /** The name for the server to choose a certificate by; never an address. */
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
  /** Stays open for writing once the peer has ended; may be set while it has not. */
  allowHalfOpen: boolean;
  /** Why the client's certificate was refused, as the name of an OpenSSL error. */
  readonly authorizationError?: unknown;
}

/** The runtime's `node:tls`; throws a TransportError where there is none. */
export function nodeTlsModule(): NodeTls {
  const tls = builtin<NodeTls>("node:tls");
  if (tls !== undefined) return tls;
  throw new TransportError("failed", "This runtime has no node:tls, so there is no TLS here.");
}

/** What `node:tls` must know for both sides. */
export function contextOf({ identity, authorities }: TlsSettings): NodeTlsContext {
  return {
    minVersion: "TLSv1.2",
    rejectUnauthorized: true,
    ...identity,
    ...(authorities !== undefined && { ca: [...authorities] }),
  };
}
