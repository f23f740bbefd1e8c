import * as nodeNet from "node:net";
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
  /** Reads into a buffer of ours, past the stream machinery. */
  onread: {
    buffer: () => Uint8Array;
    callback: (length: number, buffer: Uint8Array) => boolean;
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

/** The runtime's `node:net`. */
export const net: NodeNet = nodeNet as unknown as NodeNet;
