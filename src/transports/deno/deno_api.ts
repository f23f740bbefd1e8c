import { TransportError } from "../../core/network/mod.ts";
import type { TunableSocket } from "../options.ts";

/** The part of the `Deno` global that the adapter uses. */
export interface DenoApi {
  connect(options: DenoConnectOptions): Promise<DenoConn>;
  listen(options: { hostname: string; port: number }): DenoListener;
  startTls(conn: DenoConn, options: DenoTlsTarget): Promise<DenoConn>;
  connectTls(options: DenoTlsTarget & DenoIdentity & { port: number }): Promise<DenoConn>;
  listenTls(options: DenoIdentity & { hostname: string; port: number }): DenoListener;
}

/** The peer of a TLS handshake. */
export interface DenoTlsTarget {
  /** The name or address that the certificate must be for. */
  hostname: string;
  caCerts: string[];
}

/** A certificate and its key, in PEM. */
export interface DenoIdentity {
  cert: string;
  key: string;
}

/** Options of `Deno.connect`. */
export interface DenoConnectOptions {
  hostname: string;
  port: number;
  signal?: AbortSignal;
}

/** A `Deno.NetAddr`. */
export interface DenoAddress {
  readonly hostname: string;
  readonly port: number;
}

/** A `Deno.TcpConn`, or a `Deno.TlsConn`, which has no socket options. */
export interface DenoConn extends Partial<TunableSocket> {
  readonly localAddr: DenoAddress;
  readonly remoteAddr: DenoAddress;
  read(into: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  closeWrite(): Promise<void>;
  close(): void;
  /** With TLS: resolves once the connection is secure. */
  handshake?(): Promise<unknown>;
}

/** A `Deno.TcpListener` or a `Deno.TlsListener`. */
export interface DenoListener {
  readonly addr: DenoAddress;
  accept(): Promise<DenoConn>;
  close(): void;
}

/**
 * The API of the runtime.
 *
 * @throws {TransportError} When the program does not run on Deno.
 */
export function denoApi(): DenoApi {
  const { Deno } = globalThis as { Deno?: DenoApi };
  if (typeof Deno?.connect === "function") return Deno;
  const message =
    "@secs/hsms/deno works on Deno only. Use tcp of @secs/hsms, which picks the adapter of the runtime.";
  throw new TransportError("failed", message);
}
