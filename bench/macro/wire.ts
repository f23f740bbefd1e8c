// What the bare contender needs of a runtime's sockets.

import { Slabs } from "./slab.ts";

/** Bytes from which on a stream waits, and below which it goes on: the writer never stands still. */
export const HIGH: number = 512 * 1024;
export const LOW: number = 256 * 1024;

/** A TCP connection: frames are added to `out`, and `flush` writes them. */
export abstract class Wire {
  readonly out: Slabs = new Slabs();
  /** Takes what came in; the bytes are only lent. */
  onChunk: (chunk: Uint8Array) => void = () => {};
  /** Called when little or nothing waits any more, after a flush that returned true. */
  onDrain: () => void = () => {};
  /** Begins to write what waits, unless that goes on already; true where it goes on later. */
  abstract flush(): boolean;
  abstract close(): void;
}

/** A runtime's own sockets. */
export interface Sockets {
  /** Listens on a free port; `accept` is called with each connection, before it delivers bytes. */
  listen(accept: (wire: Wire) => void): Promise<Port>;
  /** `prepare` is called before the connection delivers bytes. */
  connect(port: number, prepare: (wire: Wire) => void): Promise<Wire>;
}

/** A port that is listened on. */
export interface Port {
  readonly port: number;
  close(): void;
}
