import { TransportError } from "../../core/network/mod.ts";
import type { TunableSocket } from "../options.ts";

/** The part of the `Bun` global that the adapter uses. */
export interface BunApi {
  connect(options: BunSocketOptions): Promise<BunSocket>;
  listen(options: BunSocketOptions): BunListener;
}

/** Options of `Bun.connect` and `Bun.listen`. */
export interface BunSocketOptions {
  hostname: string;
  port: number;
  allowHalfOpen: boolean;
  data: unknown;
  socket: BunSocketHandler;
  /** Makes it TLS. */
  tls?: BunTlsOptions;
}

/** The part of Bun's options for TLS in use; certificates and keys are PEM. */
export interface BunTlsOptions {
  cert?: string;
  key?: string;
  ca?: string[];
  /** The name or address that the server's certificate must be for. */
  serverName?: string;
  requestCert?: boolean;
  rejectUnauthorized: boolean;
}

/** A TCP socket of Bun. */
export interface BunSocket extends TunableSocket {
  /** The state of the socket: an object of ours. */
  data: unknown;
  readonly localAddress?: string;
  readonly localPort?: number;
  readonly remoteAddress?: string;
  readonly remotePort?: number;
  /** Returns the number of bytes that it took; negative if the socket is closed. */
  write(bytes: Uint8Array): number;
  /** Half-closes. */
  shutdown(): void;
  /** Closes both ways, with FIN. */
  end(): void;
  /** Closes both ways, with RST. */
  terminate(): void;
  pause(): void;
  resume(): void;
}

/** The handler object that all sockets of one `connect` or `listen` share. */
export interface BunSocketHandler {
  readonly binaryType: "uint8array";
  open(socket: BunSocket): void;
  /** With TLS: the handshake ended. There may be an error even if `ok` is true: without a required certificate. */
  handshake?(socket: BunSocket, ok: boolean, error: unknown): void;
  data(socket: BunSocket, chunk: Uint8Array): void;
  drain(socket: BunSocket): void;
  end(socket: BunSocket): void;
  close(socket: BunSocket, error?: unknown): void;
  error(socket: BunSocket, error: unknown): void;
  connectError(socket: BunSocket, error: unknown): void;
}

/** What `Bun.listen` returns. */
export interface BunListener {
  readonly hostname: string;
  readonly port: number;
  stop(closeConnections: boolean): void;
}

/**
 * The API of the runtime.
 *
 * @throws {TransportError} When the program does not run on Bun.
 */
export function bunApi(): BunApi {
  const { Bun } = globalThis as { Bun?: BunApi };
  if (typeof Bun?.connect === "function") return Bun;
  const message =
    "@secs/hsms/bun works on Bun only. Use tcp of @secs/hsms, which picks the adapter of the runtime.";
  throw new TransportError("failed", message);
}
