import { TransportError } from "../../core/network/mod.ts";
import type { TunableSocket } from "../options.ts";

/** The part of the `Deno` global that the adapter uses. */
export interface DenoApi {
  connect(options: DenoConnectOptions): Promise<DenoConn>;
  listen(options: { hostname: string; port: number }): DenoListener;
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

/** A `Deno.TcpConn`. */
export interface DenoConn extends TunableSocket {
  readonly localAddr: DenoAddress;
  readonly remoteAddr: DenoAddress;
  read(into: Uint8Array): Promise<number | null>;
  write(bytes: Uint8Array): Promise<number>;
  closeWrite(): Promise<void>;
  close(): void;
}

/** A `Deno.TcpListener`. */
export interface DenoListener {
  readonly addr: DenoAddress;
  accept(): Promise<DenoConn>;
  close(): void;
}

/** The runtime's own API; throws a TransportError where the program does not run on Deno. */
export function denoApi(): DenoApi {
  const { Deno } = globalThis as { Deno?: DenoApi };
  if (typeof Deno?.connect === "function") return Deno;
  const message =
    "@secs/hsms/deno works on Deno only. Use tcp of @secs/hsms, which picks the adapter of the runtime.";
  throw new TransportError("failed", message);
}
