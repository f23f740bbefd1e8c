import { ReadBuffer } from "../read_buffer.ts";
import type { NodeConnectOptions } from "./node_api.ts";
import type { NodeTransport } from "./node_transport.ts";

const SHARED_SIZE = 64 * 1024;

/** Makes the readers of one network's dialled sockets. */
export class Readers {
  /**
   * Node's own sockets read and call back in one go, and the owner copies what it keeps: one buffer serves all of them.
   * Those of another runtime may wait with the buffer in hand, so there each has its own.
   */
  #shared: Uint8Array | undefined;

  make(): Reader {
    if (!isNode()) return new Reader(undefined);
    return new Reader(this.#shared ??= new Uint8Array(SHARED_SIZE));
  }
}

/** Whether this `node:net` is Node's own. */
export function isNode(): boolean {
  return !("Deno" in globalThis || "Bun" in globalThis);
}

/** The `onread` of a dialled socket: what it reads goes past the stream machinery, into a buffer that is used again. */
export class Reader {
  transport: NodeTransport | undefined;
  readonly buffer: NonNullable<NodeConnectOptions["onread"]>["buffer"];
  readonly callback: (length: number) => boolean;

  /** Reads into `shared`, or else into a buffer of its own. */
  constructor(shared: Uint8Array | undefined) {
    const own = shared ?? new ReadBuffer();
    this.buffer = own instanceof ReadBuffer ? () => own.bytes : own;
    this.callback = (length) => {
      this.transport?.onChunk(own instanceof ReadBuffer ? own.filled(length) : own.subarray(0, length));
      return true;
    };
  }
}
