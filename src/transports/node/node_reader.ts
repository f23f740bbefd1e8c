import { ReadBuffer } from "../read_buffer.ts";
import type { NodeConnectOptions } from "./node_api.ts";
import type { NodeTransport } from "./node_transport.ts";

const SHARED_SIZE = 64 * 1024;

/** Makes the readers of the sockets that one network dials. */
export class Readers {
  /**
   * The sockets of Node read and call back without a break, and the owner copies what it keeps: all of them share one
   * buffer. The sockets of another runtime may hold the buffer for longer: there each has its own.
   */
  #shared: Uint8Array | undefined;

  make(): Reader {
    if (!isNode()) return new Reader(undefined);
    return new Reader(this.#shared ??= new Uint8Array(SHARED_SIZE));
  }
}

/** Whether `node:net` is that of Node. */
export function isNode(): boolean {
  return !("Deno" in globalThis || "Bun" in globalThis);
}

/** The `onread` of a dialled socket: reads into a buffer that is used again, without the stream of Node. */
export class Reader {
  transport: NodeTransport | undefined;
  readonly buffer: NonNullable<NodeConnectOptions["onread"]>["buffer"];
  readonly callback: (length: number) => boolean;

  /** Reads into `shared`, or into its own buffer without one. */
  constructor(shared: Uint8Array | undefined) {
    const own = shared ?? new ReadBuffer();
    this.buffer = own instanceof ReadBuffer ? () => own.bytes : own;
    this.callback = (length) => {
      const chunk = own instanceof ReadBuffer ? own.filled(length) : own.subarray(0, length);
      return this.transport?.onChunk(chunk) ?? true;
    };
  }
}
