// node:net by hand: a reused buffer where one connects, `data` events where one accepts.

import { connect, createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { type Port, type Sockets, Wire } from "./wire.ts";

const READ = 64 * 1024;

class NodeWire extends Wire {
  readonly #socket: Socket;
  /** Pieces that the socket holds still. */
  #held: Uint8Array[] = [];
  #blocked = false;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("drain", () => {
      this.#blocked = false;
      if (!this.flush()) this.onDrain();
    });
  }

  flush(): boolean {
    if (this.#held.length > 0) this.#release();
    while (!this.#blocked) {
      const piece = this.out.take();
      if (piece === undefined) break;
      this.#blocked = !this.#socket.write(piece);
      if (this.#socket.writableLength > 0) this.#held.push(piece);
      else this.out.written(piece);
    }
    return this.#blocked;
  }

  #release(): void {
    if (this.#socket.writableLength > 0) return;
    for (const piece of this.#held) this.out.written(piece);
    this.#held.length = 0;
  }

  close(): void {
    this.#socket.destroy();
  }
}

export const nodeSockets: Sockets = {
  listen(accept): Promise<Port> {
    const server = createServer((socket) => {
      const wire = new NodeWire(socket);
      accept(wire);
      socket.on("data", (chunk) => {
        const { buffer, byteOffset, length } = chunk as Uint8Array;
        wire.onChunk(new Uint8Array(buffer, byteOffset, length));
      });
    });
    return new Promise((resolve) => {
      server.listen(0, "127.0.0.1", () => {
        resolve({ port: (server.address() as AddressInfo).port, close: () => server.close() });
      });
    });
  },
  connect(port, prepare) {
    return new Promise((resolve, reject) => {
      const callback = (length: number, buffer: Uint8Array): boolean => {
        wire.onChunk(buffer.subarray(0, length));
        return true;
      };
      const onread = { buffer: new Uint8Array(READ), callback };
      const socket = connect({ host: "127.0.0.1", port, onread });
      const wire = new NodeWire(socket);
      prepare(wire);
      socket.on("connect", () => resolve(wire));
      socket.on("error", reject);
    });
  },
};
