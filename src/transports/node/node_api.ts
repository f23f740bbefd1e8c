import { TransportError } from "../../core/network/mod.ts";
import { builtin } from "../builtin.ts";
import type { TunableSocket } from "../options.ts";

/** The part of `node:net` that the adapter uses; Deno and Bun have it too. */
export interface NodeNet {
  connect(options: NodeConnectOptions): NodeSocket;
  createServer(options: { allowHalfOpen: boolean; pauseOnConnect: boolean }): NodeServer;
}

/** Options of `net.connect`. */
export interface NodeConnectOptions {
  host: string;
  port: number;
  allowHalfOpen: boolean;
  /** Reads into a buffer of ours, without the stream of Node. */
  onread?: {
    buffer: Uint8Array | (() => Uint8Array);
    callback: (length: number) => boolean;
  };
}

/** The part of an EventEmitter in use. */
export interface NodeEmitter {
  // deno-lint-ignore no-explicit-any
  on(event: string, listener: (...args: any[]) => void): unknown;
  // deno-lint-ignore no-explicit-any
  off(event: string, listener: (...args: any[]) => void): unknown;
}

/** A `net.Socket`. */
export interface NodeSocket extends NodeEmitter, TunableSocket {
  readonly localAddress?: string;
  readonly localPort?: number;
  readonly remoteAddress?: string;
  readonly remotePort?: number;
  readonly writableLength: number;
  readonly destroyed: boolean;
  write(bytes: Uint8Array): boolean;
  end(onFinish: () => void): unknown;
  pause(): unknown;
  resume(): unknown;
  destroy(): unknown;
  resetAndDestroy(): unknown;
}

/** A `net.Server`. */
export interface NodeServer extends NodeEmitter {
  listen(options: { host: string; port: number }, onListening: () => void): unknown;
  address(): { address: string; port: number } | null;
  close(): unknown;
}

/**
 * The module `node:net` of the runtime.
 *
 * @throws {TransportError} When the runtime does not have it.
 */
export function nodeNet(): NodeNet {
  const net = builtin<NodeNet>("node:net");
  if (net !== undefined) return net;
  const message = "This runtime has no node:net (Node has it from 20.16 on), so there is no TCP here. " +
    "Give the connection a network of your own, or the MemoryNetwork of @secs/hsms/testing.";
  throw new TransportError("failed", message);
}
